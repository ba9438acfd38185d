"""Answering at the gate, and the author's choice that there is one."""

from sqlalchemy import delete, select

from supervise.accounts.events import AccountErased
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas import events, policy
from supervise.dilemmas.gate.queries import Asked, asked_for, is_answered
from supervise.dilemmas.models import Answer, Dilemma, GateAnswer
from supervise.groups.models import Member
from supervise.groups.queries import take_turn


def answer_no(actor: Actor, dilemma_id: Id) -> Asked:
    """Say that one knows nobody in a dilemma, which opens it; saying so twice is saying it once. Raises Missing."""
    with transaction():
        return _answer(actor, dilemma_id, Answer.NO)


def step_out(actor: Actor, dilemma_id: Id) -> Asked:
    """Step out of a dilemma, also after having opened it: none of it reaches this reader any more, for good.

    It is on no trail, which would tell when, and so perhaps who. Raises Missing.
    """
    with transaction():
        return _answer(actor, dilemma_id, Answer.STEPS_OUT)


def set_gate(author: Member, dilemma: Dilemma, *, on: bool) -> None:
    """Have each reader asked first, or no longer, inside the transaction of who writes the dilemma.

    Once somebody has answered it stays as it is; raises NotAllowed where it can no longer be put there.
    """
    if bool(dilemma.asks_first) == on:
        return
    verdict = policy.may_set_gate(author, dilemma, answered=is_answered(dilemma))
    if not on and not verdict:
        return
    require(verdict)
    dilemma.asks_first = on
    session().flush()
    kind = events.GatePut if on else events.GateTakenAway
    publish(
        kind(
            actor_id=author.id,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=dilemma.signed,
            seq=0,
            row_seq=0,
        )
    )


@within(AccountErased)
def forget_answers(event: AccountErased) -> None:
    """Forget what a person answered at any gate, as their account is erased."""
    theirs = select(Member.id).where(Member.account_id == event.account_id)
    session().execute(delete(GateAnswer).where(GateAnswer.member_id.in_(theirs)))


def _answer(actor: Actor, dilemma_id: Id, answer: Answer) -> Asked:
    take_turn(asked_for(actor, dilemma_id).seat.member)
    asked = asked_for(actor, dilemma_id)
    key = (asked.dilemma.id, asked.seat.member.id)
    given = session().get(GateAnswer, key, populate_existing=True)
    if given is None:
        given = GateAnswer(dilemma_id=asked.dilemma.id, member_id=asked.seat.member.id)
        session().add(given)
    given.answer, given.at = answer, clock.now()
    session().flush()
    return asked
