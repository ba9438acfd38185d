"""Who may do what with meetings and formats: the table in words, every cell of it both ways (R2)."""

import inspect
import sys

import pytest

from supervise.core.policy import No
from supervise.dilemmas.models import Audience, Dilemma, Signed
from supervise.groups.models import Group, Member, Mode, Role
from supervise.meetings import policy
from supervise.meetings.days import policy as days
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import policy as room
from tests.rights import cells

PEOPLE = ("supervisor", "therapist", "trainee", "convenor", "own")
"""`convenor` is a therapist with the mark; `own` a trainee who was handed the chair, wrote the dilemma, presents.

The supervisor held the meeting at its end.
"""

TABLE = """
                                            supervisor  therapist  trainee  convenor  own
plan in a led group                         yes         -          -        yes       -
plan in a co-operative group                yes         yes        yes      yes       yes
plan in a peer group                        yes         yes        yes      yes       yes
change a meeting of a led group             yes         -          -        yes       yes
change a meeting of a peer group            yes         yes        yes      yes       yes
change one that has begun                   -           -          -        -         -
change one that was called off              -           -          -        -         -
bring a dilemma                             -           -          -        -         yes
bring one addressed to the supervisors      -           -          -        -         -
take a case back                            -           -          -        -         yes
make formats of the group's own             yes         -          -        yes       -
begin a format over days                    -           -          -        -         yes
begin one where one is on                   -           -          -        -         -
begin one in a closed dilemma               -           -          -        -         -
go on to the next stage                     -           -          -        -         yes
hand the moderating on                      -           -          -        -         yes
hand it on where the author signs not       -           -          -        -         -
stop a format over days                     yes         -          -        yes       yes
stop one that one moderates                 yes         yes        yes      yes       yes
let a case go on over days                  yes         -          -        -         yes
let it go on while the meeting is on        -           -          -        -         -
let what was no case go on over days        -           -          -        -         -
have one where none is on                   yes         yes        yes      yes       yes
keep what was said about a case             -           -          -        -         yes
keep it while the meeting is on             -           -          -        -         -
keep what was said where no case was        -           -          -        -         -
write down what was decided                 yes         -          -        -         yes
write it down while the meeting is on       -           -          -        -         -
destroy what was noted together             yes         -          -        yes       yes
destroy it while the meeting is on          -           -          -        -         -
"""

SITUATIONS = {
    "plan in a led group": lambda m: policy.may_plan(m, group(Mode.LED)),
    "plan in a co-operative group": lambda m: policy.may_plan(m, group(Mode.CO_OPERATIVE)),
    "plan in a peer group": lambda m: policy.may_plan(m, group(Mode.PEER)),
    "change a meeting of a led group": lambda m: policy.may_change(m, group(Mode.LED), meeting()),
    "change a meeting of a peer group": lambda m: policy.may_change(m, group(Mode.PEER), meeting()),
    "change one that has begun": lambda m: policy.may_change(m, group(Mode.PEER), meeting(began_at=1)),
    "change one that was called off": lambda m: policy.may_change(m, group(Mode.PEER), meeting(cancelled_at=1)),
    "bring a dilemma": lambda m: policy.may_bring(m, dilemma(Audience.GROUP)),
    "bring one addressed to the supervisors": lambda m: policy.may_bring(m, dilemma(Audience.SUPERVISORS)),
    "take a case back": lambda m: policy.may_take_back(m, "own"),
    "make formats of the group's own": policy.may_shape_formats,
    "begin a format over days": lambda m: days.may_begin(m, dilemma(Audience.GROUP), closed=False, on=False),
    "begin one where one is on": lambda m: days.may_begin(m, dilemma(Audience.GROUP), closed=False, on=True),
    "begin one in a closed dilemma": lambda m: days.may_begin(m, dilemma(Audience.GROUP), closed=True, on=False),
    "go on to the next stage": lambda m: days.may_go_on(m, "own"),
    "hand the moderating on": lambda m: days.may_hand_on(m, dilemma(Audience.GROUP), "own"),
    "hand it on where the author signs not": lambda m: days.may_hand_on(
        m, dilemma(Audience.GROUP, Signed.COLLEAGUE), m.id
    ),
    "stop a format over days": lambda m: days.may_stop(m, dilemma(Audience.GROUP), "somebody"),
    "stop one that one moderates": lambda m: days.may_stop(m, dilemma(Audience.GROUP), m.id),
    "let a case go on over days": lambda m: days.may_continue(m, meeting(ended_at=1), case(), "supervisor"),
    "let it go on while the meeting is on": lambda m: days.may_continue(m, meeting(began_at=1), case(), "supervisor"),
    "let what was no case go on over days": lambda m: days.may_continue(m, meeting(ended_at=1), case(None), m.id),
    "have one where none is on": lambda _: days.may_have_one(closed=False, on=False),
    "keep what was said about a case": lambda m: room.may_keep_words(m, meeting(ended_at=1), case()),
    "keep it while the meeting is on": lambda m: room.may_keep_words(m, meeting(began_at=1), case()),
    "keep what was said where no case was": lambda m: room.may_keep_words(m, meeting(ended_at=1), case(None)),
    "write down what was decided": lambda m: room.may_write_decisions(m, meeting(ended_at=1), "supervisor"),
    "destroy what was noted together": lambda m: room.may_destroy_notes(m, meeting(ended_at=1)),
    "destroy it while the meeting is on": lambda m: room.may_destroy_notes(m, meeting(began_at=1)),
    "write it down while the meeting is on": lambda m: room.may_write_decisions(m, meeting(began_at=1), "supervisor"),
}


def member(who):
    roles = {"supervisor": Role.SUPERVISOR, "trainee": Role.TRAINEE, "own": Role.TRAINEE}
    return Member(id=who, role=roles.get(who, Role.THERAPIST), convenor=who == "convenor")


def group(mode):
    return Group(id="g", mode=mode)


def meeting(**more):
    return Meeting(id="m", facilitator_id="own", **({"began_at": None, "ended_at": None, "cancelled_at": None} | more))


def case(dilemma_id="d"):
    return AgendaItem(id="i", presenter_id="own", dilemma_id=dilemma_id)


def dilemma(audience, signed=Signed.NAME):
    return Dilemma(id="d", author_id="own", audience=audience, signed=signed)


CELLS = list(cells(TABLE, PEOPLE))


@pytest.mark.parametrize(("what", "who", "may"), CELLS)
def test_r02_each_cell_holds_and_every_no_says_why(what, who, may):
    verdict = SITUATIONS[what](member(who))
    assert bool(verdict) is may
    if isinstance(verdict, No):
        assert verdict.reason.endswith(".") and len(verdict.reason.split()) > 3


def test_nobody_plans_who_has_left():
    for who in PEOPLE:
        gone = member(who)
        gone.left_at = 1
        assert not policy.may_plan(gone, group(Mode.PEER))
        assert not policy.may_shape_formats(gone)


def test_r02_every_row_of_the_table_and_every_verb_of_the_policy_is_asked():
    assert {what for what, _, _ in CELLS} == set(SITUATIONS)
    asked = inspect.getsource(sys.modules[__name__])
    for name, verbs in (("policy", policy), ("room", room), ("days", days)):
        found = {verb for verb, _ in inspect.getmembers(verbs, inspect.isfunction) if verb.startswith("may_")}
        assert not {verb for verb in found if f"{name}.{verb}" not in asked}
