"""What everybody does in a meeting: say, finish a turn, raise a hand, and the silent presenter's way out. Pure."""

from dataclasses import replace

from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.meetings import clock as clocks
from supervise.meetings import floor as floors
from supervise.meetings.format import Kind
from supervise.meetings.sitting import Sitting, floor_of, led, looked_at, with_floor


def say(sitting: Sitting, by: Id, now: int, kind: Kind) -> Sitting:
    """Somebody says something of a kind; refused unless the floor is theirs for it."""
    sitting = looked_at(sitting, now)
    return with_floor(sitting, floors.say(floor_of(sitting), by, kind))


def finish(sitting: Sitting, by: Id, now: int, whom: Id | None = None) -> Sitting:
    """A turn is over: one's own, or, marked by whoever holds the meeting, somebody else's."""
    whom = whom or by
    sitting = looked_at(sitting, now) if whom == by else led(sitting, by, now)
    return with_floor(sitting, floors.finish(floor_of(sitting), whom))


def raise_hand(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Somebody would like to speak."""
    sitting = looked_at(sitting, now)
    return with_floor(sitting, floors.raise_hand(floor_of(sitting), by))


def lower_hand(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Somebody would rather not."""
    sitting = looked_at(sitting, now)
    return with_floor(sitting, floors.lower_hand(floor_of(sitting), by))


def please_stop(sitting: Sitting, by: Id, now: int) -> Sitting:
    """The presenter, silent, asks to stop: the clock waits, and the group sees a pause."""
    sitting = looked_at(sitting, now)
    require(floors.may_stop(floor_of(sitting), by))
    return replace(sitting, clock=clocks.pause(sitting.clock, now)) if sitting.clock.going else sitting
