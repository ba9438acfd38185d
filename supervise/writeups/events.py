"""What happens to write-ups once somebody else can read them, or they are gone; ids and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class WriteUpEvent(Event):
    """Something that concerns a write-up."""

    tag: ClassVar[str] = "writeup"
    actor_id: Id | None
    group_id: Id
    write_up_id: Id


@dataclass(frozen=True, slots=True)
class WriteUpShared(WriteUpEvent):
    """A version of a write-up was shared with supervisors; `seq` is the number of the change in its room."""

    tag: ClassVar[str] = "writeup.shared"
    version: int
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpDecided(WriteUpEvent):
    """A supervisor answered a version."""

    tag: ClassVar[str] = "writeup.decided"
    version: int
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpReturned(WriteUpDecided):
    """A supervisor returned a version for revision."""

    tag: ClassVar[str] = "writeup.returned"


@dataclass(frozen=True, slots=True)
class WriteUpVerified(WriteUpDecided):
    """A supervisor verified a version: seen, client known in supervision, disguise adequate."""

    tag: ClassVar[str] = "writeup.verified"


@dataclass(frozen=True, slots=True)
class WriteUpDestroyed(WriteUpEvent):
    """A write-up was destroyed with its versions and notes."""

    tag: ClassVar[str] = "writeup.destroyed"


@dataclass(frozen=True, slots=True)
class DraftDestroyed(WriteUpDestroyed):
    """A write-up was destroyed that nobody but its author ever could read."""

    tag: ClassVar[str] = "writeup.draft.destroyed"
