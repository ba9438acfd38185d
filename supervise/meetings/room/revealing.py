"""Which words somebody sees: the format's law of showing, for lines that were said at any time of a meeting."""

from collections.abc import Sequence

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.meetings import floor as floors
from supervise.meetings.format import Format, Part, Phase, Reveal, Stance
from supervise.meetings.room.models import Line
from supervise.meetings.sitting import Sitting, floor_of


def shown_to(sitting: Sitting, reader: Id, lines: Sequence[Line]) -> list[Line]:
    """Return those of some lines that somebody may see as things stand."""
    return [line for line in lines if is_shown(sitting, reader, line)]


def is_shown(sitting: Sitting, reader: Id, line: Line) -> bool:
    """Tell whether somebody may see a line as things stand."""
    of = _phase(sitting, line.stage)
    if of is None:
        return line.author_id == reader
    place = line.stage.partition(".")[0]
    now_on = sitting.stage is not None and sitting.stage.partition(".")[0] == place
    return floors.sees(
        floor_of(sitting) if now_on else floors.Floor(None),
        reader,
        line.author_id,
        frozenset(Part(part) for part in line.said_as.split()),
        of,
        left=_left(sitting, line.stay),
        begun=_begun(sitting, place),
    )


def opened(meeting_id: Id, before: Sitting, after: Sitting) -> list[Id]:
    """Return the lines that more people may see after a step than before it, or fewer, in their order."""
    if len(before.clock.entries) == len(after.clock.entries) and before.clock.over == after.clock.over:
        return []
    if not any(_hides(phase) for slot in before.slots for phase in slot.format.phases):
        return []
    lines = session().scalars(select(Line).where(Line.meeting_id == meeting_id).order_by(Line.number)).all()
    people = {person.id for person in (*before.chair.here, *after.chair.here)} | {line.author_id for line in lines}
    return [
        line.id
        for line in lines
        if any(is_shown(before, one, line) != is_shown(after, one, line) for one in sorted(people))
    ]


def _hides(phase: Phase) -> bool:
    choices = (choice.reveal for choice in phase.choices)
    return bool(phase.holds) or phase.presenter is Stance.AWAY or Reveal.TOGETHER in (phase.reveal, *choices)


def _phase(sitting: Sitting, stage: str) -> Phase | None:
    place, _, name = stage.partition(".")
    found = _format(sitting, place)
    phase = found.phase(name) if found else None
    return phase.as_chosen(sitting.chosen.get(stage)) if phase else None


def _format(sitting: Sitting, place: str) -> Format | None:
    number = int(place)
    return sitting.slots[number].format if number < len(sitting.slots) else None


def _left(sitting: Sitting, stay: int) -> bool:
    return stay < len(sitting.clock.entries) and sitting.clock.entries[stay].left is not None


def _begun(sitting: Sitting, place: str) -> frozenset[str]:
    names = [sitting.clock.stretches[entry.at].id for entry in sitting.clock.entries]
    return frozenset(name.partition(".")[2] for name in names if name.partition(".")[0] == place)
