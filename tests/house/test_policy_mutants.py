"""A rule that says the opposite, or a filter that is gone, changes what somebody gets: nothing is there for show."""

import inspect

import pytest

from supervise.dilemmas import actions, comments, policy, presenting, presenting_dilemmas, queries
from supervise.groups import policy as groups_policy
from supervise.groups import queries as groups
from tests.house.mutants import inverted, put_in, rewritten
from tests.house.probe import differences, probe

VERBS = [name for name, _ in inspect.getmembers(policy, inspect.isfunction) if name.startswith(("may_", "is_"))]
CUTS = [
    (groups, "_seats", "Member.account_id == actor.account_id, ", ""),
    (groups, "_seats", "Member.left_at.is_(None), ", ""),
    (groups, "place_for", ".where(Member.group_id == group_id)", ""),
    (groups, "seat_for", "if not seat.accepted", "if False"),
    (queries, "thread_for", "if not policy.may_know_of(seat.member, found.Dilemma)", "if False"),
    (queries, "thread_for", "if not policy.may_read(seat.member, found.Dilemma, answer)", "if False"),
    (queries, "thread_for", "if not seat.accepted", "if False"),
    (queries, "own_thread_for", "if thread.dilemma.author_id != thread.member.id", "if False"),
    (queries, "open_to", "has_passed(seat.member)", "true()"),
    (queries, "addressed_to", "if seat.member.role == Role.SUPERVISOR", "if True"),
    (queries, "addressed_to", "Dilemma.group_id == seat.group.id", "true()"),
    (queries, "addressed_to", ", Dilemma.author_id == seat.member.id", ""),
    (queries, "standing", ".where(~exists().where(Withdrawal.dilemma_id == Dilemma.id))", ""),
    (
        queries,
        "_signer_shown",
        "return or_(Dilemma.signed == Signed.NAME, Dilemma.author_id == member.id)",
        "return true()",
    ),
    (queries, "thread_to_close", "require(", "bool("),
    (queries, "thread_to_theme", "require(", "bool("),
    (queries, "own_comment_for", "require(", "bool("),
    (actions, "set_themes", "require(", "bool("),
    (actions, "close", "require(", "bool("),
    (actions, "reopen", "require(", "bool("),
    (actions, "edit_dilemma", "own_thread_for(", "thread_for("),
    (actions, "withdraw", "own_thread_for(", "thread_for("),
    (actions, "keep_open", "own_thread_for(", "thread_for("),
    (actions, "come_back_on", "own_thread_for(", "thread_for("),
    (comments, "post_comment", "require(policy.may_comment", "bool(policy.may_comment"),
    (comments, "post_comment", "require(policy.may_use_kind", "bool(policy.may_use_kind"),
    (comments, "edit_comment", "require(", "bool("),
    (comments, "remove_comment", "require(", "bool("),
    (comments, "react", "require(", "bool("),
    (presenting, "signer", "if eyes is Eyes.SUPERVISORS", "if True"),
    (presenting, "yours_in", "if policy.is_colleague(by, thread.dilemma)", "if False"),
    (presenting_dilemmas, "for_person", "mine and dilemma.signed", "dilemma.signed"),
]
BELT_AND_BRACES = {
    ("edit_dilemma", "own_thread_for("): "edit dilemma",
    ("withdraw", "own_thread_for("): "withdraw dilemma",
    ("come_back_on", "own_thread_for("): "come back dilemma",
}
"""Cuts behind which the policy still says no, and the verb: what is told changes, what can be done does not."""


@pytest.fixture(scope="module")
def rightly(practice):
    return probe(practice)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_turned_round_is_noticed(practice, rightly, monkeypatch, verb):
    put_in(monkeypatch, policy, verb, inverted(getattr(policy, verb)))
    assert differences(practice, rightly, by=verb)


@pytest.mark.parametrize("verb", ["may_enter", "may_read"])
def test_a_verb_of_groups_turned_round_is_noticed(practice, rightly, monkeypatch, verb):
    put_in(monkeypatch, groups_policy, verb, inverted(getattr(groups_policy, verb)))
    assert differences(practice, rightly, by=verb)


@pytest.mark.parametrize(
    ("module", "name", "old", "new"), CUTS, ids=lambda one: getattr(one, "__name__", str(one))[:40]
)
def test_a_filter_that_is_gone_is_noticed(practice, rightly, monkeypatch, module, name, old, new):
    put_in(monkeypatch, module, name, rewritten(module, name, old, new))
    verb = BELT_AND_BRACES.get((name, old), "")
    changed = differences(practice, rightly, by=name, only=verb, most=100 if verb else 1)
    assert changed
    if verb:
        assert all(outcome == "not_allowed" for outcome in changed.values())


def test_with_nothing_wrong_everything_comes_out_as_before(practice, rightly):
    assert not differences(practice, rightly, most=10)
