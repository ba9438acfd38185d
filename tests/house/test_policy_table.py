"""Who may do what with dilemmas and comments: the table in words, every cell of it both ways (R2)."""

import inspect
import sys

import pytest

from supervise.core.policy import No, Yes
from supervise.dilemmas import policy
from supervise.dilemmas.models import Answer, Audience, Comment, Dilemma, Kind, Signed
from supervise.groups.models import Member, Role
from tests.rights import cells

PEOPLE = ("supervisor", "therapist", "trainee", "convenor", "author")
"""`convenor` is a therapist with the mark; `author` a trainee who wrote the dilemma. All sit in its group."""

TABLE = """
                                            supervisor  therapist  trainee  convenor  author
read one to the group                       yes         yes        yes      yes       yes
read one to the supervisors                 yes         -          -        -         yes
read one that asks first, unanswered        -           -          -        -         yes
read one that asks first, answered no       yes         yes        yes      yes       yes
read one that asks first, stepped out       -           -          -        -         yes
know of one that asks first                 yes         yes        yes      yes       yes
know of one to the supervisors              yes         -          -        -         yes
answer one that asks first                  yes         yes        yes      yes       -
answer one that asks nobody                 -           -          -        -         -
answer after having stepped out             -           -          -        -         -
have each reader asked first                -           -          -        -         yes
have readers asked once one answered        -           -          -        -         -
see who a colleague is                      yes         -          -        -         -
post                                        yes         yes        yes      yes       yes
comment                                     yes         yes        yes      yes       yes
comment in one to the supervisors           yes         -          -        -         yes
comment in a closed one                     -           -          -        -         -
comment with guidance                       yes         -          -        -         -
comment with information                    -           -          -        -         yes
guidance signed as a colleague              -           -          -        -         -
information as a colleague, named thread    -           -          -        -         -
information in a colleague's own thread     -           -          -        -         yes
comment with any other kind                 yes         yes        yes      yes       yes
react to somebody's comment                 yes         yes        yes      yes       yes
react to one's own comment                  -           -          -        -         -
react to a removed comment                  -           -          -        -         -
react in one to the supervisors             yes         -          -        -         yes
edit the dilemma                            -           -          -        -         yes
withdraw the dilemma                        -           -          -        -         yes
hand the dilemma on                         -           -          -        -         yes
come back to the dilemma                    -           -          -        -         yes
edit or remove one's own comment            yes         yes        yes      yes       yes
edit or remove somebody's comment           -           -          -        -         -
edit or remove a removed comment            -           -          -        -         -
change the themes                           yes         -          -        yes       yes
close and reopen                            yes         -          -        yes       yes
write as a colleague where the author does  -           -          -        -         yes
cover a passage                             yes         yes        yes      yes       yes
cover one to the supervisors                yes         -          -        -         yes
show covered words again                    yes         -          -        yes       -
destroy covered words of somebody           yes         -          -        yes       -
destroy one's own covered words             yes         yes        yes      yes       yes
ask who had a thread open                   -           -          -        yes       -
see when one had it open oneself            -           yes        yes      yes       yes
"""

SITUATIONS = {
    "read one to the group": lambda m: policy.may_read(m, dilemma()),
    "read one to the supervisors": lambda m: policy.may_read(m, dilemma(audience=Audience.SUPERVISORS)),
    "read one that asks first, unanswered": lambda m: policy.may_read(m, asking()),
    "read one that asks first, answered no": lambda m: policy.may_read(m, asking(), Answer.NO),
    "read one that asks first, stepped out": lambda m: policy.may_read(m, asking(), Answer.STEPS_OUT),
    "know of one that asks first": lambda m: policy.may_know_of(m, asking()),
    "know of one to the supervisors": lambda m: policy.may_know_of(m, asking(audience=Audience.SUPERVISORS)),
    "answer one that asks first": lambda m: policy.may_answer_gate(m, asking()),
    "answer one that asks nobody": lambda m: policy.may_answer_gate(m, dilemma()),
    "answer after having stepped out": lambda m: policy.may_answer_gate(m, asking(), Answer.STEPS_OUT),
    "have each reader asked first": lambda m: policy.may_set_gate(m, dilemma(), answered=False),
    "have readers asked once one answered": lambda m: policy.may_set_gate(m, dilemma(), answered=True),
    "see who a colleague is": policy.may_see_signer,
    "post": policy.may_post,
    "comment": lambda m: policy.may_comment(m, dilemma(), closed=False),
    "comment in one to the supervisors": lambda m: policy.may_comment(
        m, dilemma(audience=Audience.SUPERVISORS), closed=False
    ),
    "comment in a closed one": lambda m: policy.may_comment(m, dilemma(), closed=True),
    "comment with guidance": lambda m: policy.may_use_kind(m, dilemma(), Kind.GUIDANCE),
    "comment with information": lambda m: policy.may_use_kind(m, dilemma(), Kind.INFORMATION),
    "guidance signed as a colleague": lambda m: policy.may_use_kind(m, dilemma(), Kind.GUIDANCE, Signed.COLLEAGUE),
    "information as a colleague, named thread": lambda m: policy.may_use_kind(
        m, dilemma(), Kind.INFORMATION, Signed.COLLEAGUE
    ),
    "information in a colleague's own thread": lambda m: policy.may_use_kind(
        m, dilemma(signed=Signed.COLLEAGUE), Kind.INFORMATION, Signed.NAME
    ),
    "comment with any other kind": lambda m: all_alike(
        policy.may_use_kind(m, dilemma(), kind) for kind in set(Kind) - {Kind.GUIDANCE, Kind.INFORMATION}
    ),
    "react to somebody's comment": lambda m: policy.may_react(m, dilemma(), comment("somebody")),
    "react to one's own comment": lambda m: policy.may_react(m, dilemma(), comment(m.id)),
    "react to a removed comment": lambda m: policy.may_react(m, dilemma(), comment("somebody", removed=True)),
    "react in one to the supervisors": lambda m: policy.may_react(
        m, dilemma(audience=Audience.SUPERVISORS), comment("somebody")
    ),
    "edit the dilemma": lambda m: policy.may_edit(m, dilemma()),
    "withdraw the dilemma": lambda m: policy.may_withdraw(m, dilemma()),
    "hand the dilemma on": lambda m: policy.may_hand_on(m, dilemma()),
    "come back to the dilemma": lambda m: policy.may_come_back(m, dilemma()),
    "edit or remove one's own comment": lambda m: policy.may_edit_comment(m, comment(m.id)),
    "edit or remove somebody's comment": lambda m: policy.may_edit_comment(m, comment("somebody")),
    "edit or remove a removed comment": lambda m: policy.may_edit_comment(m, comment(m.id, removed=True)),
    "change the themes": lambda m: policy.may_change_themes(m, dilemma()),
    "close and reopen": lambda m: policy.may_close(m, dilemma()),
    "write as a colleague where the author does": lambda m: policy.is_colleague(m, dilemma(signed=Signed.COLLEAGUE)),
    "cover a passage": lambda m: policy.may_cover(m, dilemma()),
    "cover one to the supervisors": lambda m: policy.may_cover(m, dilemma(audience=Audience.SUPERVISORS)),
    "show covered words again": policy.may_uncover,
    "destroy covered words of somebody": lambda m: policy.may_redact(m, "somebody"),
    "destroy one's own covered words": lambda m: policy.may_redact(m, m.id),
    "ask who had a thread open": policy.may_ask_readers,
    "see when one had it open oneself": policy.may_see_own_reading,
}


def member(who):
    roles = {"supervisor": Role.SUPERVISOR, "trainee": Role.TRAINEE, "author": Role.TRAINEE}
    return Member(id=who, role=roles.get(who, Role.THERAPIST), convenor=who == "convenor")


def dilemma(audience=Audience.GROUP, signed=Signed.NAME):
    return Dilemma(id="d", author_id="author", audience=audience, signed=signed)


def asking(audience=Audience.GROUP):
    one = dilemma(audience)
    one.asks_first = True
    return one


def comment(author, *, removed=False):
    return Comment(id="c", author_id=author, removed_at=1 if removed else None)


def all_alike(verdicts):
    found = {bool(verdict) for verdict in verdicts}
    assert len(found) == 1
    return found.pop()


CELLS = list(cells(TABLE, PEOPLE))


@pytest.mark.parametrize(("what", "who", "may"), CELLS)
def test_r02_each_cell_holds(what, who, may):
    assert bool(SITUATIONS[what](member(who))) is may


def test_r02_every_row_of_the_table_and_every_verb_of_the_policy_is_asked():
    assert {what for what, _, _ in CELLS} == set(SITUATIONS)
    verbs = {name for name, _ in inspect.getmembers(policy, inspect.isfunction) if name.startswith(("may_", "is_"))}
    asked = inspect.getsource(sys.modules[__name__])
    assert not {verb for verb in verbs if f"policy.{verb}" not in asked}


def test_a_former_member_may_not_post():
    gone = member("therapist")
    gone.left_at = 1
    assert isinstance(policy.may_post(gone), No)


@pytest.mark.parametrize(("what", "who", "may"), [c for c in CELLS if not c[2] and not c[0].startswith("write as")])
def test_every_no_says_why_in_a_sentence(what, who, may):
    verdict = SITUATIONS[what](member(who))
    assert isinstance(verdict, No)
    assert verdict.reason.endswith(".") and len(verdict.reason.split()) > 3


def test_a_yes_has_nothing_to_say():
    assert policy.may_read(member("supervisor"), dilemma()) == Yes()
