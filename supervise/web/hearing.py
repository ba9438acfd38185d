"""The table of client events on the live channel: what each takes, how it is gated and paced, who hears it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from supervise.web import payload

Answer = dict[str, Any]
Handler = Callable[..., Answer | None]


@dataclass(frozen=True, slots=True)
class Event:
    """A client event that is heard: its handler, the fields it takes, how it is gated and paced."""

    handler: Handler
    takes: Mapping[str, payload.Check]
    gate: str
    pace: str

    def ids_in(self, data: object) -> dict[str, object]:
        """Return what was sent in the fields that name things, whatever it is; nothing else of it."""
        named = [name for name, check in self.takes.items() if check is payload.ident]
        return {name: data[name] for name in named if name in data} if isinstance(data, Mapping) else {}


_events: dict[str, Event] = {}


def hears(name: str, *, gate: str, pace: str = "event", **takes: payload.Check) -> Callable[[Handler], Handler]:
    """Let a function hear a client event: it gets the actor, then the checked fields by name."""

    def add(handler: Handler) -> Handler:
        _events[name] = Event(handler, takes, gate, pace)
        return handler

    return add


def heard_as(name: object) -> Event | None:
    """Return the event of a name, if there is one."""
    return _events.get(name) if isinstance(name, str) else None


def events() -> Mapping[str, Event]:
    """Return the whole table."""
    return _events
