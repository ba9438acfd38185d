"""Roles, the mark, removal and leaving: what was written stays, everything else ends at once (R5)."""

import pytest

from supervise.accounts import actions as accounts
from supervise.core.errors import Missing, NotAllowed
from supervise.groups import actions, queries
from supervise.groups.models import Role


def test_a_role_changes_at_once_and_the_live_rooms_are_entered_anew(practice, told):
    ben = practice.member("Ben")
    practice.do(actions.change_role, "Noa", ben.id, Role.SUPERVISOR)
    assert practice.seat("Ben").member.role is Role.SUPERVISOR
    about = {"account_id": ben.account_id, "group_id": practice.group.id, "reason": "role"}
    assert told == [("evict_member", about)]
    practice.do(actions.change_role, "Noa", ben.id, Role.SUPERVISOR)
    assert len(told) == 1, "the same role again is no change"


def test_there_can_be_several_convenors_and_one_can_lay_the_mark_down(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    practice.do(actions.take_convenor, "Noa", practice.member("Noa").id)
    assert practice.member("Ruth").convenor
    assert not practice.member("Noa").convenor


def test_the_last_mark_stays(practice):
    noa = practice.member("Noa")
    with pytest.raises(NotAllowed, match="needs a convenor"):
        practice.do(actions.take_convenor, "Noa", noa.id)
    with pytest.raises(NotAllowed, match="needs a convenor"):
        practice.do(actions.leave, "Noa", keep_name=True)
    assert practice.member("Noa").convenor


def test_a_convenor_who_cannot_sign_in_does_not_count(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Ruth").account_id)
    with pytest.raises(NotAllowed):
        practice.do(actions.leave, "Noa", keep_name=True)


def test_the_last_of_all_may_go(practice):
    practice.do(actions.leave, "Olu", keep_name=True, group=practice.other)
    with practice.work():
        assert queries.convenors_in(practice.other.id) == []


def test_into_a_group_that_everybody_left_a_convenor_comes_first(practice):
    practice.do(actions.leave, "Olu", keep_name=True, group=practice.other)
    zed = practice.account("Zed")
    with practice.work():
        with pytest.raises(NotAllowed, match="seats a convenor in it first"):
            actions.add_member(practice.other.id, zed, Role.THERAPIST, convenor=False)
        assert queries.convenors_in(practice.other.id) == []
    with practice.work():
        actions.add_member(practice.other.id, zed, Role.THERAPIST, convenor=True)
        actions.add_member(practice.other.id, practice.actor("Olu").account_id, Role.SUPERVISOR, convenor=False)
        assert [one.account.name for one in queries.convenors_in(practice.other.id)] == ["Zed"]


def test_whoever_is_removed_finds_nothing_any_more(practice, told):
    ben = practice.member("Ben")
    practice.do(actions.remove_member, "Noa", ben.id)
    for query in (queries.seat_for, queries.place_for):
        with pytest.raises(Missing):
            practice.do(query, "Ben")
    assert told == [
        ("evict_member", {"account_id": ben.account_id, "group_id": practice.group.id, "reason": "removed"})
    ]
    with pytest.raises(Missing):
        practice.do(actions.remove_member, "Noa", ben.id)


@pytest.mark.parametrize(("keep", "shown"), [(True, "Ben"), (False, "a former member")])
def test_what_was_written_stands_under_the_name_or_without_it(practice, keep, shown):
    practice.do(actions.leave, "Ben", keep_name=keep)
    with practice.work():
        session_member = practice.cast.member("Ben")
        assert session_member.left_at is not None
        assert session_member.name_kept is keep
        account = practice.actor("Ben")
    left = practice.member("Ben")
    assert (account.name if left.name_kept else "a former member") == shown


def test_somebody_without_a_seat_accepted_yet_can_leave_too(practice):
    with practice.work():
        actions.add_member(practice.group.id, practice.actor("Zed").account_id, Role.TRAINEE, convenor=False)
    practice.do(actions.leave, "Zed", keep_name=False)
    with pytest.raises(Missing):
        practice.do(queries.place_for, "Zed")


def test_nobody_removes_themselves(practice):
    with pytest.raises(NotAllowed, match="leave the group"):
        practice.do(actions.remove_member, "Noa", practice.member("Noa").id)


def test_whoever_comes_back_accepts_the_agreement_anew_and_has_their_name_again(practice):
    with practice.work():
        actions.add_member(practice.group.id, practice.actor("Finn").account_id, Role.TRAINEE, convenor=False)
    finn = practice.member("Finn")
    assert (finn.role, finn.left_at, finn.name_kept, finn.accepted_version) == (Role.TRAINEE, None, True, 0)


@pytest.mark.parametrize("verb", ["leave", "take", "remove"])
def test_u2_invitations_die_with_the_right_to_invite(practice, verb):
    ruth = practice.member("Ruth").id
    practice.do(actions.give_convenor, "Noa", ruth)
    made = practice.do(actions.invite, "Ruth", email=None, role=Role.TRAINEE, convenor=False, days=7)
    if verb == "leave":
        practice.do(actions.leave, "Ruth", keep_name=True)
    else:
        practice.do(actions.take_convenor if verb == "take" else actions.remove_member, "Noa", ruth)
    with practice.work(), pytest.raises(Missing):
        queries.invited_by(made.secret)


def test_adding_again_on_the_command_line_changes_the_role(practice, told):
    with practice.work():
        ben = practice.actor("Ben").account_id
        actions.add_member(practice.group.id, ben, Role.SUPERVISOR, convenor=True)
    after = practice.member("Ben")
    assert (after.role, after.convenor, after.accepted_version) == (Role.SUPERVISOR, True, 1)
