"""What whoever holds the meeting does with it: pure commands on a sitting, refused with the reason."""

from dataclasses import replace

from supervise.core.ids import Id
from supervise.meetings import chair as chairs
from supervise.meetings import clock as clocks
from supervise.meetings.clock import NotNow
from supervise.meetings.format import Part
from supervise.meetings.sitting import Sitting, led, looked_at, seated, with_clock


def begin(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Begin the meeting."""
    sitting = led(sitting, by, now)
    return with_clock(sitting, clocks.begin(sitting.clock, now))


def go_on(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Go on to the next phase."""
    sitting = led(sitting, by, now)
    return with_clock(sitting, clocks.go_on(sitting.clock, now))


def skip(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Leave out the rest of a phase."""
    sitting = led(sitting, by, now)
    return with_clock(sitting, clocks.skip(sitting.clock, now))


def repeat(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Do a phase, or a round, once more."""
    sitting = led(sitting, by, now)
    return with_clock(sitting, clocks.repeat(sitting.clock, now))


def extend(sitting: Sitting, by: Id, now: int, seconds: int, source: str) -> Sitting:
    """Give the present phase seconds from a later one."""
    sitting = led(sitting, by, now)
    return replace(sitting, clock=clocks.extend(sitting.clock, now, seconds, source))


def pause(sitting: Sitting, by: Id, now: int, *, supervises: bool = False) -> Sitting:
    """Pause; a supervisor may, whoever holds the meeting."""
    sitting = looked_at(sitting, now) if supervises else led(sitting, by, now)
    return replace(sitting, clock=clocks.pause(sitting.clock, now))


def resume(sitting: Sitting, by: Id, now: int, left: int | None = None) -> Sitting:
    """Go on after a pause, if wished with another time left, in milliseconds."""
    sitting = led(sitting, by, now)
    return replace(sitting, clock=clocks.resume(sitting.clock, now, left))


def end(sitting: Sitting, by: Id, now: int) -> Sitting:
    """End the meeting, wherever it is."""
    sitting = led(sitting, by, now)
    return with_clock(sitting, clocks.end(sitting.clock, now))


def choose(sitting: Sitting, by: Id, now: int, choice: str) -> Sitting:
    """Choose how the phase goes for which it is chosen now."""
    sitting = led(sitting, by, now)
    phase, slot = sitting.phase, sitting.slot
    target = slot.format.phase(phase.chooses_for) if slot and phase and phase.chooses_for else None
    if target is None or sitting.stage is None:
        raise NotNow("There is nothing to choose in this phase.")
    if all(one.id != choice for one in target.choices):
        raise NotNow("Choose one of the ways that the format has.")
    key = f"{sitting.stage.partition('.')[0]}.{target.id}"
    return replace(sitting, chosen={**sitting.chosen, key: choice})


def assign(sitting: Sitting, by: Id, now: int, part: Part, to: Id) -> Sitting:
    """Give somebody a part in the slot that is on: the presenter, the scribe, whoever its format knows."""
    sitting = led(sitting, by, now)
    slot = sitting.slot
    if slot is None or part not in slot.format.parts or part in {Part.FACILITATOR, slot.format.others}:
        raise NotNow("There is no such part to give in what is on now.")
    if not sitting.chair.is_here(to):
        raise NotNow("A part is given to somebody who is here.")
    given = replace(slot, presenter=to) if part is Part.PRESENTER else replace(slot, parts={**slot.parts, part: to})
    slots = tuple(given if one is slot else one for one in sitting.slots)
    return seated(replace(sitting, slots=slots, presenter_gone=None))


def hand_over(sitting: Sitting, by: Id, now: int, to: Id) -> Sitting:
    """Hand the chair to somebody who is here."""
    sitting = looked_at(sitting, now)
    return replace(sitting, chair=chairs.hand_over(sitting.chair, by, to, now))


def take_back(sitting: Sitting, by: Id, now: int) -> Sitting:
    """The one who was named takes the chair back."""
    sitting = looked_at(sitting, now)
    return replace(sitting, chair=chairs.take_back(sitting.chair, by, now))


def veil(sitting: Sitting, by: Id, now: int, *, on: bool, supervises: bool = False) -> Sitting:
    """Hide what was written from everybody while it is looked at, or show it again; a supervisor may, too."""
    sitting = looked_at(sitting, now) if supervises else led(sitting, by, now)
    return replace(sitting, veiled=on)
