"""What happens to formats over days by itself: a stage ends at its date, in any process, once."""

from datetime import timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.jobs import comes_round
from supervise.meetings.days.holding import turn_of_nobody
from supervise.meetings.days.models import Course

AT_ONCE = 50


@comes_round("stages over days", timedelta(minutes=1))
def let_happen() -> None:
    """Note of every stage whose date has come that it is over, and tell those who have the thread open.

    What may be written and what is shown follows the clock alone and does not wait for this.
    """
    due = select(Course.id).where(Course.due_at <= clock.now(), Course.ended_at.is_(None)).limit(AT_ONCE)
    for course_id in session().scalars(due).all():
        with turn_of_nobody(course_id):
            pass
