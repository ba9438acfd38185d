"""What those in the room are told of its notes: what was new in them, which each page merges into its own."""

from typing import Any

from supervise.core.ids import Id
from supervise.meetings.room.notes.actions import Noted
from supervise.meetings.room.queries import room_of
from supervise.texts.sharing.sent import as_told
from supervise.web import live


def tell_notes(meeting_id: Id, noted: Noted, *, but_here: bool = False) -> None:
    """Tell everybody in the room what was written; whoever misses it asks for what they lack."""
    room = room_of(meeting_id)
    told: dict[str, Any] = {"room": room, **as_told(noted.written)}
    live.send_to_room(room, dict.fromkeys(noted.here, told), "notes", but_here=but_here)
