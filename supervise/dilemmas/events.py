"""What happens to dilemmas and comments; ids, enums and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.dilemmas.models import Signed


@dataclass(frozen=True, slots=True)
class ThreadEvent(Event):
    """Something in a thread; `seq` is its number in the thread's room, `row_seq` in the group's room."""

    tag: ClassVar[str] = "dilemma"
    actor_id: Id | None
    group_id: Id
    dilemma_id: Id
    signed: Signed
    seq: int
    row_seq: int


@dataclass(frozen=True, slots=True)
class DilemmaPosted(ThreadEvent):
    tag: ClassVar[str] = "dilemma.posted"


@dataclass(frozen=True, slots=True)
class DilemmaEdited(ThreadEvent):
    tag: ClassVar[str] = "dilemma.edited"


@dataclass(frozen=True, slots=True)
class ThemesChanged(ThreadEvent):
    tag: ClassVar[str] = "dilemma.themes.changed"


@dataclass(frozen=True, slots=True)
class DilemmaClosed(ThreadEvent):
    tag: ClassVar[str] = "dilemma.closed"


@dataclass(frozen=True, slots=True)
class DilemmaReopened(ThreadEvent):
    tag: ClassVar[str] = "dilemma.reopened"


@dataclass(frozen=True, slots=True)
class DilemmaWithdrawn(ThreadEvent):
    tag: ClassVar[str] = "dilemma.withdrawn"


@dataclass(frozen=True, slots=True)
class DilemmaKeptOpen(ThreadEvent):
    tag: ClassVar[str] = "dilemma.kept_open"


@dataclass(frozen=True, slots=True)
class DilemmaDestroyed(ThreadEvent):
    tag: ClassVar[str] = "dilemma.destroyed"


@dataclass(frozen=True, slots=True)
class CommentEvent(ThreadEvent):
    """Something that happens to a comment."""

    tag: ClassVar[str] = "dilemma.comment"
    comment_id: Id


@dataclass(frozen=True, slots=True)
class CommentPosted(CommentEvent):
    tag: ClassVar[str] = "dilemma.comment.posted"


@dataclass(frozen=True, slots=True)
class CommentEdited(CommentEvent):
    tag: ClassVar[str] = "dilemma.comment.edited"


@dataclass(frozen=True, slots=True)
class CommentRemoved(CommentEvent):
    tag: ClassVar[str] = "dilemma.comment.removed"


@dataclass(frozen=True, slots=True)
class CommentAcknowledged(CommentEvent):
    tag: ClassVar[str] = "dilemma.comment.acknowledged"
