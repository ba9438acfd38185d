"""Marks as they are read, by those who gave them, by the convenor, by the author once they are released."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.texts.models import TextKind
from supervise.texts.queries import WordsOf, words_of
from supervise.writeups.marking import numbering, policy
from supervise.writeups.marking.numbering import Numbered
from supervise.writeups.marking.queries import CopySeen, Released, marks_of, pieces_of_copy
from supervise.writeups.models import CriterionMark, Mark, Marking, Place, Pointer, Result
from supervise.writeups.outline import Outline
from supervise.writeups.queries import Piece, pieces_at
from supervise.writeups.rubrics import Criterion, Rubric, read
from supervise.writeups.words import MARKERS


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What was given for one criterion, why, and the numbers of paragraphs with the titles of their sections."""

    criterion: Criterion
    said: str
    enough: bool
    html: Markup | None
    points: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class MarkView:
    """What one marker gave; `rule` is what their marks come to by the rule of the rubric."""

    id: Id
    by: str
    who: str
    at: datetime | None
    result: Result
    rule: Result | None
    html: Markup | None
    criteria: Sequence[CriterionView]


@dataclass(frozen=True, slots=True)
class MarkedView:
    """A marking with the marks that may be read; `settled` says who wrote down what both agreed on, and why."""

    number: str
    rubric: Rubric
    marks: Sequence[MarkView]
    agreed: Result | None
    settled: Markup | None
    moderated: bool


@dataclass(frozen=True, slots=True)
class ReleasedView:
    """Marks as their author reads them, with the copy that they are of."""

    version: int
    released_at: datetime
    marked: MarkedView
    copy: Sequence[Numbered]


def for_marker(copy: CopySeen) -> MarkedView:
    """Return what a marker may read: their own marks, and the other's once their own are given."""
    may = policy.may_see_others(copy.member, copy.mark)
    marks = marks_of([copy.marking.id])
    open_to = [one for one in marks if one.given_at is not None and (one.id == copy.mark.id or may)]
    return _marked(copy.marking, copy.outline, pieces_of_copy(copy), open_to, marks, whole=bool(may))


def for_author(released: Released) -> ReleasedView:
    """Return released marks with the copy that they are of, as its author reads them."""
    pieces = pieces_at(released.seen, released.version)
    outline, marking = released.seen.outline, released.marking
    given = [one for one in released.marks if one.given_at is not None]
    return ReleasedView(
        version=released.version.number,
        released_at=marking.released_at or released.version.at,
        marked=_marked(marking, outline, pieces, given, released.marks, whole=True),
        copy=numbering.numbered(outline, pieces),
    )


def _marked(
    marking: Marking,
    outline: Outline,
    pieces: Sequence[Piece],
    open_to: Sequence[Mark],
    marks: Sequence[Mark],
    *,
    whole: bool,
) -> MarkedView:
    """Return what a marking comes to with the marks that are open to its reader; not `whole`, of those alone."""
    rubric, rows = read(marking.rubric), _rows(open_to)
    every = [row.id for theirs in rows.values() for row in theirs]
    said = words_of([marking.id, *(one.id for one in open_to), *every])
    material = _Material(said, _pointed(every), pieces, numbering.titles_in(outline, pieces))
    return MarkedView(
        number=marking.number,
        rubric=rubric,
        marks=[_mark(one, rubric, rows.get(one.id, []), material) for one in open_to],
        agreed=marking.agreed if whole else None,
        settled=_html(said, marking.id) if whole else None,
        moderated=any(one.place is Place.SECOND for one in marks),
    )


@dataclass(frozen=True, slots=True)
class _Material:
    """What several marks are shown from: the reasons, the places that they point to, the copy."""

    said: WordsOf
    pointed: Mapping[Id, Sequence[numbering.Place]]
    pieces: Sequence[Piece]
    titles: Sequence[str]


def _mark(mark: Mark, rubric: Rubric, rows: Sequence[CriterionMark], material: _Material) -> MarkView:
    theirs = {row.criterion: row for row in rows}
    values = {name: row.value for name, row in theirs.items()}
    return MarkView(
        id=mark.id,
        by=mark.member.shown_name,
        who=MARKERS[mark.place],
        at=mark.given_at,
        result=mark.result or Result.REFER,
        rule=rubric.result(values),
        html=_html(material.said, mark.id),
        criteria=[_criterion(one, theirs[one.id], material) for one in rubric.criteria if one.id in theirs],
    )


def _criterion(criterion: Criterion, row: CriterionMark, material: _Material) -> CriterionView:
    numbers = numbering.numbers_of(material.pieces, material.pointed.get(row.id, []))
    return CriterionView(
        criterion=criterion,
        said=criterion.scale.said(row.value),
        enough=(row.value or 0) >= criterion.scale.enough,
        html=_html(material.said, row.id),
        points=[(number, material.titles[number - 1]) for number in numbers],
    )


def _rows(marks: Sequence[Mark]) -> Mapping[Id, list[CriterionMark]]:
    found: dict[Id, list[CriterionMark]] = defaultdict(list)
    for row in session().scalars(select(CriterionMark).where(CriterionMark.mark_id.in_([one.id for one in marks]))):
        found[row.mark_id].append(row)
    return found


def _pointed(rows: Collection[Id]) -> Mapping[Id, list[numbering.Place]]:
    found: dict[Id, list[numbering.Place]] = defaultdict(list)
    for one in session().scalars(select(Pointer).where(Pointer.criterion_mark_id.in_(rows))):
        found[one.criterion_mark_id].append((one.part_id, one.paragraph))
    return found


def _html(said: WordsOf, thing: Id) -> Markup | None:
    words = said.get((thing, TextKind.REASON))
    return words.html if words is not None else None
