"""The stages of a format over days: which is on at a moment, and until when. Pure; moments in milliseconds, told by the
caller.

A stage ends at its date, or earlier when everybody who has a voice in it is done or the moderator goes on; never by
anything else. Each is entered and left once, in their order, and none comes back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from supervise.core.errors import NotAllowed

HOUR = 3_600_000


class Why(StrEnum):
    """Why a stage ended."""

    DATE = "date"
    DONE = "done"
    MODERATOR = "moderator"
    STOPPED = "stopped"


class NotNow(NotAllowed):
    """Nothing of the kind is on."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a plan; one of no hours is left as it is entered: the dilemma itself stands for it."""

    id: str
    hours: int


@dataclass(frozen=True, slots=True)
class Stay:
    """The stay in a stage, from when to when; `left` and `why` are None while it lasts."""

    position: int
    entered: int
    left: int | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The way through a plan so far."""

    plan: tuple[Stage, ...]
    stays: tuple[Stay, ...] = ()

    @property
    def present(self) -> Stay | None:
        """The stay that lasts; None before the beginning and after the end."""
        return self.stays[-1] if self.stays and self.stays[-1].left is None else None

    @property
    def stage(self) -> Stage | None:
        """The stage that is on."""
        return self.plan[self.present.position] if self.present else None

    @property
    def ends(self) -> int | None:
        """The moment at which the stage that is on ends by itself."""
        return self.present.entered + self.plan[self.present.position].hours * HOUR if self.present else None

    @property
    def over(self) -> bool:
        """Whether it has been gone to its end, or was stopped."""
        return bool(self.stays) and self.present is None


def begun(plan: Sequence[Stage], now: int, first: int = 0) -> Way:
    """Return the way at its beginning, with the stage at a position entered."""
    if not 0 <= first < len(plan):
        raise ValueError("a way begins in one of its stages")
    return looked_at(Way(tuple(plan), (Stay(first, now),)), now)


def looked_at(way: Way, now: int) -> Way:
    """Let the dates that have passed have had their effect."""
    while way.present is not None and way.ends is not None and way.ends <= now:
        way = _left(way, way.ends, Why.DATE)
    return way


def go_on(way: Way, now: int, why: Why = Why.MODERATOR) -> Way:
    """Go on to the next stage before the date of this one; raises NotNow where none is on."""
    way = looked_at(way, now)
    if way.present is None:
        raise NotNow("The stages are over already.")
    return looked_at(_left(way, max(now, way.present.entered), why), now)


def stopped(way: Way, now: int) -> Way:
    """Leave the stage that is on, and enter no other."""
    way = looked_at(way, now)
    if way.present is None:
        return way
    left = replace(way.present, left=max(now, way.present.entered), why=Why.STOPPED)
    return replace(way, stays=(*way.stays[:-1], left))


def dates(way: Way) -> Iterator[tuple[Stage, int, int]]:
    """Yield each stage that was entered or is to come, from when to when; those of no hours stand for nothing."""
    at = 0
    for stay in way.stays:
        stage = way.plan[stay.position]
        at = stay.left if stay.left is not None else stay.entered + stage.hours * HOUR
        if stage.hours:
            yield stage, stay.entered, at
    if way.present is None:
        return
    for stage in way.plan[way.present.position + 1 :]:
        if stage.hours:
            yield stage, at, at + stage.hours * HOUR
        at += stage.hours * HOUR


def _left(way: Way, now: int, why: Why) -> Way:
    stay = way.stays[-1]
    stays = (*way.stays[:-1], replace(stay, left=now, why=why))
    following = stay.position + 1
    return replace(way, stays=(*stays, Stay(following, now)) if following < len(way.plan) else stays)
