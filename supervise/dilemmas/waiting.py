"""What of a group's dilemmas waits for a person: late answers, own ones to come back to, and those about to close."""

from datetime import date, timedelta

from sqlalchemy import and_, or_

from supervise.core import clock, limits
from supervise.core.db import session
from supervise.dilemmas.models import Closure, ComeBack, Dilemma
from supervise.dilemmas.queries import listed
from supervise.groups.queries import Seat, agreement_of

QUIET_FOR = timedelta(days=90)
TOLD_BEFORE = timedelta(days=7)


def late_in(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the open dilemmas of others that nobody has answered by their day, the longest waiting first.

    The day is the one that was asked for, else the end of the time within which the group agreed to answer.
    """
    agreed = clock.now() - timedelta(days=agreement_of(seat.group).answer_within_days)
    late = listed(seat).where(
        Dilemma.author_id != seat.member.id,
        Dilemma.answered_at.is_(None),
        Closure.dilemma_id.is_(None),
        or_(Dilemma.needed_by < _today(seat), and_(Dilemma.needed_by.is_(None), Dilemma.posted_at < agreed)),
    )
    return [(d, c) for d, c in session().execute(late.order_by(Dilemma.posted_at).limit(limits.GROUP_PAGE))]


def returning_for(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the actor's own dilemmas whose day to come back to has come."""
    due = listed(seat).join(ComeBack, ComeBack.dilemma_id == Dilemma.id)
    mine = due.where(ComeBack.on <= _today(seat), Dilemma.author_id == seat.member.id)
    return [(d, c) for d, c in session().execute(mine)]


def closing_soon_for(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the actor's own open dilemmas that will close by themselves within a week."""
    quiet = listed(seat).where(
        Dilemma.author_id == seat.member.id,
        Closure.dilemma_id.is_(None),
        Dilemma.moved_at <= clock.now() - QUIET_FOR + TOLD_BEFORE,
    )
    return [(d, c) for d, c in session().execute(quiet.order_by(Dilemma.moved_at))]


def _today(seat: Seat) -> date:
    return clock.in_zone(clock.now(), seat.group.zone).date()
