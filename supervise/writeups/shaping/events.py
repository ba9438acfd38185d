"""What happens to outlines of a group's own."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class OutlineEvent(Event):
    """Something that concerns an outline of a group's own."""

    tag: ClassVar[str] = "outline"
    actor_id: Id | None
    group_id: Id
    outline_id: Id


@dataclass(frozen=True, slots=True)
class OutlineCopied(OutlineEvent):
    """The group has an outline of its own."""

    tag: ClassVar[str] = "outline.copied"


@dataclass(frozen=True, slots=True)
class OutlineChanged(OutlineEvent):
    """A group's own outline says something else."""

    tag: ClassVar[str] = "outline.changed"
    version: int = 1


@dataclass(frozen=True, slots=True)
class OutlineRetired(OutlineEvent):
    """A group's own outline is no longer offered."""

    tag: ClassVar[str] = "outline.retired"


@dataclass(frozen=True, slots=True)
class OutlineOffered(OutlineEvent):
    """A group's own outline is offered again."""

    tag: ClassVar[str] = "outline.offered"
