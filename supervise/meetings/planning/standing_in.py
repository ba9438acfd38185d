"""Who has left a group presents nothing, holds no meeting, and their calendar hears nothing more."""

from sqlalchemy import delete, select, update

from supervise.core import clock
from supervise.core.db import publish, session
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.groups.events import MemberLeft, MemberRemoved
from supervise.meetings.events import ChairNamed
from supervise.meetings.models import AgendaItem, CalendarFeed, Meeting
from supervise.meetings.planning.queries import first_to_hold, held_by


@within(MemberLeft, MemberRemoved)
def gone(event: MemberLeft | MemberRemoved) -> None:
    """Let somebody else stand in for whoever has gone, in every meeting that has not begun."""
    member_id = event.member_id
    session().flush()
    session().execute(delete(CalendarFeed).where(CalendarFeed.member_id == member_id))
    still = select(Meeting.id).where(Meeting.group_id == event.group_id, Meeting.began_at.is_(None))
    theirs = (AgendaItem.presenter_id == member_id, AgendaItem.meeting_id.in_(still))
    session().execute(update(AgendaItem).where(*theirs).values(presenter_id=None, dilemma_id=None))
    for meeting in held_by(member_id):
        _stand_in(meeting, member_id)


def _stand_in(meeting: Meeting, gone_id: Id) -> None:
    deputy = meeting.deputy_id if meeting.deputy_id != gone_id else None
    if meeting.facilitator_id == gone_id:
        other = first_to_hold(meeting.group_id)
        following = deputy or (other.id if other else None)
        if following is None:
            return  # nobody is left who could hold it
        meeting.facilitator_id, deputy = following, None
        publish(ChairNamed(None, meeting.group_id, meeting.id, following))
    meeting.deputy_id = deputy
    meeting.changed_at = clock.now()
    meeting.revision += 1
