"""The paragraphs of a submitted copy, numbered through, so that a reason can point to some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.texts import passages
from supervise.texts.queries import passage
from supervise.writeups.outline import Outline, Section
from supervise.writeups.queries import Piece

Place = tuple[Id, int]
"""A part, and a paragraph of it, counted from nought."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read, with its number in the whole copy."""

    number: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one part: under the title of its column, where it has one."""

    title: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section of a copy: prose in one row of one cell, or rows."""

    section: Section
    rows: Sequence[Sequence[Cell]]


def places_in(pieces: Sequence[Piece]) -> list[Place]:
    """Return where each paragraph of a copy stands, in the order of its numbers."""
    return [(piece.part.id, at) for piece in pieces for at in range(len(_paragraphs(piece)))]


def numbers_of(pieces: Sequence[Piece], pointed: Sequence[Place]) -> list[int]:
    """Return the numbers of some places; where a part has fewer paragraphs by now, that of its last."""
    numbers: Mapping[Place, int] = {place: number for number, place in enumerate(places_in(pieces), start=1)}
    last = {part_id: number for (part_id, _), number in numbers.items()}
    found = [numbers.get(place, last.get(place[0])) for place in pointed]
    return sorted({one for one in found if one is not None})


def titles_in(outline: Outline, pieces: Sequence[Piece]) -> list[str]:
    """Return the title of the section in which each paragraph stands, in the order of their numbers."""
    return [outline.section(piece.part.section).title for piece in pieces for _ in _paragraphs(piece)]


def numbered(outline: Outline, pieces: Sequence[Piece]) -> list[Numbered]:
    """Return a copy section by section, its paragraphs numbered through."""
    found: list[Numbered] = []
    number = 0
    rows: dict[str, list[Cell]] = {}
    for piece in pieces:
        section = outline.section(piece.part.section)
        if not found or found[-1].section.id != section.id:
            rows = {}
            found.append(Numbered(section, []))
        shown = [passage(piece.body, span, piece.covers) for span in _paragraphs(piece)]
        title = next((one.title for one in section.columns if one.id == piece.part.column), "")
        told = [Paragraph(number + place, html) for place, html in enumerate(shown, start=1)]
        rows.setdefault(piece.part.row, []).append(Cell(title, told))
        number += len(told)
        found[-1] = Numbered(section, list(rows.values()))
    return found


def _paragraphs(piece: Piece) -> Sequence[tuple[int, int]]:
    """Return where the paragraphs of a part stand; words that were destroyed as a whole are one."""
    return passages.paragraphs(piece.body, piece.covers) if piece.body is not None else [(0, 0)]
