"""What happens to holds; the reason is one of a few names, never words."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.ids import Id
from supervise.dilemmas.events import ThreadEvent
from supervise.dilemmas.holds.models import HoldReason
from supervise.groups.events import GroupEvent


@dataclass(frozen=True, slots=True)
class DilemmaHeld(ThreadEvent):
    """A dilemma with its thread is held."""

    tag: ClassVar[str] = "dilemma.held"
    hold_id: Id
    reason: HoldReason


@dataclass(frozen=True, slots=True)
class DilemmaHoldLifted(ThreadEvent):
    """A dilemma with its thread is held no longer, by this hold."""

    tag: ClassVar[str] = "dilemma.hold_lifted"
    hold_id: Id


@dataclass(frozen=True, slots=True)
class TextsHeld(GroupEvent):
    """What a member wrote is held; without a member, all that the group wrote."""

    tag: ClassVar[str] = "texts.held"
    hold_id: Id
    member_id: Id | None
    reason: HoldReason


@dataclass(frozen=True, slots=True)
class TextsHoldLifted(GroupEvent):
    """What a member or the group wrote is held no longer, by this hold."""

    tag: ClassVar[str] = "texts.hold_lifted"
    hold_id: Id
    member_id: Id | None
