"""Writing in the notes of a meeting: the law of the phase is asked inside the transaction, whatever way they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups.models import Member
from supervise.meetings import floor as floors
from supervise.meetings.room import policy
from supervise.meetings.room.afterwards import empty_notes
from supervise.meetings.room.events import NotesDestroyed
from supervise.meetings.room.holding import turn
from supervise.meetings.room.notes.queries import own_place, place_of
from supervise.meetings.room.queries import Room, ended_for
from supervise.meetings.sitting import floor_of
from supervise.texts.checking import Checked
from supervise.texts.drafts import drop_draft, keep_draft
from supervise.texts.sharing import actions as sharing
from supervise.texts.sharing.actions import Written
from supervise.texts.sharing.wire import Update


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written in the notes, and who is in the room to be told."""

    written: Written
    here: Sequence[Id]


def add_to_notes(actor: Actor, meeting_id: Id, epoch: str, update: Update, words: Checked) -> Noted:
    """Take in what an open page adds to the notes. Raises NotAllowed with the reason, Stale, Invalid."""
    place = place_of(meeting_id)
    return _noted(actor, meeting_id, lambda member: sharing.take_in(member, place, epoch, update, words))


def write_notes(actor: Actor, meeting_id: Id, base: str, words: Checked) -> Noted:
    """Put in what somebody changed in the whole of the notes; what others wrote meanwhile stays. Raises NotAllowed."""
    place = place_of(meeting_id)
    return _noted(actor, meeting_id, lambda member: sharing.put_in(member, place, base, words))


def _noted(actor: Actor, meeting_id: Id, write: Callable[[Member], Written]) -> Noted:
    with turn(actor, meeting_id) as held:
        if held.member is None:
            raise Missing
        require(floors.may_note(floor_of(held.sitting), held.me))
        return Noted(write(held.member), [person.id for person in held.sitting.chair.here])


def destroy_notes(actor: Actor, meeting_id: Id) -> None:
    """Destroy the notes of a meeting that is over. Raises Missing, NotAllowed with the reason."""
    with transaction():
        room = ended_for(actor, meeting_id)
        require(policy.may_destroy_notes(room.member, room.meeting))
        empty_notes([meeting_id])
        publish(NotesDestroyed(room.member.id, room.meeting.group_id, meeting_id))


def keep_own_notes(actor: Actor, room: Room, words: str) -> None:
    """Keep what somebody notes down for themselves in a meeting, as a draft of theirs; with no words it goes."""
    group_id, place = room.meeting.group_id, own_place(room.meeting.id)
    if words:
        keep_draft(actor, group_id, place, {"body": words}, None)
    else:
        drop_draft(actor, group_id, place)
