"""What happens to a format over days; ids, enums and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.ids import Id
from supervise.dilemmas.events import ThreadEvent
from supervise.meetings.days.stages import Why


@dataclass(frozen=True, slots=True)
class DaysBegan(ThreadEvent):
    """The author began a format over days in a dilemma's thread."""

    tag: ClassVar[str] = "dilemma.days.began"


@dataclass(frozen=True, slots=True)
class DaysEnded(ThreadEvent):
    """Its last stage is over, or it was stopped."""

    tag: ClassVar[str] = "dilemma.days.ended"


@dataclass(frozen=True, slots=True)
class StageLeft(ThreadEvent):
    """A stage is over."""

    tag: ClassVar[str] = "dilemma.days.stage_left"
    why: Why


@dataclass(frozen=True, slots=True)
class ModeratorNamed(ThreadEvent):
    """Somebody moderates from now on: it was handed to them."""

    tag: ClassVar[str] = "dilemma.days.moderator"
    member_id: Id


@dataclass(frozen=True, slots=True)
class DaysStirred(ThreadEvent):
    """Something changed of a stage that those who have the thread open see. Kept on no trail."""

    tag: ClassVar[str] = "dilemma.days.stirred"
