"""What waits to be marked, and what was handed in, as lists show it: by number to a marker, by name to the convenor."""

from dataclasses import dataclass
from datetime import datetime

from supervise.core.ids import Id
from supervise.groups.queries import Seat
from supervise.writeups.marking.queries import CopySeen, HandedIn, copies_to_mark, handed_in
from supervise.writeups.models import Place


@dataclass(frozen=True, slots=True)
class Listed:
    """A submitted write-up in a list; `by` is empty for a marker. `waits` says that whoever reads it has to act."""

    id: Id
    number: str
    name: str
    by: str
    said: str
    at: datetime
    waits: bool


def to_mark(seat: Seat) -> list[Listed]:
    """Return the copies that whoever sits there marks, or marked, the newest first."""
    return [_for_marker(one) for one in copies_to_mark(seat)]


def to_arrange(seat: Seat) -> list[Listed]:
    """Return what was handed in to be marked, for whoever arranges it, the newest first."""
    return [_for_convenor(one) for one in handed_in(seat)]


def waiting_for(seat: Seat) -> list[Listed]:
    """Return what waits for somebody to mark it, to appoint who does, or to release the marks."""
    marking = [_for_marker(one) for one in copies_to_mark(seat, waiting=True)]
    arranging = [_for_convenor(one) for one in handed_in(seat, waiting=True)]
    return [one for one in (*marking, *arranging) if one.waits]


def standing_of_marks(found: HandedIn) -> str:
    """Return in a few words how far a marking is, for whoever arranges it: nothing of the marks themselves."""
    marking = found.marking
    if marking.released_at is not None:
        return "released"
    if marking.agreed is not None:
        return "marked, and waits to be released"
    if found.at(Place.FIRST) is None:
        return "not given to a marker yet"
    if all(one.given_at for one in found.marks):
        return "marked, and its two markers settle where they differ"
    return "being marked" if marking.begun_at is not None else "not opened by a marker yet"


def _for_marker(copy: CopySeen) -> Listed:
    mark, marking = copy.mark, copy.marking
    if marking.released_at is not None:
        said = "Released"
    elif mark.given_at is not None:
        said = "You have given your marks"
    else:
        said = "You are marking it" if mark.begun_at is not None else "Waits for you to open it"
    waits = mark.given_at is None
    return Listed(marking.id, marking.number, copy.outline.name, "", said, copy.submitted_at, waits)


def _for_convenor(found: HandedIn) -> Listed:
    marking, said = found.marking, standing_of_marks(found)
    waits = marking.released_at is None and (marking.agreed is not None or found.at(Place.FIRST) is None)
    by, name = found.write_up.author.shown_name, found.outline.name
    return Listed(marking.id, marking.number, name, by, said.capitalize(), found.submission.at, waits)
