"""Reading the notes of a meeting, whose room was shown to be open to the actor."""

from sqlalchemy import exists, select

from supervise.core import limits
from supervise.core.db import session
from supervise.core.errors import NeedsReview, Stale
from supervise.core.ids import Id
from supervise.dilemmas.models import Withdrawal
from supervise.groups.queries import names_in
from supervise.meetings.models import AgendaItem
from supervise.meetings.room.queries import Room
from supervise.texts.checking import Checked, Keep
from supervise.texts.drafts import Kept, draft_at
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, words_of
from supervise.texts.sharing.actions import Place
from supervise.texts.sharing.checking import answered_anew
from supervise.texts.sharing.queries import Stand, same_making, stand_of
from supervise.texts.sharing.wire import Update


def place_of(meeting_id: Id) -> Place:
    """Return where the notes of a meeting stand."""
    return Place(meeting_id, TextKind.NOTES, limits.MEETING_NOTES)


def own_place(meeting_id: Id) -> str:
    """Return where a person's own notes of a meeting are kept."""
    return f"meeting:{meeting_id}"


def own_notes(room: Room) -> Kept | None:
    """Return what the actor noted down for themselves in a meeting."""
    return draft_at(room.member, own_place(room.meeting.id))


def notes_in(room: Room) -> Stand:
    """Return the notes of a meeting as they stand."""
    return stand_of(room.meeting.id, TextKind.NOTES)


def notes_kept(room: Room) -> Words | None:
    """Return the notes that stand in the record of a meeting: none while a dilemma that was spoken of is withdrawn."""
    taken_back = select(AgendaItem.id).join(Withdrawal, Withdrawal.dilemma_id == AgendaItem.dilemma_id)
    if session().scalar(select(exists(taken_back.where(AgendaItem.meeting_id == room.meeting.id)))):
        return None
    words = words_of([room.meeting.id]).get((room.meeting.id, TextKind.NOTES))
    return words if words and words.body else None


def looked_at(room: Room, epoch: str, has: bytes | None, update: Update, kept: tuple[Keep, ...]) -> Checked:
    """Return the notes with what a page adds that has so much of them, once every new finding in it is answered.

    Raises NeedsReview, and Stale where the notes were made anew since the page read them; and where something was found
    and the page has not all of them, since the places of it would be others there.
    """
    stood = notes_in(room)
    same_making(stood, epoch)
    behind = has is not None and stood.document.is_ahead_of(has)
    stood.document.take(update)
    try:
        return answered_anew(stood.words, stood.document.words, stood.words, kept, names_in(room.seat))
    except NeedsReview:
        if behind:
            raise Stale from None
        raise


def whole_looked_at(room: Room, base: str, words: str, kept: tuple[Keep, ...]) -> Checked:
    """Return the whole of the notes as somebody leaves them who read `base`, once all that is new is answered."""
    return answered_anew(base, words, notes_in(room).words, kept, names_in(room.seat))
