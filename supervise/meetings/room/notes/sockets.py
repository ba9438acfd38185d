"""The live half of the notes: one event, by which a page sends what it adds and gets what it lacks."""

from typing import Any

from supervise.core import limits, pace
from supervise.core.actor import Actor
from supervise.core.db import afresh
from supervise.core.ids import Id
from supervise.meetings.room.notes import queries
from supervise.meetings.room.notes.actions import Noted, add_to_notes, write_notes
from supervise.meetings.room.notes.telling import tell_notes
from supervise.meetings.room.queries import room_for
from supervise.meetings.room.sockets import ROOM, keeps, kept_words
from supervise.texts.checking import Keep
from supervise.texts.sharing import sent
from supervise.texts.sharing.queries import NEW
from supervise.texts.sharing.wire import Update
from supervise.web import live, payload

Answer = dict[str, Any]


@live.hears(
    "meeting:notes",
    gate=ROOM,
    pace="event",
    meeting=payload.ident,
    epoch=payload.optional(sent.epoch, NEW),
    vector=payload.optional(sent.vector),
    update=payload.optional(sent.update),
    base=payload.optional(sent.whole(limits.MEETING_NOTES), ""),
    body=payload.optional(sent.whole(limits.MEETING_NOTES)),
    kept=kept_words,
)
def notes(
    actor: Actor, meeting: Id, *, epoch: str, vector: bytes | None, update: Update | None, **given: Any
) -> Answer:
    room = room_for(actor, meeting)
    noted: Noted | None = None
    if update is not None or given["body"] is not None:
        pace.take("review", actor.account_id)
    kept: tuple[Keep, ...] = keeps(given["kept"])
    if update is not None:
        words = queries.looked_at(room, epoch, vector, update, kept)
        noted = add_to_notes(actor, meeting, epoch, update, words)
    elif given["body"] is not None:
        words = queries.whole_looked_at(room, given["base"], given["body"], kept)
        noted = write_notes(actor, meeting, given["base"], words)
    if noted is not None:
        tell_notes(meeting, noted, but_here=True)
    return sent.as_lacking(afresh(lambda: queries.notes_in(room_for(actor, meeting))), vector)
