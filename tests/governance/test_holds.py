"""Holds: who places and lifts them, what they keep from being destroyed, and what the group sees of it."""

import inspect
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.core.policy import No
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import rounds
from supervise.dilemmas.destroying import destroy_own
from supervise.dilemmas.holds import actions, policy
from supervise.dilemmas.holds.models import Hold, HoldReason
from supervise.dilemmas.holds.queries import holds_in
from supervise.dilemmas.models import Dilemma
from supervise.governance.erasing import actions as erasing
from supervise.governance.queries import trail_of
from supervise.groups.models import Member, Role
from tests.governance.time_passing import a_month_on, closed, going, later, sitting, stands, world
from tests.rights import cells

__all__ = ["later", "world"]

WHY = HoldReason.COMPLAINT

# --- who may what -------------------------------------------------------------------------------------------

PEOPLE = ("supervisor", "therapist", "trainee", "convenor", "whose")
"""`convenor` is a therapist with the mark; `whose` a supervisor whose texts are held by somebody else."""

TABLE = """
                                     supervisor  therapist  trainee  convenor  whose
place a hold                         yes         -          -        yes       yes
lift somebody's hold                 yes         -          -        yes       -
lift one's own hold                  yes         -          -        yes       yes
lift a hold that is over             -           -          -        -         -
know why                             yes         -          -        yes       yes
"""


def member(who):
    role = {"supervisor": Role.SUPERVISOR, "whose": Role.SUPERVISOR, "trainee": Role.TRAINEE}
    return Member(id=who, role=role.get(who, Role.THERAPIST), convenor=who == "convenor")


def hold(by="somebody", *, over=False):
    return Hold(id="h", by_id=by, lifted_at=1 if over else None)


SITUATIONS = {
    "place a hold": policy.may_hold,
    "lift somebody's hold": lambda m: policy.may_lift(m, hold(), {"whose"}),
    "lift one's own hold": lambda m: policy.may_lift(m, hold(m.id), {"whose"}),
    "lift a hold that is over": lambda m: policy.may_lift(m, hold(over=True), {"whose"}),
    "know why": lambda m: policy.may_know_reason(m, hold(), {"whose"}),
}


CELLS = list(cells(TABLE, PEOPLE))


@pytest.mark.parametrize(("what", "who", "may"), CELLS)
def test_r02_each_cell_of_the_table_of_holds_is_so(what, who, may):
    verdict = SITUATIONS[what](member(who))
    assert bool(verdict) is may
    assert may or (isinstance(verdict, No) and verdict.reason.endswith("."))


def test_r02_every_verb_of_holds_is_asked():
    verbs = {name for name, _ in inspect.getmembers(policy, inspect.isfunction) if name.startswith("may_")}
    asked = inspect.getsource(sys.modules[__name__])
    assert not {verb for verb in verbs if f"policy.{verb}" not in asked}


def test_whom_a_hold_is_about_knows_why_though_they_may_not_place_one():
    assert policy.may_know_reason(member("therapist"), hold(), {"therapist"})
    assert not policy.may_know_reason(member("therapist"), hold(), {"trainee"})


def test_what_is_held_may_not_be_destroyed_until_all_holds_are_over():
    assert policy.may_be_destroyed([])
    assert policy.may_be_destroyed([hold(over=True)])
    assert not policy.may_be_destroyed([hold(over=True), hold()])


def test_who_has_gone_holds_nothing():
    gone = member("supervisor")
    gone.left_at = 1
    assert not policy.may_hold(gone)


# --- placed, kept, lifted -----------------------------------------------------------------------------------


def on_dilemma(world, one, who="Ruth"):
    return actions.hold_dilemma(world.actor(who), one, WHY, a_month_on())


def on_texts(world, whose, who="Ruth"):
    writer = world.member(whose).id if whose else None
    return actions.hold_texts(world.actor(who), world.group_id, writer, WHY, a_month_on())


HOLDS = {
    "the dilemma": on_dilemma,
    "its author's texts": lambda world, one: on_texts(world, "Tia"),
    "the texts of somebody who responded": lambda world, one: on_texts(world, "Ada"),
    "the whole group": lambda world, one: on_texts(world, None),
}


@pytest.mark.parametrize("over", HOLDS)
def test_what_is_held_stays_and_goes_after_it_is_lifted_and_shown(world, later, over):
    with world.work():
        one = closed(world)
        held = HOLDS[over](world, one)
    later(360)
    later(500)
    with world.work():
        assert stands(one)
        assert going(world) == []
        actions.lift(world.actor("Noa"), held.id)
    later(501)
    with world.work():
        assert stands(one)
        assert going(world) == [f"{one} dilemmas"]
    later(510)
    with world.work():
        assert not stands(one)


def test_a_hold_that_comes_when_it_is_shown_already_keeps_it(world, later):
    with world.work():
        one = closed(world)
    later(365)
    with world.work():
        assert going(world)
        on_dilemma(world, one)
    later(375)
    with world.work():
        assert stands(one)
        assert going(world) == []


def test_a_hold_on_somebody_elses_texts_keeps_nothing_that_they_did_not_write_in(world, later):
    with world.work():
        one = closed(world)
        on_texts(world, "Ben")
    later(360)
    later(369)
    with world.work():
        assert not stands(one)


def test_a_withdrawn_dilemma_that_is_held_is_hidden_and_destroyed_only_after_the_hold(world, later):
    with world.work():
        one = world.dilemma("Tia").id
        held = on_dilemma(world, one).id
        dilemmas.withdraw(world.actor("Tia"), one)
    assert world.client("Ruth").get(f"/dilemmas/{one}").status_code == 404
    later(40)
    with world.work():
        assert stands(one)
        actions.lift(world.actor("Sam"), held)
        rounds.destroy_withdrawn()
        assert not stands(one)


def test_nobody_erases_what_is_held(world):
    with world.work():
        one = world.dilemma("Tia").id
        held = on_dilemma(world, one)
        tia, group = world.actor("Tia").account_id, world.group_id
        for erase in (
            lambda: erasing.erase_dilemma(one),
            lambda: erasing.erase_group(group),
            lambda: erasing.erase_account(None, tia, words=True),
            lambda: destroy_own(world.actor("Tia"), one),
        ):
            with pytest.raises(NotAllowed, match="held"):
                erase()
        assert world.member("Tia").left_at is None, "nothing was begun"
        actions.lift(world.actor("Noa"), held.id)
        erasing.erase_account(None, tia, words=True)
        assert not stands(one)


def test_without_the_words_an_account_is_erased_though_its_texts_are_held(world):
    with world.work():
        one = world.dilemma("Tia").id
        on_texts(world, "Tia")
        erasing.erase_account(None, world.actor("Tia").account_id, words=False)
        assert stands(one)


def test_it_is_looked_at_again_on_a_day_within_a_year_and_placed_once_for_a_reason(world):
    today = clock.now().date()
    with world.work():
        one = world.dilemma("Tia").id
        for day in (today, today - timedelta(days=1), today + timedelta(days=400)):
            with pytest.raises(Invalid):
                actions.hold_dilemma(world.actor("Ruth"), one, WHY, day)
        on_dilemma(world, one)
        with pytest.raises(Invalid, match="already"):
            on_dilemma(world, one, "Sam")
        actions.hold_dilemma(world.actor("Sam"), one, HoldReason.LEGAL, a_month_on())
        assert len(holds_in(sitting(world, "Ada"))) == 2


def test_who_may_not_is_told_so_and_others_find_nothing(world):
    with world.work():
        one = world.dilemma("Tia").id
        held = on_dilemma(world, one)
        for who in ("Ada", "Tia"):
            with pytest.raises(NotAllowed):
                on_dilemma(world, one, who)
            with pytest.raises(Missing):
                actions.lift(world.actor(who), held.id)
        for who in ("Olu", "Owen", "Finn"):
            with pytest.raises(Missing):
                on_dilemma(world, one, who)
            with pytest.raises(Missing):
                actions.lift(world.actor(who), held.id)


def test_nobody_ends_a_hold_on_their_own_texts_that_somebody_else_placed(world):
    with world.work():
        held = on_texts(world, "Ruth", "Noa")
        with pytest.raises(NotAllowed, match="your own texts"):
            actions.lift(world.actor("Ruth"), held.id)
        actions.lift(world.actor("Sam"), held.id)


def test_a_hold_on_a_colleagues_texts_does_not_tell_who_a_colleague_is(world, later):
    with world.work():
        theirs = closed(world, "Tia", colleague=True)
        others = closed(world, "Ben", colleague=True)
        on_texts(world, "Tia")
    later(360)
    later(369)
    with world.work():
        assert [stands(theirs), stands(others)] == [True, True]


def test_the_group_sees_that_it_is_held_and_only_some_why_and_the_trail_says_both(world):
    with world.work():
        one = world.dilemma("Tia").id
        held = on_dilemma(world, one)
        texts = on_texts(world, "Ben")
        actions.lift(world.actor("Noa"), texts.id)
        known = {who: holds_in(sitting(world, who))[0].reason_known for who in ("Ruth", "Noa", "Tia", "Ada")}
        assert known == {"Ruth": True, "Noa": True, "Tia": True, "Ada": False}
        said = [line.words for line in trail_of(sitting(world, "Noa"))]
        assert "Ruth placed a hold on a dilemma, because a complaint is being looked into." in said
        assert "Ruth placed a hold on what Ben wrote, because a complaint is being looked into." in said
        assert "Noa lifted a hold on what Ben wrote." in said
        assert held.by_id == world.member("Ruth").id
    assert "a complaint" in world.client("Tia").get(f"/groups/{world.group_id}/keeping").text
    page = world.client("Ada").get(f"/groups/{world.group_id}/keeping").text
    assert "held by Ruth" in page
    assert "a complaint is" not in page


def test_one_that_a_reader_does_not_know_of_is_not_told_as_held(world):
    with world.work():
        one = world.dilemma("Tia", to_supervisors=True).id
        on_dilemma(world, one)
        assert holds_in(sitting(world, "Ada")) == []
        assert len(holds_in(sitting(world, "Ruth"))) == 1


def test_a_group_is_erased_whole_once_nothing_in_it_is_held(world):
    with world.work() as db:
        on_texts(world, None)
        actions.lift(world.actor("Noa"), db.scalars(select(Hold.id)).one())
        world.dilemma("Tia")
        erasing.erase_group(world.group_id)
        assert db.scalars(select(Dilemma.id).where(Dilemma.group_id == world.group_id)).all() == []
        assert session().scalars(select(Hold)).all() == []
