"""What happens to meetings and formats; ids, enums and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class MeetingEvent(Event):
    """Something that concerns a meeting."""

    tag: ClassVar[str] = "meeting"
    actor_id: Id | None
    group_id: Id
    meeting_id: Id


@dataclass(frozen=True, slots=True)
class MeetingPlanned(MeetingEvent):
    """A meeting was planned, or with it a series of which it is the first."""

    tag: ClassVar[str] = "meeting.planned"


@dataclass(frozen=True, slots=True)
class MeetingChanged(MeetingEvent):
    """When or how a meeting is held was changed; `moved` says that its time was.

    `first` is false for those of a series that were changed along with one that was meant.
    """

    tag: ClassVar[str] = "meeting.changed"
    moved: bool = False
    first: bool = True


@dataclass(frozen=True, slots=True)
class MeetingCancelled(MeetingEvent):
    """A meeting will not be held; `first` is false for those of a series that were called off along with one."""

    tag: ClassVar[str] = "meeting.cancelled"
    first: bool = True


@dataclass(frozen=True, slots=True)
class CaseBrought(MeetingEvent):
    """Somebody brought a case of theirs to a meeting; which one is not said, since it may be signed 'a colleague'."""

    tag: ClassVar[str] = "meeting.case.brought"


@dataclass(frozen=True, slots=True)
class CaseTakenBack(MeetingEvent):
    """Somebody took the case they had brought off the agenda."""

    tag: ClassVar[str] = "meeting.case.taken_back"


@dataclass(frozen=True, slots=True)
class ChairNamed(MeetingEvent):
    """Somebody else holds a meeting, since the one who was named has left the group."""

    tag: ClassVar[str] = "meeting.chair.named"
    member_id: Id


@dataclass(frozen=True, slots=True)
class FeedMade(Event):
    """A member made an address for their calendar, in place of any that they had."""

    tag: ClassVar[str] = "calendar.feed.made"
    actor_id: Id
    group_id: Id


@dataclass(frozen=True, slots=True)
class FeedTakenAway(Event):
    """A member took the address for their calendar away; nothing answers there any more."""

    tag: ClassVar[str] = "calendar.feed.taken_away"
    actor_id: Id
    group_id: Id


@dataclass(frozen=True, slots=True)
class FormatEvent(Event):
    """Something that concerns a group's own format."""

    tag: ClassVar[str] = "format"
    actor_id: Id | None
    group_id: Id
    format_id: Id


@dataclass(frozen=True, slots=True)
class FormatCopied(FormatEvent):
    """The group has a format of its own."""

    tag: ClassVar[str] = "format.copied"


@dataclass(frozen=True, slots=True)
class FormatChanged(FormatEvent):
    """A group's own format has a new version."""

    tag: ClassVar[str] = "format.changed"
    version: int = 1


@dataclass(frozen=True, slots=True)
class FormatRetired(FormatEvent):
    """A group's own format is no longer offered."""

    tag: ClassVar[str] = "format.retired"
