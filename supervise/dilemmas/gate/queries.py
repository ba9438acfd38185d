"""What a reader may know of a dilemma before they have answered at its gate, and who has answered, as a number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.dilemmas import policy
from supervise.dilemmas.models import Answer, Dilemma, GateAnswer
from supervise.dilemmas.passing import answer_of, is_asked
from supervise.dilemmas.queries import addressed_to, standing
from supervise.groups.errors import AgreementFirst
from supervise.groups.queries import Seat, place_for


@dataclass(frozen=True, slots=True)
class Asked:
    """A dilemma at whose gate the actor stands; none of its words may be shown from here."""

    dilemma: Dilemma
    seat: Seat
    answer: Answer | None


def asked_for(actor: Actor, dilemma_id: str) -> Asked:
    """Return a dilemma that asks the actor first, answered with 'no' or not yet; raise Missing for everybody else."""
    dilemma = session().scalar(standing(select(Dilemma)).where(Dilemma.id == dilemma_id))
    if dilemma is None:
        raise Missing
    seat = place_for(actor, dilemma.group_id)
    answer = answer_of(seat.member, dilemma)
    if not policy.may_answer_gate(seat.member, dilemma, answer):
        raise Missing
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    return Asked(dilemma, seat, answer)


def asked_in(seat: Seat, ids: Collection[str] | None = None) -> list[Dilemma]:
    """Return the group's dilemmas (some of them) that ask the actor first, unanswered by them, the newest first."""
    asking = standing(select(Dilemma)).where(addressed_to(seat), is_asked(seat.member))
    if ids is not None:
        asking = asking.where(Dilemma.id.in_(ids))
    return list(session().scalars(asking.order_by(Dilemma.posted_at.desc(), Dilemma.id).limit(limits.GROUP_PAGE)))


def asked_since(seat: Seat, since: datetime, until: datetime) -> bool:
    """Tell whether a dilemma that asks the actor first came between two moments."""
    asking = standing(select(Dilemma.id)).where(addressed_to(seat), is_asked(seat.member))
    return session().scalar(asking.where(Dilemma.posted_at > since, Dilemma.posted_at <= until).limit(1)) is not None


def stepped_out_of(dilemma: Dilemma) -> int:
    """Return how many members step out of a dilemma; who they are is told to nobody."""
    out = select(func.count()).where(GateAnswer.dilemma_id == dilemma.id, GateAnswer.answer == Answer.STEPS_OUT)
    return session().scalar(out) or 0


def is_answered(dilemma: Dilemma) -> bool:
    """Tell whether anybody has answered a dilemma, or at its gate: then the gate stays as it is."""
    given = select(exists().where(GateAnswer.dilemma_id == dilemma.id))
    return dilemma.answered_at is not None or bool(session().scalar(given))
