"""What happens to the breach log: that, by whom and when; its words stay in the entry."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class BreachEvent(Event):
    """Something that happens to an entry of a group's breach log."""

    tag: ClassVar[str] = "breach"
    actor_id: Id
    group_id: Id
    breach_id: Id


@dataclass(frozen=True, slots=True)
class BreachOpened(BreachEvent):
    """An entry was begun; `from_cover` says that it was begun from a covered passage."""

    tag: ClassVar[str] = "breach.opened"
    from_cover: bool


@dataclass(frozen=True, slots=True)
class BreachChanged(BreachEvent):
    """An entry was filled in further."""

    tag: ClassVar[str] = "breach.changed"


@dataclass(frozen=True, slots=True)
class BreachClosed(BreachEvent):
    """An entry was closed by the convenor."""

    tag: ClassVar[str] = "breach.closed"


@dataclass(frozen=True, slots=True)
class BreachReopened(BreachEvent):
    """A closed entry was opened again."""

    tag: ClassVar[str] = "breach.reopened"


@dataclass(frozen=True, slots=True)
class BreachTaken(BreachEvent):
    """Somebody took an entry as a document."""

    tag: ClassVar[str] = "breach.taken"
