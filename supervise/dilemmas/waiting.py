"""What of a group's dilemmas waits for a person: own ones to come back to, and those about to close by themselves."""

from datetime import timedelta

from supervise.core import clock
from supervise.core.db import session
from supervise.dilemmas.models import Closure, ComeBack, Dilemma
from supervise.dilemmas.queries import listed
from supervise.groups.queries import Seat

QUIET_FOR = timedelta(days=90)
TOLD_BEFORE = timedelta(days=7)


def returning_for(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the actor's own dilemmas whose day to come back to has come."""
    today = clock.in_zone(clock.now(), seat.group.zone).date()
    due = listed(seat).join(ComeBack, ComeBack.dilemma_id == Dilemma.id)
    return [(d, c) for d, c in session().execute(due.where(ComeBack.on <= today, Dilemma.author_id == seat.member.id))]


def closing_soon_for(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the actor's own open dilemmas that will close by themselves within a week."""
    quiet = listed(seat).where(
        Dilemma.author_id == seat.member.id,
        Closure.dilemma_id.is_(None),
        Dilemma.moved_at <= clock.now() - QUIET_FOR + TOLD_BEFORE,
    )
    return [(d, c) for d, c in session().execute(quiet.order_by(Dilemma.moved_at))]
