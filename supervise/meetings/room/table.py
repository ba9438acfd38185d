"""What is on the table: while a meeting speaks about a case, nothing is written into its thread past the floor."""

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas import floor
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room.holding import as_it_stands
from supervise.meetings.room.queries import held_at, items_of

ON_THE_TABLE = No(
    "This dilemma is on the table in a meeting just now, and what is said to it is said there. Your words are kept."
)


@floor.says
def who_may_write(dilemma_id: Id) -> Verdict:
    """Refuse what would be written into a thread while a meeting speaks about it."""
    running = (Meeting.began_at.is_not(None), Meeting.ended_at.is_(None))
    found = select(Meeting).join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
    for meeting in session().scalars(found.where(AgendaItem.dilemma_id == dilemma_id, *running)).all():
        held_at(meeting.id, lock=True)  # whoever goes on to the next case waits until these words are written
        held = as_it_stands(meeting, items_of(meeting.id), clock.millis(clock.now()))
        if held.item is not None and held.item.dilemma_id == dilemma_id:
            return ON_THE_TABLE
    return Yes()
