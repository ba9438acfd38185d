"""Who gets in: seats, and what each query shows to whom (R1, R3, R5, R8)."""

import pytest

from supervise.accounts import actions as accounts
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.core.ids import new_id
from supervise.groups import actions, queries
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Role


@pytest.mark.parametrize("name", ["Noa", "Ruth", "Ben", "Tia"])
def test_a_member_has_a_seat(practice, name):
    seat = practice.seat(name)
    assert seat.group.name == "Thursday group"
    assert seat.member.account.name == name
    assert seat.accepted


@pytest.mark.parametrize("name", ["Zed", "Olu", "Finn", "Owen"])
@pytest.mark.parametrize("query", [queries.seat_for, queries.place_for])
def test_r08_strangers_former_members_and_the_owner_find_nothing(practice, name, query):
    with pytest.raises(Missing):
        practice.do(query, name)


def test_a_group_that_does_not_exist_looks_like_one_that_is_closed(practice):
    with practice.work(), pytest.raises(Missing) as absent:
        queries.seat_for(practice.actor("Ben"), new_id())
    with pytest.raises(Missing) as closed:
        practice.do(queries.seat_for, "Zed")
    assert absent.value.message == closed.value.message


def test_one_query_finds_a_seat_with_its_group_and_account(practice):
    with practice.work():
        ben = practice.actor("Ben")
        asked = practice.asked()
        seat = queries.seat_for(ben, practice.group.id)
        assert (seat.group.name, seat.member.shown_name) == ("Thursday group", "Ben")
    assert len(asked) == 1


def test_before_the_agreement_is_accepted_there_is_a_place_but_no_seat(practice):
    with practice.work():
        actions.add_member(practice.group.id, practice.actor("Zed").account_id, Role.TRAINEE, convenor=False)
    assert not practice.do(queries.place_for, "Zed").accepted
    with pytest.raises(AgreementFirst) as told:
        practice.do(queries.seat_for, "Zed")
    assert (told.value.code, told.value.status) == ("not_allowed", 403)
    assert told.value.group_id == practice.group.id


def test_a_deactivated_account_has_no_seat_and_is_not_named_among_those_who_read(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Sam").account_id)
    with pytest.raises(Missing):
        practice.do(queries.seat_for, "Sam")
    seat = practice.seat("Noa")
    with practice.work():
        assert [m.shown_name for m in queries.supervisors_of(seat)] == ["Ruth"]
        assert "Sam" not in [m.shown_name for m in queries.members_of(seat)]
        assert [m.shown_name for m in queries.deactivated_in(seat)] == ["Sam"]


def test_members_are_listed_by_name_with_one_query(practice):
    seat = practice.seat("Ben")
    asked = practice.asked()
    with practice.work():
        assert [m.shown_name for m in queries.members_of(seat)] == ["Ada", "Ben", "Noa", "Ruth", "Sam", "Tia"]
    assert len(asked) == 1


def test_groups_of_a_person_are_those_they_sit_in(practice):
    with practice.work():
        actions.add_member(practice.other.id, practice.actor("Ben").account_id, Role.THERAPIST, convenor=False)
        found = queries.groups_of(practice.actor("Ben"))
        assert [(s.group.name, s.accepted) for s in found] == [("Another group", False), ("Thursday group", True)]
        assert queries.groups_of(practice.actor("Finn")) == []
        assert queries.groups_of(practice.actor("Owen")) == []


def test_a_member_of_another_group_cannot_be_reached_through_ones_own(practice):
    olu = practice.member("Olu", practice.other)
    seat = practice.seat("Noa")
    with practice.work(), pytest.raises(Missing):
        queries.member_in(seat, olu.id)
    with practice.work(), pytest.raises(Missing):
        queries.member_in(seat, practice.member("Finn").id)


@pytest.mark.parametrize(
    "query",
    [
        queries.seat_to_invite,
        queries.seat_to_change_roles,
        queries.seat_to_describe,
        queries.seat_to_manage_themes,
        queries.seat_to_read_trail,
        queries.place_to_edit_agreement,
    ],
)
def test_what_is_for_the_convenor_is_not_there_for_others(practice, query):
    assert practice.do(query, "Noa").member.convenor
    for name in ("Ruth", "Ben", "Tia", "Finn", "Olu", "Owen"):
        with pytest.raises(Missing):
            practice.do(query, name)


def test_the_owner_sees_names_of_groups_and_convenors_and_others_see_no_list(practice):
    with practice.work():
        shown = queries.groups_for_owner(practice.actor("Owen"))
        assert [(g.name, g.convenors) for g in shown] == [("Another group", ("Olu",)), ("Thursday group", ("Noa",))]
        with pytest.raises(Missing):
            queries.groups_for_owner(practice.actor("Noa"))


def test_a_group_is_found_by_id_or_name_on_the_command_line(practice):
    with practice.work():
        assert queries.group_named("Another group").id == practice.other.id
        assert queries.group_named(practice.group.id).name == "Thursday group"
        assert queries.group_named("Nowhere") is None
    practice.new_group("Another group", "Noa")
    with practice.work(), pytest.raises(Invalid):
        queries.group_named("Another group")


def test_the_command_line_cannot_leave_a_group_without_a_convenor(practice):
    with practice.work(), pytest.raises(NotAllowed):
        actions.add_member(practice.group.id, practice.actor("Noa").account_id, Role.SUPERVISOR, convenor=False)
    assert practice.member("Noa").role is Role.THERAPIST
