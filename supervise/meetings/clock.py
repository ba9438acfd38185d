"""The clock of a meeting: a pure machine over phases. It knows no wall clock; every call is told the present moment.

Moments and lengths are whole milliseconds. Time that runs backwards is taken to stand still, so what has passed
never falls; what remains changes by itself as time passes, and otherwise only by a named command.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from supervise.core.errors import NotAllowed
from supervise.meetings.format import End

SECOND = 1000
MOST_EXTENDED_SECONDS = 30 * 60


class NotNow(NotAllowed):
    """A command that does not fit the moment; the message says why."""


class Left(StrEnum):
    """How a phase was left."""

    DONE = "done"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    RAN_OUT = "ran_out"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase as the clock sees it: its name, its length and shortest length in seconds, and how it ends."""

    id: str
    seconds: int
    least: int
    end: End = End.SOFT
    skippable: bool = False
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One stay in a phase: `budget` is the time it has, `paused` the time that did not count."""

    at: int
    began: int
    budget: int
    paused: int = 0
    left: int | None = None
    how: Left | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a meeting stands. `budgets` holds what each phase has, after time was taken; `seen` the latest moment."""

    stretches: tuple[Stretch, ...]
    budgets: tuple[int, ...]
    entries: tuple[Entry, ...] = ()
    paused_at: int | None = None
    seen: int = 0

    @property
    def begun(self) -> bool:
        """Whether the first phase has been entered."""
        return bool(self.entries)

    @property
    def over(self) -> bool:
        """Whether the last phase has been left."""
        return self.begun and self.entries[-1].left is not None

    @property
    def going(self) -> bool:
        """Whether a phase is on and the time counts."""
        return self.begun and not self.over and self.paused_at is None

    @property
    def present(self) -> Entry | None:
        """The stay in the phase that is on now."""
        return None if not self.begun or self.over else self.entries[-1]

    @property
    def phase(self) -> Stretch | None:
        """The phase that is on now."""
        return self.stretches[self.present.at] if self.present else None


def wound(stretches: Sequence[Stretch]) -> Clock:
    """Return a clock that has not begun."""
    if not stretches:
        raise NotNow("There is nothing on the agenda yet.")
    return Clock(tuple(stretches), tuple(one.seconds * SECOND for one in stretches))


def elapsed(clock: Clock, now: int) -> int:
    """Return how long the present phase has run, pauses left out; 0 where none is on."""
    entry = clock.present
    if entry is None:
        return 0
    return (_until(clock, now)) - entry.began - entry.paused


def remaining(clock: Clock, now: int) -> int:
    """Return what is left of the present phase, negative once its time is over; 0 where none is on."""
    entry = clock.present
    return entry.budget - elapsed(clock, now) if entry else 0


def passed(clock: Clock, now: int) -> int:
    """Return how long the meeting has run in all, pauses left out."""
    gone = sum(entry.left - entry.began - entry.paused for entry in clock.entries if entry.left is not None)
    return gone + elapsed(clock, now)


def begin(clock: Clock, now: int) -> Clock:
    """Enter the first phase."""
    if clock.begun:
        raise NotNow("The meeting has begun already.")
    return _enter(replace(clock, seen=_at(clock, now)), 0)


def go_on(clock: Clock, now: int, how: Left = Left.DONE) -> Clock:
    """Leave the present phase for the next one; after the last the meeting is over."""
    entry = _entry(clock)
    left = _leave(clock, now, how)
    return _enter(left, entry.at + 1) if entry.at + 1 < len(clock.stretches) else left


def skip(clock: Clock, now: int) -> Clock:
    """Leave out the rest of the present phase, where its format allows that."""
    if not clock.stretches[_entry(clock).at].skippable:
        raise NotNow("This phase belongs to the format. It can be short, but it is not left out.")
    return go_on(clock, now, Left.SKIPPED)


def repeat(clock: Clock, now: int) -> Clock:
    """Begin the present phase again, with its full time, where its format allows that."""
    entry = _entry(clock)
    if not clock.stretches[entry.at].repeatable:
        raise NotNow("This phase is done once in this format.")
    return _enter(_leave(clock, now, Left.REPEATED), entry.at)


def extend(clock: Clock, now: int, seconds: int, source: str) -> Clock:
    """Give the present phase some seconds and take them from a later phase, named by its id."""
    entry = _entry(clock)
    taken = seconds * SECOND
    place = next((at for at, one in enumerate(clock.stretches) if one.id == source and at > entry.at), None)
    if not 0 < seconds <= MOST_EXTENDED_SECONDS:
        raise NotNow(f"Between 1 second and {MOST_EXTENDED_SECONDS // 60} minutes can be taken at once.")
    if place is None:
        raise NotNow("Time is taken from a phase that is still to come.")
    if clock.budgets[place] - taken < clock.stretches[place].least * SECOND:
        raise NotNow("That phase would become too short. Take less, or take it from another one.")
    budgets = tuple(have - taken if at == place else have for at, have in enumerate(clock.budgets))
    longer = replace(entry, budget=entry.budget + taken)
    return replace(clock, budgets=budgets, entries=(*clock.entries[:-1], longer), seen=_at(clock, now))


def pause(clock: Clock, now: int) -> Clock:
    """Stop the time of the present phase."""
    _entry(clock)
    if clock.paused_at is not None:
        raise NotNow("The clock is paused already.")
    return replace(clock, paused_at=_at(clock, now), seen=_at(clock, now))


def resume(clock: Clock, now: int, left: int | None = None) -> Clock:
    """Let the time run on; `left` sets what remains, as a facilitator may choose after everybody was gone."""
    entry = _entry(clock)
    if clock.paused_at is None:
        raise NotNow("The clock is running.")
    on = replace(entry, paused=entry.paused + _at(clock, now) - clock.paused_at)
    running = replace(clock, entries=(*clock.entries[:-1], on), paused_at=None, seen=_at(clock, now))
    if left is None:
        return running
    if not 0 <= left <= MOST_EXTENDED_SECONDS * SECOND * 8:
        raise NotNow("Choose a time between nothing and four hours.")
    return replace(running, entries=(*clock.entries[:-1], replace(on, budget=left + elapsed(running, now))))


def end(clock: Clock, now: int) -> Clock:
    """Leave the present phase and with it the meeting."""
    _entry(clock)
    return _leave(clock, now, Left.ENDED)


def due(clock: Clock) -> int | None:
    """Return the moment at which the present phase ends by itself; None where it does not."""
    entry, phase = clock.present, clock.phase
    if entry is None or phase is None or phase.end is not End.HARD or not clock.going:
        return None
    return entry.began + entry.paused + entry.budget


def run_out(clock: Clock, now: int) -> Clock:
    """Leave every phase whose hard end has come, each at the moment at which it ended."""
    while (moment := due(clock)) is not None and moment <= _at(clock, now):
        clock = _back_in_time(clock, moment)
    return replace(clock, seen=_at(clock, now))


def _back_in_time(clock: Clock, moment: int) -> Clock:
    """Leave the present phase at a moment that may lie before the last one seen."""
    return go_on(replace(clock, seen=max(moment, clock.entries[-1].began)), moment, Left.RAN_OUT)


def _entry(clock: Clock) -> Entry:
    if not clock.begun:
        raise NotNow("The meeting has not begun yet.")
    if clock.present is None:
        raise NotNow("The meeting is over.")
    return clock.present


def _enter(clock: Clock, at: int) -> Clock:
    return replace(clock, entries=(*clock.entries, Entry(at, clock.seen, clock.budgets[at])))


def _leave(clock: Clock, now: int, how: Left) -> Clock:
    entry, moment = _entry(clock), _at(clock, now)
    paused = entry.paused + (moment - clock.paused_at if clock.paused_at is not None else 0)
    gone = replace(entry, left=moment, how=how, paused=paused)
    return replace(clock, entries=(*clock.entries[:-1], gone), paused_at=None, seen=moment)


def _until(clock: Clock, now: int) -> int:
    return clock.paused_at if clock.paused_at is not None else _at(clock, now)


def _at(clock: Clock, now: int) -> int:
    return max(now, clock.seen)
