"""What happens in the room of a meeting; ids, enums and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.meetings.events import MeetingEvent
from supervise.meetings.room.models import WordsRule
from supervise.texts.models import UncoverReason


@dataclass(frozen=True, slots=True)
class RoomMoved(MeetingEvent):
    """Something changed that those in the room see; the numbers that it took. Kept on no trail."""

    tag: ClassVar[str] = "meeting.room.moved"
    first_seq: int
    seq: int


@dataclass(frozen=True, slots=True)
class MeetingBegan(MeetingEvent):
    """A meeting began."""

    tag: ClassVar[str] = "meeting.began"


@dataclass(frozen=True, slots=True)
class MeetingEnded(MeetingEvent):
    """A meeting is over; by itself where nobody was there any more."""

    tag: ClassVar[str] = "meeting.ended"


@dataclass(frozen=True, slots=True)
class ChairPassed(MeetingEvent):
    """Somebody else holds a meeting: handed to, taken back by, or passed on to them."""

    tag: ClassVar[str] = "meeting.chair.passed"
    member_id: Id


@dataclass(frozen=True, slots=True)
class WordsKept(MeetingEvent):
    """What was said about a case became part of its thread."""

    tag: ClassVar[str] = "meeting.words.kept"


@dataclass(frozen=True, slots=True)
class WordsGone(MeetingEvent):
    """What was said in a meeting and not kept was destroyed."""

    tag: ClassVar[str] = "meeting.words.gone"


@dataclass(frozen=True, slots=True)
class NotesDestroyed(MeetingEvent):
    """Somebody destroyed the notes of a meeting that is over."""

    tag: ClassVar[str] = "meeting.notes.destroyed"


@dataclass(frozen=True, slots=True)
class DecisionsWritten(MeetingEvent):
    """Somebody wrote down what was decided in a meeting, or took it away."""

    tag: ClassVar[str] = "meeting.decisions.written"


@dataclass(frozen=True, slots=True)
class DecisionsErased(MeetingEvent):
    """What was decided in a meeting was destroyed with all that somebody wrote."""

    tag: ClassVar[str] = "meeting.decisions.erased"


@dataclass(frozen=True, slots=True)
class LineEvent(MeetingEvent):
    """Something became of a line that was said in a meeting."""

    tag: ClassVar[str] = "meeting.line"
    line_id: Id


@dataclass(frozen=True, slots=True)
class LineCovered(LineEvent):
    """Somebody covered a line."""

    tag: ClassVar[str] = "meeting.line.covered"


@dataclass(frozen=True, slots=True)
class LineUncovered(LineEvent):
    """A covered line is shown again."""

    tag: ClassVar[str] = "meeting.line.uncovered"
    reason: UncoverReason


@dataclass(frozen=True, slots=True)
class LineRedacted(LineEvent):
    """The words of a covered line were destroyed."""

    tag: ClassVar[str] = "meeting.line.redacted"


@dataclass(frozen=True, slots=True)
class LineLookedAt(LineEvent):
    """Somebody looked at a covered line, to decide about it."""

    tag: ClassVar[str] = "meeting.line.looked_at"


@dataclass(frozen=True, slots=True)
class WordsRuleChosen(Event):
    """The group chose what becomes of the words of its meetings."""

    tag: ClassVar[str] = "meeting.words.rule"
    actor_id: Id | None
    group_id: Id
    rule: WordsRule
