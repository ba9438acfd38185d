"""Drafts are one per author and place and theirs alone; words go out once every direct finding is answered."""

import threading

import pytest

from supervise import disguise
from supervise.core import limits
from supervise.core.companion import Died, Unavailable
from supervise.core.db import transaction
from supervise.core.errors import Invalid, Missing, NeedsReview, TooFast
from supervise.texts import checking
from supervise.texts.checking import Keep, answered, look_at, mends
from supervise.texts.drafts import OtherDraft, draft_at, drop_draft, forget_draft, keep_draft
from supervise.texts.models import KeptReason
from tests.cast import make_world


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request, tmp_path):
    given = {"SUPERVISE_DATABASE_URL": request.getfixturevalue("postgres_url")} if request.param == "postgresql" else {}
    made = make_world(tmp_path, **given)
    yield made
    made.database.close()


def test_a_draft_is_kept_and_counted_and_seen_by_its_author_alone(world):
    with world.work():
        ada, group = world.actor("Ada"), world.group_id
        assert draft_at(world.member("Ada"), "new") is None
        assert keep_draft(ada, group, "new", {"account": "Half"}, None).version == 1
        assert keep_draft(ada, group, "new", {"account": "Half a word"}, 1).version == 2
        assert draft_at(world.member("Ada"), "new").fields == {"account": "Half a word"}
        assert draft_at(world.member("Ben"), "new") is None
        assert draft_at(world.member("Ada"), "thread:" + "0" * 20) is None


def test_a_draft_that_was_saved_elsewhere_is_not_written_over(world):
    with world.work():
        ada, group = world.actor("Ada"), world.group_id
        keep_draft(ada, group, "new", {"account": "Here"}, None)
        keep_draft(ada, group, "new", {"account": "There"}, 1)
        with pytest.raises(OtherDraft) as told:
            keep_draft(ada, group, "new", {"account": "Here again"}, 1)
        assert told.value.kept.fields == {"account": "There"}
        assert draft_at(world.member("Ada"), "new").fields == {"account": "There"}


def test_what_is_too_long_or_of_another_group_is_not_kept(world):
    with world.work():
        ada = world.actor("Ada")
        for fields in ({"a": "x" * (limits.SECTION + 1)}, {str(n): "" for n in range(17)}):
            with pytest.raises(Invalid):
                keep_draft(ada, world.group_id, "new", fields, None)
        with pytest.raises(Invalid):
            keep_draft(ada, world.group_id, "mark:1", {str(n): "" for n in range(49)}, None)
        keep_draft(ada, world.group_id, "mark:1", {str(n): "" for n in range(48)}, None)
        with pytest.raises(Missing):
            keep_draft(ada, world.other_id, "new", {"a": "b"}, None)
        with pytest.raises(Missing):
            drop_draft(ada, world.other_id, "new")


def test_a_draft_goes_with_the_transaction_that_posts_it_and_not_without(world):
    with world.work():
        ada, member = world.actor("Ada"), world.member("Ada")
        keep_draft(ada, world.group_id, "new", {"account": "Half"}, None)
        with pytest.raises(ZeroDivisionError), transaction():
            forget_draft(member, "new")
            raise ZeroDivisionError
        assert draft_at(member, "new") is not None
        drop_draft(ada, world.group_id, "new")
        assert draft_at(member, "new") is None


def test_two_devices_that_begin_a_draft_at_once_are_both_answered(world):
    outcomes, start = [], threading.Barrier(4)

    def begin(number):
        with world.work():
            ada = world.actor("Ada")
            start.wait()
            try:
                outcomes.append(keep_draft(ada, world.group_id, "new", {"account": str(number)}, None).version)
            except Exception as error:  # noqa: BLE001
                outcomes.append(error)

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes, key=str) == [1, 2, 3, 4]


# --- the check before words go out ---------------------------------------------------------------------------

BODY = "Her husband Montgomery rang me on 020 7946 0018."


def direct(body=BODY, names=()):
    return [f for f in look_at(body, names).findings if f.kind == "direct"]


def test_words_with_an_open_direct_finding_do_not_go_out():
    with pytest.raises(NeedsReview) as told:
        answered(BODY, [])
    assert {BODY[f.start : f.end] for f in told.value.findings} >= {"Montgomery"}
    first = direct()[0]
    with pytest.raises(NeedsReview):
        answered(BODY, [Keep(first.start, first.end, KeptReason.AGREED)] if len(direct()) > 1 else [])


def test_words_go_out_once_each_is_answered_and_the_answers_go_with_them():
    keeps = [Keep(f.start, f.end, KeptReason.PUBLIC) for f in direct()]
    checked = answered(BODY, keeps)
    assert checked.body == BODY
    assert {f.start for f, _ in checked.kept} >= {f.start for f in direct()}


def test_an_answer_to_other_words_answers_nothing():
    with pytest.raises(NeedsReview):
        answered(BODY, [Keep(0, 3, KeptReason.AGREED)])


def test_plain_words_go_out_at_once():
    assert answered("I wonder what that was like.", []).kept == []


def test_the_same_words_are_looked_at_once(monkeypatch):
    looked = []
    real = checking.review
    monkeypatch.setattr(checking, "review", lambda body, **more: looked.append(body) or real(body, **more))
    checking.forget()
    for _ in range(3):
        look_at("She came late, and I said nothing.")
    look_at("She came late, and I said nothing.", ["Ada"])
    assert len(looked) == 2
    checking.forget()
    look_at("She came late, and I said nothing.")
    assert len(looked) == 3


def test_new_words_without_the_marked_ones_mend_the_earlier():
    assert mends(BODY, "Her husband rang me.")
    assert not mends(BODY, BODY)
    assert not mends("I wonder.", "I wonder much.")
    assert not mends(None, "New.")


# --- long texts, in a process of their own ------------------------------------------------------------------

LONG = "On day 12 she came late to the Harbour Clinic, and her sister Montgomery rang. \ud83d\ude00 " * 20


@pytest.fixture
def apart(monkeypatch):
    checking.forget()
    with checking.long_texts_apart():
        yield checking._reviewer
    checking.forget()


def here(body):
    checking.forget()
    return look_at(body, ["Ruth"])


def test_a_long_text_is_looked_at_elsewhere_and_a_short_one_here(apart, monkeypatch):
    monkeypatch.setattr(checking, "review", lambda *_, **__: pytest.fail("looked at in the server"))
    assert len(LONG) > checking.SHORT
    look_at(LONG)
    assert apart.pid is not None
    monkeypatch.undo()
    apart.end()
    look_at(LONG[: checking.SHORT])
    assert apart.pid is None


def test_it_finds_there_what_it_finds_here():
    expected = here(LONG)
    checking.forget()
    with checking.long_texts_apart():
        assert look_at(LONG, ["Ruth"]) == expected
    assert checking._reviewer.pid is None


def test_where_no_process_can_be_had_it_is_looked_at_here(apart, monkeypatch):
    expected = here(LONG)

    def none(_):
        raise Unavailable

    monkeypatch.setattr(apart, "ask", none)
    assert here(LONG) == expected


def test_a_text_that_ends_the_process_is_looked_at_by_the_rules(apart, monkeypatch):
    def fallen(_):
        raise Died

    monkeypatch.setattr(apart, "ask", fallen)
    assert here(LONG) == disguise.review(LONG, known_names=["Ruth"], rules_only=True)


def test_when_too_many_long_texts_wait_short_ones_go_through(apart, monkeypatch):
    monkeypatch.setattr(checking._long_apart, "most_waiting", 0)
    with checking._long_apart.turn():
        with pytest.raises(TooFast):
            look_at(LONG)
        assert look_at("She came late.").findings == ()


def test_words_that_were_destroyed_while_they_were_looked_at_are_not_remembered(monkeypatch):
    real = checking.review

    def slow(body, **more):
        found = real(body, **more)
        checking.forget()
        return found

    monkeypatch.setattr(checking, "review", slow)
    checking.forget()
    look_at("She came late, and I said nothing.")
    assert checking._remembered._reviews == {}


def test_the_process_forgets_with_the_server(apart, monkeypatch):
    told = []
    monkeypatch.setattr(apart, "forget", lambda: told.append("forget"))
    checking.forget()
    assert told == ["forget"]
