"""A look at how a group took part in a meeting, for the group itself: a question and never a score.

How many wrote in a phase is counted, and in which kinds, and nobody is named: who has not spoken is the facilitator's
to see while the meeting is on, and nobody's afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.meetings import words
from supervise.meetings.format import Kind
from supervise.meetings.room.models import Line
from supervise.meetings.sitting import Sitting

FEWEST = 3
"""People who were there, below which a number would point at somebody."""


@dataclass(frozen=True, slots=True)
class PhaseSeen:
    """How many of those who were there wrote something in a phase, and in which kinds."""

    format_name: str
    title: str
    voices: int
    lines: int
    kinds: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """How a group took part: phase by phase, of how many who were there."""

    people: int
    phases: Sequence[PhaseSeen]


def look_back(meeting_id: Id, sitting: Sitting, people: int) -> LookBack | None:
    """Return how a group took part in writing; None where too few were there, or nothing was written."""
    found: dict[str, Counter[tuple[Id, Kind]]] = defaultdict(Counter)
    for stage, author, kind in session().execute(
        select(Line.stage, Line.author_id, Line.kind).where(Line.meeting_id == meeting_id).order_by(Line.number)
    ):
        found[stage][author, kind] += 1
    if people < FEWEST or not found:
        return None
    phases = [
        _seen(slot.format.name, phase.title, found[f"{place}.{phase.id}"])
        for place, slot in enumerate(sitting.slots)
        for phase in slot.format.phases
        if f"{place}.{phase.id}" in found
    ]
    return LookBack(people, phases)


def _seen(format_name: str, title: str, said: Mapping[tuple[Id, Kind], int]) -> PhaseSeen:
    kinds = dict.fromkeys(words.KINDS[kind] for _, kind in said)
    voices = len({author for author, _ in said})
    return PhaseSeen(format_name, title, voices, sum(said.values()), words.listed(kinds))
