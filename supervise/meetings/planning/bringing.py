"""Bringing a dilemma of one's own to a meeting, and taking it back."""

from sqlalchemy import select

from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas.events import GatePut
from supervise.dilemmas.models import Signed
from supervise.dilemmas.queries import Thread, own_thread_for
from supervise.meetings import policy
from supervise.meetings.events import CaseBrought, CaseTakenBack
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.planning.queries import brought_in, is_coming, planned_for, take_meeting

SHOWS_WHO = "It is signed 'a colleague', and bringing it shows that you present it. Say that you want that."


ON_AGENDA = "It is on the agenda of a meeting, where whoever steps out would hear it. Take it back there first."


def thread_to_bring(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma that the actor may bring to a meeting; raises Missing, or NotAllowed with the reason."""
    thread = own_thread_for(actor, dilemma_id)
    require(policy.may_bring(thread.member, thread.dilemma))
    return thread


def bring_case(actor: Actor, dilemma_id: Id, meeting_id: Id, item_id: Id, *, shown: bool = False) -> AgendaItem:
    """Bring a dilemma of one's own to a free case of a meeting that has not begun.

    `shown` says that its author knows whom a dilemma signed 'a colleague' then points to; Invalid without.
    """
    with transaction():
        take_meeting(meeting_id)
        thread = thread_to_bring(actor, dilemma_id)
        planned = planned_for(actor, meeting_id)
        if planned.seat.group.id != thread.dilemma.group_id:
            raise Missing
        if not is_coming(planned.meeting) or planned.meeting.began_at is not None:
            raise Invalid(fields={"place": ["This meeting has begun or will not be held. Choose another."]})
        item = next((one for one in planned.free if one.id == item_id), None)
        if item is None:
            raise Invalid(fields={"place": ["Somebody has taken this case meanwhile. Choose another."]})
        if thread.closure is not None:
            raise Invalid("This dilemma is closed. Open it again first.")
        if brought_in(planned.seat, dilemma_id):
            raise Invalid("It is on the agenda of a meeting already. Take it back there first.")
        if thread.dilemma.signed is Signed.COLLEAGUE and not shown:
            raise Invalid(fields={"shown": [SHOWS_WHO]})
        item.dilemma_id, item.presenter_id = dilemma_id, planned.member.id
        publish(CaseBrought(planned.member.id, planned.seat.group.id, planned.meeting.id))
        return item


@within(GatePut)
def keep_off_agenda(event: GatePut) -> None:
    """Let no dilemma ask its readers first that is on a meeting's agenda, where whoever steps out would hear it."""
    on_agenda = select(AgendaItem.id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    open_still = (Meeting.ended_at.is_(None), Meeting.cancelled_at.is_(None))
    if session().scalar(on_agenda.where(AgendaItem.dilemma_id == event.dilemma_id, *open_still).limit(1)):
        raise NotAllowed(ON_AGENDA)


def take_back(actor: Actor, meeting_id: Id, item_id: Id) -> None:
    """Take a case of one's own off the agenda; the place is 'to be named' again. Only before the meeting begins."""
    with transaction():
        take_meeting(meeting_id)
        planned = planned_for(actor, meeting_id)
        item = next((one for one in planned.items if one.id == item_id), None)
        if item is None:
            raise Missing
        require(policy.may_take_back(planned.member, item.presenter_id))
        if planned.meeting.began_at is not None:
            raise Invalid("This meeting has begun. Tell whoever holds it.")
        item.dilemma_id = item.presenter_id = None
        publish(CaseTakenBack(planned.member.id, planned.seat.group.id, planned.meeting.id))
