"""A meeting while it is held: clock, floor and chair together. Pure: state in, state out, moments told by the caller.

Whatever writes into a meeting, a live event, a form or a thread's composer, asks this machine; what it refuses it
refuses with `NotAllowed` and the reason that the person is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from supervise.core.ids import Id
from supervise.meetings import chair as chairs
from supervise.meetings import clock as clocks
from supervise.meetings.chair import Chair, Person
from supervise.meetings.clock import Clock, NotNow, Stretch
from supervise.meetings.floor import Floor
from supervise.meetings.format import Format, Part, Phase, Stance

PRESENTER_ABSENCE = 60_000
"""How long a presenter may be gone before the clock waits for them, in milliseconds."""

_FALL_TO_CHAIR = (Part.CONSULTANT, Part.ACTION_PLANNER)
"""Parts without which a format cannot go on: whoever holds the meeting plays them until they are given to somebody."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing on the agenda: its format, stretched to its minutes, its presenter, and who has which other part."""

    format: Format
    presenter: Id | None = None
    parts: Mapping[Part, Id] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as it stands. `said`, `done` and `hands` belong to the present stay in the present phase."""

    slots: tuple[Slot, ...]
    clock: Clock
    chair: Chair
    chosen: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[Id, int] = field(default_factory=dict)
    done: frozenset[Id] = frozenset()
    hands: tuple[Id, ...] = ()
    presenter_gone: int | None = None
    veiled: bool = False

    @property
    def stage(self) -> str | None:
        """The name of the phase that is on, unique in the meeting."""
        return self.clock.phase.id if self.clock.phase else None

    @property
    def slot(self) -> Slot | None:
        """The thing on the agenda that is on."""
        return self.slots[int(self.stage.partition(".")[0])] if self.stage else None

    @property
    def phase(self) -> Phase | None:
        """The phase that is on, as the group chose it to go."""
        if self.stage is None or self.slot is None:
            return None
        found = self.slot.format.phase(self.stage.partition(".")[2])
        return found.as_chosen(self.chosen.get(self.stage)) if found else None


def called(slots: tuple[Slot, ...], chair: Chair) -> Sitting:
    """Return a meeting that has not begun: its lobby."""
    return Sitting(slots, clocks.wound(_stretches(slots)), chair)


def floor_of(sitting: Sitting) -> Floor:
    """Return who may say what as things stand."""
    slot = sitting.slot
    return Floor(
        phase=sitting.phase,
        others=slot.format.others if slot else Part.MEMBER,
        parts=_parts(sitting, slot) if slot else {},
        order=tuple(person.id for person in sitting.chair.here),
        said=sitting.said,
        done=sitting.done,
        hands=sitting.hands,
        open=sitting.clock.going,
        veiled=sitting.veiled,
    )


def looked_at(sitting: Sitting, now: int) -> Sitting:
    """Let happen what is due: a hard end, a chair that passes on, a clock that waits for its presenter."""
    clock = clocks.run_out(sitting.clock, now)
    waiting = sitting.presenter_gone is not None and now >= sitting.presenter_gone + PRESENTER_ABSENCE
    away = sitting.phase is not None and sitting.phase.presenter is Stance.AWAY
    after = with_clock(replace(sitting, chair=chairs.looked_at(sitting.chair, now)), clock)
    if waiting and not away and after.clock.going and after.stage == sitting.stage:
        after = replace(after, clock=clocks.pause(after.clock, now), presenter_gone=None)
    return after


def due(sitting: Sitting) -> int | None:
    """Return the next moment at which something happens by itself; None where nothing will."""
    gone = sitting.presenter_gone
    waits = gone + PRESENTER_ABSENCE if gone is not None and sitting.clock.going else None
    return min(
        (one for one in (clocks.due(sitting.clock), chairs.due(sitting.chair), waits) if one is not None), default=None
    )


def enter(sitting: Sitting, person: Person, now: int) -> Sitting:
    """Somebody comes in."""
    sitting = looked_at(sitting, now)
    back = sitting.slot is not None and sitting.slot.presenter == person.id
    chair = chairs.entered(sitting.chair, person, now)
    return replace(sitting, chair=chair, presenter_gone=None if back else sitting.presenter_gone)


def leave(sitting: Sitting, who: Id, now: int) -> Sitting:
    """Somebody's last device has gone; their hand goes with them."""
    sitting = looked_at(sitting, now)
    presents = sitting.slot is not None and sitting.slot.presenter == who and sitting.chair.is_here(who)
    chair = chairs.left(sitting.chair, who, now)
    hands = tuple(one for one in sitting.hands if one != who)
    return replace(sitting, chair=chair, hands=hands, presenter_gone=now if presents else sitting.presenter_gone)


def led(sitting: Sitting, by: Id, now: int) -> Sitting:
    """Return things as they stand, if this person holds the meeting."""
    sitting = looked_at(sitting, now)
    if sitting.chair.holder != by:
        raise NotNow("That is for the one who holds the meeting.")
    return sitting


def with_floor(sitting: Sitting, floor: Floor) -> Sitting:
    """Return things with what changed on the floor."""
    return replace(sitting, said=floor.said, done=floor.done, hands=floor.hands)


def with_clock(sitting: Sitting, clock: Clock) -> Sitting:
    """Take a clock over; a new stay in a phase begins with nothing said."""
    if len(clock.entries) == len(sitting.clock.entries) and not clock.over:
        return replace(sitting, clock=clock)
    fresh = replace(sitting, clock=clock, said={}, done=frozenset(), hands=())
    return fresh if fresh.slot is sitting.slot else seated(replace(fresh, presenter_gone=None))


def seated(sitting: Sitting) -> Sitting:
    """Let the chair know who presents, so that it passes to them last."""
    presenter = sitting.slot.presenter if sitting.slot else None
    return replace(sitting, chair=replace(sitting.chair, presenter=presenter))


def _parts(sitting: Sitting, slot: Slot) -> Mapping[Id, frozenset[Part]]:
    held = [(sitting.chair.holder, Part.FACILITATOR)]
    held += [(slot.presenter, Part.PRESENTER)] if slot.presenter else []
    held += [(who, part) for part, who in slot.parts.items()]
    held += [(sitting.chair.holder, p) for p in _FALL_TO_CHAIR if p in slot.format.parts and p not in slot.parts]
    return {who: frozenset(part for one, part in held if one == who) for who, _ in held}


def _stretches(slots: tuple[Slot, ...]) -> list[Stretch]:
    return [
        Stretch(f"{place}.{p.id}", p.seconds, p.least, p.end, p.skippable, p.repeatable)
        for place, slot in enumerate(slots)
        for p in slot.format.phases
    ]
