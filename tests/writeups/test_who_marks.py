"""Who may do what with the marking of write-ups: the table in words, every cell of it both ways (R2)."""

import inspect
import sys

import pytest

from supervise.core.policy import No
from supervise.groups.models import Group, Member, Mode, Role
from supervise.writeups.marking import policy
from supervise.writeups.models import Mark, Marking, Place, WriteUp
from tests.rights import cells

PEOPLE = ("supervisor", "marker", "moderator", "chair", "trainee", "convenor", "author")
"""`marker` and `moderator` are supervisors who were appointed, `chair` one with the convenor's mark; `convenor` is a
therapist with it; `author` a trainee."""

TABLE = """
                                          supervisor  marker  moderator  chair  trainee  convenor  author
have it marked                            -           -       -          -      yes      -         yes
have it marked in a group of peers        -           -       -          -      -        -         -
arrange its marking                       -           -       -          yes    -        yes       -
be appointed                              yes         yes     yes        -      -        -         -
be appointed who was shown it             -           -       -          -      -        -         -
read the copy and mark it                 -           yes     yes        -      -        -         -
mark it no more when replaced             -           -       -          -      -        -         -
give marks                                -           yes     yes        -      -        -         -
give marks again                          -           -       -          -      -        -         -
see the other marks before                -           -       -          -      -        -         -
see the other marks after                 -           yes     yes        -      -        -         -
settle where they differ                  -           -       yes        -      -        -         -
settle before one's own are given         -           -       -          -      -        -         -
settle after release                      -           -       -          -      -        -         -
read the marks before release             -           -       -          -      -        -         -
read the marks after release              -           -       -          -      -        -         yes
replace words in the copy                 -           -       -          -      -        -         yes
"""


def member(who):
    roles = dict.fromkeys(("supervisor", "marker", "moderator", "chair"), Role.SUPERVISOR)
    roles |= dict.fromkeys(("trainee", "author"), Role.TRAINEE)
    return Member(id=who, role=roles.get(who, Role.THERAPIST), convenor=who in {"chair", "convenor"})


def write_up():
    return WriteUp(id="w", author_id="author")


def mark(who, **more):
    appointed = {"marker": Place.FIRST, "moderator": Place.SECOND, "chair": Place.FIRST}
    return Mark(member_id=who if who in appointed else "marker", place=appointed.get(who, Place.FIRST), **more)


SITUATIONS = {
    "have it marked": lambda m: policy.may_be_marked(m, Group(mode=Mode.LED)),
    "have it marked in a group of peers": lambda m: policy.may_be_marked(m, Group(mode=Mode.PEER)),
    "arrange its marking": lambda m: policy.may_arrange(m, write_up()),
    "be appointed": lambda m: policy.may_be_appointed(m, write_up(), knows=False),
    "be appointed who was shown it": lambda m: policy.may_be_appointed(m, write_up(), knows=True),
    "read the copy and mark it": lambda m: policy.may_mark(m, mark(m.id)),
    "mark it no more when replaced": lambda m: policy.may_mark(m, mark(m.id, ended_at=1)),
    "give marks": lambda m: policy.may_give(m, mark(m.id)),
    "give marks again": lambda m: policy.may_give(m, mark(m.id, given_at=1)),
    "see the other marks before": lambda m: policy.may_see_others(m, mark(m.id)),
    "see the other marks after": lambda m: policy.may_see_others(m, mark(m.id, given_at=1)),
    "settle where they differ": lambda m: policy.may_settle(m, mark(m.id, given_at=1), Marking()),
    "settle before one's own are given": lambda m: policy.may_settle(m, mark(m.id), Marking()),
    "settle after release": lambda m: policy.may_settle(m, mark(m.id, given_at=1), Marking(released_at=1)),
    "read the marks before release": lambda m: policy.may_read_marks(m, write_up(), Marking()),
    "read the marks after release": lambda m: policy.may_read_marks(m, write_up(), Marking(released_at=1)),
    "replace words in the copy": lambda m: policy.may_replace(m, write_up()),
}


CELLS = list(cells(TABLE, PEOPLE))


@pytest.mark.parametrize(("what", "who", "may"), CELLS)
def test_r02_each_cell_holds_and_every_no_says_why(what, who, may):
    verdict = SITUATIONS[what](member(who))
    assert bool(verdict) is may
    if isinstance(verdict, No):
        assert verdict.reason.endswith(".") and len(verdict.reason.split()) > 3


def test_nobody_may_anything_of_marking_who_has_left():
    for who in PEOPLE:
        gone = member(who)
        gone.left_at = 1
        may = {what for what in SITUATIONS if SITUATIONS[what](gone)}
        assert may <= {"have it marked"}, who


def test_a_marker_who_supervises_no_more_or_wrote_it_marks_nothing():
    turned = member("marker")
    turned.role = Role.THERAPIST
    assert not policy.may_mark(turned, mark("marker"))
    author = member("author")
    author.role = Role.SUPERVISOR
    assert not policy.may_be_appointed(author, write_up(), knows=False)
    author.convenor = True
    assert not policy.may_arrange(author, write_up())


def test_r02_every_row_of_the_table_and_every_verb_of_the_policy_is_asked():
    assert {what for what, _, _ in CELLS} == set(SITUATIONS)
    verbs = {name for name, _ in inspect.getmembers(policy, inspect.isfunction) if name.startswith("may_")}
    asked = inspect.getsource(sys.modules[__name__])
    assert not {verb for verb in verbs if f"policy.{verb}" not in asked}
