"""Who has passed the gate of a dilemma: as a condition within queries, and for one member at a time."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, exists, or_, select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Answer, Dilemma, GateAnswer
from supervise.groups.models import Member


def has_passed(member: Member) -> ColumnElement[bool]:
    """Return the condition that a dilemma asks nobody first, is the member's own, or that they said 'no' there."""
    return or_(Dilemma.asks_first.is_(False), Dilemma.author_id == member.id, _answered(member, Answer.NO))


def is_asked(member: Member) -> ColumnElement[bool]:
    """Return the condition that a dilemma asks the member first and they have not answered."""
    return ~or_(Dilemma.asks_first.is_(False), Dilemma.author_id == member.id, _answered(member))


def answer_of(member: Member, dilemma: Dilemma) -> Answer | None:
    """Return what a member answered at the gate of a dilemma; None where there is none or they have not."""
    if not dilemma.asks_first:
        return None
    return session().scalar(select(GateAnswer.answer).where(_key(member.id, dilemma.id)))


def answers_to(dilemma: Dilemma) -> Mapping[Id, Answer]:
    """Return what members answered at the gate of a dilemma, by member: for rules only, never to be shown."""
    if not dilemma.asks_first:
        return {}
    given = select(GateAnswer.member_id, GateAnswer.answer).where(GateAnswer.dilemma_id == dilemma.id)
    return {row.member_id: row.answer for row in session().execute(given)}


def _answered(member: Member, *answers: Answer) -> ColumnElement[bool]:
    given = exists().where(GateAnswer.dilemma_id == Dilemma.id, GateAnswer.member_id == member.id)
    return given.where(GateAnswer.answer.in_(answers)) if answers else given


def _key(member_id: Id, dilemma_id: Id) -> ColumnElement[bool]:
    return (GateAnswer.member_id == member_id) & (GateAnswer.dilemma_id == dilemma_id)
