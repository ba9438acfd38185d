"""Who has a page open now: kept in memory, told to those in the room, never remembered as 'last seen'.

A room in which somebody signs as 'a colleague' tells nobody who is there, only that others are.
"""

from collections.abc import Iterable
from typing import Any

from supervise.web.connections import Seat


class Presence:
    """Who is in which room."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, Seat]] = {}
        self._hushed: set[str] = set()

    def clear(self) -> None:
        """Forget everything."""
        self._rooms.clear()
        self._hushed.clear()

    def hush(self, room: str) -> bool:
        """Name nobody in this room from now on; tell whether that is new."""
        new = room not in self._hushed
        self._hushed.add(room)
        return new

    def note(self, room: str, seats: Iterable[Seat]) -> None:
        """Note who is in a room now."""
        here: dict[str, Seat] = {seat.member_id: seat for seat in seats if seat.visible}
        if here:
            self._rooms[room] = here
        else:
            self._rooms.pop(room, None)
            self._hushed.discard(room)

    def shown(self, room: str) -> list[dict[str, Any]] | bool:
        """Return what the room may be told: its people by name, or only whether others are here."""
        here = self._rooms.get(room, {})
        if room in self._hushed:
            return len(here) > 1
        people = sorted(here.values(), key=lambda seat: seat.name.casefold())
        return [{"name": seat.name, "role": seat.role, "member": seat.member_id} for seat in people]
