"""Groups are made by whoever runs the installation, and opened to nobody by that (R8)."""

import pytest

from supervise.accounts import actions as accounts
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.core.ids import new_id
from supervise.governance.models import Act
from supervise.groups import actions, agreement, queries
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Mode, Role


def made(practice, who="Owen", **other):
    given = {"name": "New group", "about": "", "mode": Mode.LED, "zone": "Europe/London"}
    with practice.work():
        given["convenor_account_id"] = practice.actor("Zed").account_id
        return actions.create_group(practice.actor(who), **(given | other))


def test_a_new_group_has_a_convenor_and_an_agreement_in_the_houses_words(practice):
    group = made(practice, mode=Mode.PEER)
    zed = practice.member("Zed", group)
    assert (zed.role, zed.convenor, zed.accepted_version) == (Role.THERAPIST, True, 0)
    with practice.work():
        first = queries.agreement_of(group)
        assert first.version == group.agreement_version == 1
        assert first.answers == agreement.first_words(Mode.PEER)
        assert first.duty_of_care == agreement.first_duty_of_care(Mode.PEER)
        assert first.made_by is None
    with pytest.raises(AgreementFirst):
        practice.do(queries.seat_for, "Zed", group=group)


def test_the_owner_is_not_a_member_of_what_they_made(practice):
    group = made(practice)
    with pytest.raises(Missing):
        practice.do(queries.place_for, "Owen", group=group)


@pytest.mark.parametrize("who", ["Noa", "Ruth", "Zed"])
def test_nobody_else_makes_groups(practice, who):
    with pytest.raises(Missing):
        made(practice, who)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  "), ("name", "x" * 81), ("about", "x" * 1001), ("zone", "Mars/Phobos")],
)
def test_what_does_not_fit_is_said_beside_its_field(practice, field, value):
    with pytest.raises(Invalid) as told:
        made(practice, **{field: value})
    assert list(told.value.fields) == [field]


def test_the_convenor_must_be_somebody_who_can_sign_in(practice):
    with pytest.raises(Invalid):
        made(practice, convenor_account_id=new_id())
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Zed").account_id)
        gone = practice.actor("Zed").account_id
    with pytest.raises(Invalid):
        made(practice, convenor_account_id=gone)


def test_a_group_is_described_anew(practice):
    practice.do(actions.describe_group, "Noa", name=" Friday\n group ", about="On Fridays.", zone="Europe/Paris")
    practice.do(actions.change_mode, "Noa", Mode.CO_OPERATIVE)
    group = practice.seat("Ben").group
    assert (group.name, group.about, group.zone) == ("Friday group", "On Fridays.", "Europe/Paris")
    assert group.mode is Mode.CO_OPERATIVE


def test_a_group_whose_convenor_cannot_sign_in_gets_another_from_the_owner(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Noa").account_id)
    practice.do(actions.name_convenor, "Owen", practice.account("Ben"))
    assert practice.member("Ben").convenor
    assert practice.member("Ben").role is Role.THERAPIST


def test_saying_the_same_again_is_no_act(practice, told):
    group = practice.seat("Noa").group
    with practice.work() as db:
        before = db.query(Act).count()
    practice.do(actions.describe_group, "Noa", name=group.name, about=group.about, zone=group.zone)
    practice.do(actions.change_mode, "Noa", group.mode)
    with practice.work() as db:
        assert db.query(Act).count() == before


def test_a_convenor_who_is_named_must_be_able_to_sign_in(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Noa").account_id)
    for nobody in (new_id(), practice.account("Noa")):
        with pytest.raises(Invalid):
            practice.do(actions.name_convenor, "Owen", nobody)


def test_there_is_nothing_to_mend_or_join_where_there_is_no_group(practice):
    with practice.work():
        with pytest.raises(Missing):
            queries.group_for_owner(practice.actor("Owen"), new_id())
        with pytest.raises(Missing):
            actions.add_member(new_id(), practice.actor("Zed").account_id, Role.TRAINEE, convenor=False)


def test_the_owner_can_name_somebody_from_outside_who_then_reads_the_agreement_first(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Noa").account_id)
    practice.do(actions.name_convenor, "Owen", practice.account("Zed"))
    with pytest.raises(AgreementFirst):
        practice.do(queries.seat_for, "Zed")


def test_the_owner_cannot_put_a_convenor_over_a_group_that_has_one(practice):
    with pytest.raises(NotAllowed):
        practice.do(actions.name_convenor, "Owen", practice.account("Owen"))
    with pytest.raises(Missing):
        practice.do(actions.name_convenor, "Noa", practice.account("Ben"))
