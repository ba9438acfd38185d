"""What happens in meetings by itself, whoever is there: in any process, once."""

from datetime import timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.jobs import comes_round
from supervise.meetings import clock as clocks
from supervise.meetings.models import Meeting
from supervise.meetings.room.holding import turn_of_nobody
from supervise.meetings.room.models import HeldMeeting
from supervise.meetings.sitting import with_clock

AT_ONCE = 50
FORGOTTEN_AFTER = timedelta(hours=6)
"""How long after its planned end a meeting that nobody is in any more is taken to be over."""


def let_happen() -> None:
    """Let happen in every meeting what is due by now: a hard end, a chair that passes on, a clock that waits."""
    due = select(HeldMeeting.meeting_id).where(HeldMeeting.due_at <= clock.now()).limit(AT_ONCE)
    for meeting_id in session().scalars(due).all():
        with turn_of_nobody(meeting_id):
            pass


@comes_round("forgotten meetings", timedelta(minutes=20))
def end_forgotten() -> None:
    """End meetings that began, and that nobody has been in for long: their cases can be written to again."""
    running = select(Meeting).where(Meeting.began_at.is_not(None), Meeting.ended_at.is_(None))
    for meeting in session().scalars(running.order_by(Meeting.began_at).limit(AT_ONCE)).all():
        longest = timedelta(minutes=meeting.minutes) + FORGOTTEN_AFTER
        if meeting.began_at is None or clock.now() < meeting.began_at + longest:
            continue
        with turn_of_nobody(meeting.id) as held:
            if not held.sitting.chair.here and held.sitting.clock.present is not None:
                held.sitting = with_clock(held.sitting, clocks.end(held.sitting.clock, held.now))
