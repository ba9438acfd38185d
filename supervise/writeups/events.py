"""What happens to write-ups once somebody else can read them, or they are gone; ids and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.texts.models import UncoverReason
from supervise.writeups.models import Place


@dataclass(frozen=True, slots=True)
class WriteUpEvent(Event):
    """Something that concerns a write-up."""

    tag: ClassVar[str] = "writeup"
    actor_id: Id | None
    group_id: Id
    write_up_id: Id


@dataclass(frozen=True, slots=True)
class PartWritten(WriteUpEvent):
    """Somebody wrote in a part; `saved` counts its savings."""

    tag: ClassVar[str] = "writeup.part.written"
    part_id: Id
    saved: int


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
    """A supervisor verified a version (client known, disguise adequate), perhaps on another's behalf: `member_id`."""

    tag: ClassVar[str] = "writeup.verified"
    member_id: Id | None = None


@dataclass(frozen=True, slots=True)
class WriteUpSubmitted(WriteUpEvent):
    """Its author submitted a verified version."""

    tag: ClassVar[str] = "writeup.submitted"
    version: int
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpRecalled(WriteUpEvent):
    """Its author took a submitted version back, so that it can be disguised better."""

    tag: ClassVar[str] = "writeup.recalled"
    version: int
    seq: int


@dataclass(frozen=True, slots=True)
class MarkingEvent(WriteUpEvent):
    """Something that concerns how a submitted version is marked."""

    tag: ClassVar[str] = "writeup.marking"
    marking_id: Id


@dataclass(frozen=True, slots=True)
class MarkerAppointed(MarkingEvent):
    """Whoever arranges it appointed a marker, or a moderator."""

    tag: ClassVar[str] = "writeup.marker.appointed"
    member_id: Id
    place: Place


@dataclass(frozen=True, slots=True)
class MarkerReplaced(MarkingEvent):
    """Somebody who had not given their marks marks it no more; the words they had begun are destroyed."""

    tag: ClassVar[str] = "writeup.marker.replaced"
    member_id: Id


@dataclass(frozen=True, slots=True)
class MarkerToldName(MarkingEvent):
    """A write-up was shared by name with somebody who had not given their marks, so that they mark it no more."""

    tag: ClassVar[str] = "writeup.marker.told_name"
    member_id: Id


@dataclass(frozen=True, slots=True)
class MarkingBegun(MarkingEvent):
    """A marker opened the copy, so that it is not recalled any more."""

    tag: ClassVar[str] = "writeup.marking.begun"
    seq: int


@dataclass(frozen=True, slots=True)
class MarksGiven(MarkingEvent):
    """A marker gave their marks."""

    tag: ClassVar[str] = "writeup.marks.given"


@dataclass(frozen=True, slots=True)
class MarksSettled(MarkingEvent):
    """The second marker wrote down what both agreed on where they had differed."""

    tag: ClassVar[str] = "writeup.marks.settled"


@dataclass(frozen=True, slots=True)
class MarksReleased(MarkingEvent):
    """Whoever arranges it released the marks to the author."""

    tag: ClassVar[str] = "writeup.marks.released"
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpReplaced(MarkingEvent):
    """Its author put other words in the place of some that would identify somebody, in a copy that is being marked."""

    tag: ClassVar[str] = "writeup.replaced"
    version: int
    first_seq: int
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpCopied(WriteUpEvent):
    """A supervisor took a copy of a shared version away; what its author takes is nobody's to look up."""

    tag: ClassVar[str] = "writeup.copied"
    version: int


@dataclass(frozen=True, slots=True)
class NoteEvent(WriteUpEvent):
    """Something that concerns a note; `shown_in` is the note in which it stands: itself, or what it answers."""

    tag: ClassVar[str] = "writeup.note"
    note_id: Id
    shown_in: Id
    seq: int


@dataclass(frozen=True, slots=True)
class NoteWritten(NoteEvent):
    """A supervisor wrote in the margin."""

    tag: ClassVar[str] = "writeup.note.written"


@dataclass(frozen=True, slots=True)
class NoteAnswered(NoteEvent):
    """Somebody answered a note."""

    tag: ClassVar[str] = "writeup.note.answered"


@dataclass(frozen=True, slots=True)
class NoteSettled(NoteEvent):
    """Somebody settled a note."""

    tag: ClassVar[str] = "writeup.note.settled"


@dataclass(frozen=True, slots=True)
class NoteReopened(NoteEvent):
    """Somebody opened a settled note again."""

    tag: ClassVar[str] = "writeup.note.reopened"


@dataclass(frozen=True, slots=True)
class NoteTaken(NoteEvent):
    """Its author took the wording that a note suggests, which settled it."""

    tag: ClassVar[str] = "writeup.note.taken"


@dataclass(frozen=True, slots=True)
class NoteRemoved(NoteEvent):
    """Somebody removed a note of their own; its words are destroyed."""

    tag: ClassVar[str] = "writeup.note.removed"


@dataclass(frozen=True, slots=True)
class AsideEvent(WriteUpEvent):
    """Something that concerns what is said between a write-up's author and its supervisors."""

    tag: ClassVar[str] = "writeup.aside"
    aside_id: Id
    seq: int


@dataclass(frozen=True, slots=True)
class AsideSaid(AsideEvent):
    """Somebody said something there."""

    tag: ClassVar[str] = "writeup.aside.said"


@dataclass(frozen=True, slots=True)
class AsideRemoved(AsideEvent):
    """Somebody took back what they said there; its words are destroyed."""

    tag: ClassVar[str] = "writeup.aside.removed"


@dataclass(frozen=True, slots=True)
class WriteUpPassageEvent(WriteUpEvent):
    """Something that happens to covered words of a write-up, or beside it; `cover_id` names all one press covered.

    What shows them changed with the numbers `first_seq` to `seq` of the write-up's room.
    """

    tag: ClassVar[str] = "writeup.passage"
    text_id: Id
    cover_id: Id
    first_seq: int
    seq: int


@dataclass(frozen=True, slots=True)
class WriteUpPassageCovered(WriteUpPassageEvent):
    """Somebody covered a passage."""

    tag: ClassVar[str] = "writeup.passage.covered"


@dataclass(frozen=True, slots=True)
class WriteUpPassageUncovered(WriteUpPassageEvent):
    """A supervisor showed covered words again."""

    tag: ClassVar[str] = "writeup.passage.uncovered"
    reason: UncoverReason


@dataclass(frozen=True, slots=True)
class WriteUpPassageRedacted(WriteUpPassageEvent):
    """Covered words were destroyed."""

    tag: ClassVar[str] = "writeup.passage.redacted"


@dataclass(frozen=True, slots=True)
class WriteUpPassageRewritten(WriteUpPassageEvent):
    """A version was shared in which covered words are said otherwise; the earlier words were destroyed."""

    tag: ClassVar[str] = "writeup.passage.rewritten"


@dataclass(frozen=True, slots=True)
class WriteUpPassageLookedAt(WriteUpPassageEvent):
    """A supervisor looked at covered words, to decide about them."""

    tag: ClassVar[str] = "writeup.passage.looked_at"


@dataclass(frozen=True, slots=True)
class WriteUpDestroyed(WriteUpEvent):
    """A write-up was destroyed with its versions and notes."""

    tag: ClassVar[str] = "writeup.destroyed"


@dataclass(frozen=True, slots=True)
class DraftDestroyed(WriteUpDestroyed):
    """A write-up was destroyed that nobody but its author ever could read."""

    tag: ClassVar[str] = "writeup.draft.destroyed"
