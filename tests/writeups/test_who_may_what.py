"""Who may do what with write-ups: the table in words, every cell of it both ways (R2)."""

import inspect
import sys

import pytest

from supervise.core.policy import No
from supervise.groups.models import Member, Role
from supervise.writeups import policy
from supervise.writeups.models import Note, WriteUp
from tests.rights import cells

PEOPLE = ("supervisor", "assigned", "therapist", "trainee", "convenor", "author")
"""`assigned` is a supervisor with whom it is shared; `convenor` a therapist with the mark; `author` a trainee."""

TABLE = """
                                            supervisor  assigned  therapist  trainee  convenor  author
begin one                                   -           -         yes        yes      yes       yes
read one                                    -           yes       -          -        -         yes
write in one                                -           -         -          -        -         yes
make outlines of the group's own            yes         yes       -          -        yes      -
share one                                   -           -         -          -        -         yes
submit a verified one                       -           -         -          -        -         yes
recall a submitted one                      -           -         -          -        -         yes
be asked to read one                        yes         yes       -          -        -         -
return or verify one                        -           yes       -          -        -         -
destroy one                                 -           -         -          -        -         yes
cover a passage of one                      -           yes       -          -        -         yes
cover a passage of a draft                  -           -         -          -        -         -
show covered words again                    -           yes       -          -        -         -
destroy covered words of its author         -           yes       -          -        -         yes
destroy covered words of several            -           yes       -          -        -         -
write in the margin                         -           yes       -          -        -         -
answer and settle a note                    -           yes       -          -        -         yes
say something between author and readers    -           yes       -          -        -         yes
say something beside a draft                -           -         -          -        -         -
take a suggested wording                    -           -         -          -        -         yes
remove one's own note                       yes         yes       yes        yes      yes       yes
remove somebody's note                      -           -         -          -        -         -
remove a removed note                       -           -         -          -        -         -
"""

SITUATIONS = {
    "begin one": policy.may_begin,
    "read one": lambda m: policy.may_read(m, write_up(), assigned=m.id == "assigned"),
    "write in one": lambda m: policy.may_write(m, write_up()),
    "make outlines of the group's own": policy.may_shape_outlines,
    "share one": lambda m: policy.may_share(m, write_up()),
    "submit a verified one": lambda m: policy.may_submit(m, write_up()),
    "recall a submitted one": lambda m: policy.may_recall(m, write_up()),
    "be asked to read one": lambda m: policy.may_be_asked(m, write_up()),
    "return or verify one": lambda m: policy.may_decide(m, write_up(), assigned=m.id == "assigned"),
    "write in the margin": lambda m: policy.may_note(m, write_up(), assigned=m.id == "assigned"),
    "answer and settle a note": lambda m: policy.may_answer(m, write_up(), assigned=m.id == "assigned"),
    "say something between author and readers": lambda m: policy.may_say_aside(
        m, write_up(), assigned=m.id == "assigned"
    ),
    "say something beside a draft": lambda m: policy.may_say_aside(m, write_up(None), assigned=False),
    "take a suggested wording": lambda m: policy.may_take(m, write_up()),
    "remove one's own note": lambda m: policy.may_remove(m, Note(author_id=m.id)),
    "remove somebody's note": lambda m: policy.may_remove(m, Note(author_id="somebody")),
    "remove a removed note": lambda m: policy.may_remove(m, Note(author_id=m.id, removed_at=1)),
    "cover a passage of one": lambda m: policy.may_cover(m, write_up(), assigned=m.id == "assigned"),
    "cover a passage of a draft": lambda m: policy.may_cover(m, write_up(None), assigned=False),
    "show covered words again": lambda m: policy.may_uncover(m, write_up(), assigned=m.id == "assigned"),
    "destroy covered words of its author": lambda m: policy.may_redact(
        m, write_up(), ["author"], assigned=m.id == "assigned"
    ),
    "destroy covered words of several": lambda m: policy.may_redact(
        m, write_up(), ["author", "assigned"], assigned=m.id == "assigned"
    ),
    "destroy one": lambda m: policy.may_destroy(m, write_up()),
}


def member(who):
    roles = dict.fromkeys(("supervisor", "assigned"), Role.SUPERVISOR)
    roles |= dict.fromkeys(("trainee", "author"), Role.TRAINEE)
    return Member(id=who, role=roles.get(who, Role.THERAPIST), convenor=who == "convenor")


def write_up(version=1):
    return WriteUp(id="w", author_id="author", shared_version=version)


CELLS = list(cells(TABLE, PEOPLE))


@pytest.mark.parametrize(("what", "who", "may"), CELLS)
def test_r02_each_cell_holds_and_every_no_says_why(what, who, may):
    verdict = SITUATIONS[what](member(who))
    assert bool(verdict) is may
    if isinstance(verdict, No):
        assert verdict.reason.endswith(".") and len(verdict.reason.split()) > 3


def test_nobody_may_anything_who_has_left_nor_a_supervisor_with_their_own():
    for who in PEOPLE:
        gone = member(who)
        gone.left_at = 1
        assert not any(SITUATIONS[what](gone) for what in SITUATIONS), who
    turned = member("author")
    turned.role = Role.SUPERVISOR
    assert not policy.may_decide(turned, write_up(), assigned=True)
    assert not policy.may_be_asked(turned, write_up())
    assert policy.may_read(turned, write_up(), assigned=False)


def test_r02_every_row_of_the_table_and_every_verb_of_the_policy_is_asked():
    assert {what for what, _, _ in CELLS} == set(SITUATIONS)
    verbs = {name for name, _ in inspect.getmembers(policy, inspect.isfunction) if name.startswith("may_")}
    asked = inspect.getsource(sys.modules[__name__])
    assert not {verb for verb in verbs if f"policy.{verb}" not in asked}
