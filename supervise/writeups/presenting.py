"""Write-ups as pages show them: sections with their rows and meters, lists, the difference between two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.dilemmas.history import difference
from supervise.texts.markdown import plain, render
from supervise.writeups import outline as outlines
from supervise.writeups.actions import There
from supervise.writeups.counting import Meter, section_meter, whole_meter
from supervise.writeups.covering.queries import covered_among
from supervise.writeups.models import State, WriteUp
from supervise.writeups.outline import Column, Outline, Section
from supervise.writeups.queries import Piece
from supervise.writeups.words import STATES, TO_READERS


@dataclass(frozen=True, slots=True)
class CellView:
    """A box to write in: the words, at which saving they stand, and other words that another page kept."""

    id: Id
    text_id: Id | None
    revision: int
    column: Column | None
    words: str
    html: Markup
    saved: int
    there: str | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: one box, or rows of boxes, and its meter."""

    section: Section
    meter: Meter
    rows: Sequence[Sequence[CellView]]

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.words for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class RowView:
    """A write-up in a list: what it is and how it stands, for its author and for its readers; never a word of it."""

    id: Id
    name: str
    by: str
    state: State
    said: str
    said_to_readers: str
    begun_at: datetime
    moved_at: datetime
    covered: bool


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A section as it is printed: prose, or rows with a cell for each column; None where nothing is written."""

    section: Section
    prose: Sequence[Markup]
    rows: Sequence[Sequence[Markup | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different in one section between two versions."""

    title: str
    html: Markup


def sections_of(
    outline: Outline,
    pieces: Sequence[Piece],
    clashes: Mapping[Id, There] | None = None,
    typed: Mapping[Id, str] | None = None,
) -> list[SectionView]:
    """Return the sections of a write-up; where a page sent other words than are kept, its own with those beside."""
    clashes, typed = clashes or {}, typed or {}
    found: list[SectionView] = []
    for section in outline.sections:
        theirs = [one for one in pieces if one.part.section == section.id]
        rows: dict[str, list[CellView]] = {}
        for one in theirs:
            rows.setdefault(one.part.row, []).append(_cell(section, one, clashes, typed))
        meter = section_meter(outline, section, [one.words for one in theirs])
        found.append(SectionView(section, meter, list(rows.values())))
    return found


def on_paper(outline: Outline, pieces: Sequence[Piece]) -> list[OnPaper]:
    """Return the sections of a write-up in which something is written, as they are printed."""
    told = []
    for section in outline.sections:
        theirs = [one for one in pieces if one.part.section == section.id]
        there = {(one.part.row, one.part.column): render(one.body, one.covers) for one in theirs}
        rows = dict.fromkeys(one.part.row for one in theirs) if section.columns else {}
        cells = [[there.get((row, column.id)) for column in section.columns] for row in rows]
        if theirs:
            told.append(OnPaper(section, [] if section.columns else list(there.values()), cells))
    return told


def whole_of(outline: Outline, sections: Sequence[SectionView]) -> Meter:
    """Return the meter of the whole write-up."""
    return whole_meter(outline, [(one.section, one.meter.words) for one in sections])


def row_views(write_ups: Sequence[WriteUp]) -> list[RowView]:
    """Return write-ups as they stand in a list."""
    covered = covered_among([one.id for one in write_ups if one.shared_version is not None])
    return [row_view(one, covered=one.id in covered) for one in write_ups]


def row_view(write_up: WriteUp, *, covered: bool = False) -> RowView:
    """Return a write-up as it stands in a list."""
    return RowView(
        id=write_up.id,
        name=outlines.read(write_up.frozen).name,
        by=write_up.author.shown_name,
        state=write_up.state,
        said=STATES[write_up.state],
        said_to_readers=TO_READERS[write_up.state],
        begun_at=write_up.begun_at,
        moved_at=write_up.moved_at,
        covered=covered,
    )


def changes_between(outline: Outline, before: Sequence[Piece], after: Sequence[Piece]) -> list[Change]:
    """Return what is different between two versions, section by section, words added and taken out marked."""
    old, new = ({one.part.id: one for one in pieces} for pieces in (before, after))
    order = [one.part for one in after] + [one.part for one in before if one.part.id not in new]
    found = []
    for part in order:
        was, now = _said(old.get(part.id)), _said(new.get(part.id))
        if was != now:
            section = outline.section(part.section)
            title = next((one.title for one in section.columns if one.id == part.column), "")
            found.append(Change(f"{section.title}{f': {title}' if title else ''}", difference(was, now)))
    return found


def cell_of(outline: Outline, piece: Piece) -> CellView:
    """Return one part as it is read."""
    return _cell(outline.section(piece.part.section), piece, {}, {})


def _cell(section: Section, piece: Piece, clashes: Mapping[Id, There], typed: Mapping[Id, str]) -> CellView:
    there = clashes.get(piece.part.id)
    words = typed.get(piece.part.id, piece.words) if there else piece.words
    return CellView(
        id=piece.part.id,
        text_id=piece.text_id,
        revision=piece.revision,
        column=next((one for one in section.columns if one.id == piece.part.column), None),
        words=words,
        html=render(piece.body, piece.covers),
        saved=there.saved if there else piece.part.saved,
        there=there.body if there else None,
        covered=bool(piece.covers),
    )


def _said(piece: Piece | None) -> str:
    return plain(piece.body) if piece is not None else ""
