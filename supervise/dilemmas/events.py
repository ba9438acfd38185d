"""What happens to dilemmas and comments; ids, enums and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.dilemmas.models import ReadersReason, Signed
from supervise.texts.models import UncoverReason


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
class GatePut(ThreadEvent):
    """From now on each reader is asked first whether they might know somebody in it."""

    tag: ClassVar[str] = "dilemma.gate.put"


@dataclass(frozen=True, slots=True)
class GateTakenAway(ThreadEvent):
    """Readers are no longer asked first."""

    tag: ClassVar[str] = "dilemma.gate.taken_away"


@dataclass(frozen=True, slots=True)
class DilemmaDestroyed(ThreadEvent):
    tag: ClassVar[str] = "dilemma.destroyed"


@dataclass(frozen=True, slots=True)
class DilemmaErased(DilemmaDestroyed):
    """It was destroyed at once, at somebody's wish; `actor_id` is its author, None for whoever runs the place."""

    tag: ClassVar[str] = "dilemma.erased"


@dataclass(frozen=True, slots=True)
class GoingShown(ThreadEvent):
    """It is shown from now on that a closed dilemma will be destroyed, its time being nearly over."""

    tag: ClassVar[str] = "dilemma.going.shown"


@dataclass(frozen=True, slots=True)
class CommentsGoingShown(ThreadEvent):
    """It is shown from now on that the comments in a closed dilemma will be destroyed."""

    tag: ClassVar[str] = "dilemma.comments_going.shown"


@dataclass(frozen=True, slots=True)
class LinesErased(ThreadEvent):
    """What somebody wrote at another's dilemma when it was closed was destroyed with all that they wrote."""

    tag: ClassVar[str] = "dilemma.lines_erased"


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
class CommentErased(CommentRemoved):
    """A comment was destroyed with all that its author wrote."""

    tag: ClassVar[str] = "dilemma.comment.erased"


@dataclass(frozen=True, slots=True)
class CommentExpired(CommentRemoved):
    """A comment was destroyed, since the group keeps comments for a time that was over."""

    tag: ClassVar[str] = "dilemma.comment.expired"


@dataclass(frozen=True, slots=True)
class CommentAcknowledged(CommentEvent):
    tag: ClassVar[str] = "dilemma.comment.acknowledged"


@dataclass(frozen=True, slots=True)
class PassageEvent(ThreadEvent):
    """Something that happens to covered words of a text; `cover_id` names all that one press covered.

    The item itself and whatever quotes it changed with the numbers `first_seq` to `seq` of the thread's room.
    """

    tag: ClassVar[str] = "dilemma.passage"
    text_id: Id
    cover_id: Id
    comment_id: Id | None
    first_seq: int


@dataclass(frozen=True, slots=True)
class PassageCovered(PassageEvent):
    tag: ClassVar[str] = "dilemma.passage.covered"


@dataclass(frozen=True, slots=True)
class PassageUncovered(PassageEvent):
    tag: ClassVar[str] = "dilemma.passage.uncovered"
    reason: UncoverReason


@dataclass(frozen=True, slots=True)
class PassageRedacted(PassageEvent):
    tag: ClassVar[str] = "dilemma.passage.redacted"


@dataclass(frozen=True, slots=True)
class PassageRewritten(PassageEvent):
    tag: ClassVar[str] = "dilemma.passage.rewritten"


@dataclass(frozen=True, slots=True)
class PassageLookedAt(PassageEvent):
    tag: ClassVar[str] = "dilemma.passage.looked_at"


@dataclass(frozen=True, slots=True)
class ReadersNamed(ThreadEvent):
    """Somebody asked who had a thread open while words stood that were covered."""

    tag: ClassVar[str] = "dilemma.readers.named"
    text_id: Id
    asked_id: Id
    reason: ReadersReason
