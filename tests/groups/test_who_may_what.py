"""The table of rights, in both directions: every cell by itself, and every verb as every member of the cast (R2)."""

import pytest

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.errors import Missing
from supervise.core.ids import new_id
from supervise.core.policy import Yes
from supervise.groups import actions, policy, queries, who_may_what
from supervise.groups.models import Group, Mode, Role

CONVENORS_ONLY = {
    "may_describe": policy.may_describe,
    "may_invite": policy.may_invite,
    "may_change_roles": policy.may_change_roles,
    "may_edit_agreement": policy.may_edit_agreement,
    "may_manage_themes": policy.may_manage_themes,
    "may_change_keeping": policy.may_change_keeping,
    "may_read_trail": policy.may_read_trail,
}
EVERYBODYS = {
    "may_enter": policy.may_enter,
    "may_leave": lambda member: policy.may_leave(member, convenors_left=1, members_left=1),
}
CELLS = [(role, convenor) for role in Role for convenor in (False, True)]


def test_every_policy_function_is_in_this_table():
    named = {name for name in vars(policy) if name.startswith("may_")}
    apart = {"may_read", "may_remove", "may_give_up_mark", "may_sit", "may_create_group", "may_name_convenor"}
    assert named == set(CONVENORS_ONLY) | set(EVERYBODYS) | apart


@pytest.mark.parametrize(("role", "convenor"), CELLS)
@pytest.mark.parametrize("name", CONVENORS_ONLY)
def test_the_mark_and_nothing_else_gives_a_convenors_rights(name, role, convenor):
    member = who_may_what.invented(role, convenor=convenor)
    assert bool(CONVENORS_ONLY[name](member)) is convenor


@pytest.mark.parametrize(("role", "convenor"), CELLS)
@pytest.mark.parametrize("name", EVERYBODYS)
def test_some_rights_are_everybodys(name, role, convenor):
    assert isinstance(EVERYBODYS[name](who_may_what.invented(role, convenor=convenor)), Yes)


@pytest.mark.parametrize(("role", "convenor"), CELLS)
def test_nobody_who_has_gone_may_anything(role, convenor):
    member = who_may_what.invented(role, convenor=convenor)
    member.left_at = clock.now()
    assert not any(may(member) for may in CONVENORS_ONLY.values())
    assert not policy.may_enter(member)


@pytest.mark.parametrize(("role", "convenor"), CELLS)
def test_a_convenor_removes_others_and_nobody_removes_themselves(role, convenor):
    member, other = who_may_what.invented(role, convenor=convenor), who_may_what.invented(Role.TRAINEE)
    assert bool(policy.may_remove(member, other)) is convenor
    assert not policy.may_remove(member, member)


@pytest.mark.parametrize(
    ("convenor", "convenors_left", "members_left", "may"),
    [(True, 0, 3, False), (True, 1, 3, True), (True, 0, 0, True), (False, 0, 3, True), (False, 1, 0, True)],
)
def test_the_last_convenor_hands_over_before_leaving(convenor, convenors_left, members_left, may):
    member = who_may_what.invented(Role.THERAPIST, convenor=convenor)
    assert bool(policy.may_leave(member, convenors_left, members_left)) is may


def test_the_page_is_drawn_from_the_policies():
    drawn = {row.label: row for row in who_may_what.table()}
    invite = drawn["invite, and take an invitation back"]
    assert (invite.convenor, set(invite.roles.values())) == (who_may_what.YES, {who_may_what.NO})
    enter = drawn["see who is in the group, read its agreement"]
    assert (enter.convenor, set(enter.roles.values())) == ("", {who_may_what.YES})


def test_a_row_shows_what_is_for_ones_own_only():
    row = who_may_what.shown(
        "close", lambda member, own: Yes() if own or member.role is Role.SUPERVISOR else policy.LAST_CONVENOR
    )
    assert row.roles == {Role.SUPERVISOR: "yes", Role.THERAPIST: "own", Role.TRAINEE: "own"}


def test_a_row_is_added_once():
    label = "leave the group"
    who_may_what.row(label, lambda member, own: Yes())
    labels = [row.label for row in who_may_what.table()]
    assert len(labels) == len(set(labels))


VERBS = {
    "describe": (actions.describe_group, (), {"name": "New", "about": "", "zone": "Europe/Paris"}),
    "mode": (actions.change_mode, (Mode.PEER,), {}),
    "invite": (actions.invite, (), {"email": None, "role": Role.TRAINEE, "convenor": False, "days": 7}),
    "theme": (actions.add_theme, (), {"label": "The long wait", "area": "context-duty"}),
}


OTHERS = ["Ruth", "Ben", "Tia", "Finn", "Olu", "Owen", "Zed"]


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_convenor_can_do_it_and_for_others_it_is_not_there(practice, verb):
    do, given, named = VERBS[verb]
    for who in OTHERS:
        with pytest.raises(Missing):
            practice.do(do, who, *given, **named)
    practice.do(do, "Noa", *given, **named)


def test_only_the_convenor_decides_about_members(practice):
    ada = practice.member("Ada").id
    for verb in ("change_role", "give_convenor", "take_convenor", "remove_member"):
        given = (ada, Role.SUPERVISOR) if verb == "change_role" else (ada,)
        for who in OTHERS:
            with pytest.raises(Missing):
                practice.do(getattr(actions, verb), who, *given)
    after = practice.member("Ada")
    assert (after.role, after.convenor, after.left_at) == (Role.THERAPIST, False, None)


def test_only_whoever_runs_the_installation_makes_groups_and_mends_those_without_a_convenor():
    owner, other = (Actor(new_id(), "Somebody", owner=is_owner, zone="UTC") for is_owner in (True, False))
    assert policy.may_create_group(owner)
    assert not policy.may_create_group(other)
    assert policy.may_name_convenor(owner, 0)
    assert not policy.may_name_convenor(owner, 1)
    assert not policy.may_name_convenor(other, 0)


@pytest.mark.parametrize(("role", "convenor"), CELLS)
def test_nothing_is_read_before_the_agreement_is_accepted(role, convenor):
    member, group = who_may_what.invented(role, convenor=convenor), Group(agreement_version=2)
    for accepted in (0, 1):
        member.accepted_version = accepted
        assert not policy.may_read(member, group)
    member.accepted_version = 2
    assert policy.may_read(member, group)


def test_a_convenor_of_one_group_is_nobody_in_another(practice):
    ada = practice.member("Ada").id
    with pytest.raises(Missing):
        practice.do(actions.remove_member, "Olu", ada, group=practice.other)
    with pytest.raises(Missing):
        practice.do(queries.seat_to_invite, "Noa", group=practice.other)


@pytest.mark.parametrize(("convenor", "convened"), [(True, True), (True, False), (False, True), (False, False)])
def test_into_a_group_that_nobody_convenes_only_a_convenor_comes(convenor, convened):
    assert bool(policy.may_sit(convenor=convenor, convened=convened)) is (convenor or convened)
