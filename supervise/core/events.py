"""What has happened, as frozen facts in the past tense; ids, enums and times only, never words.

Whoever hears of an event inside the transaction may still write (audit row, outbox row) and shares its
fate; whoever hears of it after the commit may tell the world.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from supervise.core.errors import place_of

_log = logging.getLogger("supervise.events")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `tag` is its stable name, subject first."""

    tag: ClassVar[str]


E = TypeVar("E", bound=Event)
Listener = Callable[[Any], None]

_within: dict[type[Event], list[Listener]] = defaultdict(list)
_after: dict[type[Event], list[Listener]] = defaultdict(list)


def within(*kinds: type[Event]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Let a function hear of events of these kinds inside the transaction that makes them."""
    return _register(_within, kinds)


def after(*kinds: type[Event]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Let a function hear of events of these kinds once they are on the disk."""
    return _register(_after, kinds)


def _register(
    book: dict[type[Event], list[Listener]], kinds: tuple[type[Event], ...]
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    def add(listener: Callable[[E], None]) -> Callable[[E], None]:
        for kind in kinds:
            book[kind].append(listener)
        return listener

    return add


def tell_within(event: Event) -> None:
    """Tell those who hear of an event inside its transaction."""
    for listener in _heard_by(_within, event):
        listener(event)


def tell_after(event: Event) -> None:
    """Tell those who hear of an event after its commit; one who fails keeps nobody else from hearing.

    It is on the disk by now, so a failure is no reason to tell the writer otherwise.
    """
    for listener in _heard_by(_after, event):
        try:
            listener(event)
        except Exception as error:  # noqa: BLE001  whatever it was, the next one hears; its words stay out of the log
            _log.error("after %s: %s", event.tag, place_of(error))


def _heard_by(book: dict[type[Event], list[Listener]], event: Event) -> list[Listener]:
    return [listener for kind in reversed(type(event).__mro__) for listener in book.get(kind, ())]
