"""Who has a page open now: kept in memory, told to those in the room, never remembered as 'last seen'.

A room in which somebody signs as 'a colleague' tells nobody who is there, only that others are. With several server
processes each tells the others who is there; what a process told counts while it goes on telling.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from supervise.core import clock
from supervise.web.connections import Seat

GOOD_FOR = timedelta(seconds=60)

Person = dict[str, Any]
People = dict[str, Person]


class Presence:
    """Who is in which room."""

    def __init__(self) -> None:
        self._rooms: dict[str, People] = {}
        self._elsewhere: dict[str, dict[str, tuple[datetime, People]]] = {}
        self._hushed: set[str] = set()

    def clear(self) -> None:
        """Forget everything."""
        self._rooms.clear()
        self._elsewhere.clear()
        self._hushed.clear()

    def hush(self, room: str) -> bool:
        """Name nobody in this room from now on; tell whether that is new."""
        new = room not in self._hushed
        self._hushed.add(room)
        return new

    def note(self, room: str, seats: Iterable[Seat]) -> None:
        """Note who is in a room now, through this process."""
        here: People = {
            seat.member_id: {"name": seat.name, "role": seat.role, "member": seat.member_id}
            for seat in seats
            if seat.visible
        }
        if here:
            self._rooms[room] = here
        else:
            self._rooms.pop(room, None)
            self._hushed.discard(room)

    def note_elsewhere(self, process: str, room: str, people: str) -> None:
        """Note who another process says is in a room."""
        others = self._elsewhere.setdefault(room, {})
        others[process] = (clock.now(), {one["member"]: one for one in json.loads(people)})
        for name in [name for name, (at, there) in others.items() if not there or at < clock.now() - GOOD_FOR]:
            del others[name]
        if not others:
            del self._elsewhere[room]

    def here(self, room: str) -> str:
        """Return what the other processes are told of a room."""
        return json.dumps(list(self._rooms.get(room, {}).values()))

    def shown(self, room: str) -> list[Person] | bool:
        """Return what the room may be told: its people by name, or only whether others are here."""
        people = dict(self._rooms.get(room, {}))
        for at, there in self._elsewhere.get(room, {}).values():
            if at >= clock.now() - GOOD_FOR:
                people.update(there)
        if room in self._hushed:
            return len(people) > 1
        return sorted(people.values(), key=lambda one: str(one["name"]).casefold())
