"""The margin of a write-up as one person sees it: notes beside the words that they are about, wherever those are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select, tuple_
from sqlalchemy.orm import selectinload

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.models import Member
from supervise.texts import passages
from supervise.texts.markdown import Span
from supervise.texts.models import Quote, Revision, Text, TextKind
from supervise.texts.queries import Words, WordsOf, covers_of, passage, words_of
from supervise.writeups import anchoring
from supervise.writeups.frameworks import label_of
from supervise.writeups.models import Aside, Note, Part
from supervise.writeups.queries import Piece, Seen, pieces_at, pieces_of, version_of, write_up_for
from supervise.writeups.suggested import Suggested, once_taken

Quoted = tuple[str | None, Span, Sequence[Span]]
"""The words of a revision, a passage of them, and what is covered there."""


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A note that is open to the actor, with its write-up."""

    note: Note
    seen: Seen


@dataclass(frozen=True, slots=True)
class Said:
    """A note or an answer: who wrote it, when, and what; None once it is removed."""

    id: Id
    author: str
    author_id: Id
    role: str
    at: datetime
    words: Words | None

    @property
    def html(self) -> Markup | None:
        """What was written, as safe HTML."""
        return self.words.html if self.words is not None else None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note in the margin: the passage that it was written about, and where those words stand now.

    `span` is None for an orphan, whose words stand there no more; `words` are what stands at its place, unless it is
    covered. `suggested` is what it would have stand there instead, `tag` the item of a framework that it points to.
    """

    said: Said
    number: int
    section: str
    part_id: Id
    passage: Markup
    span: Span | None
    words: str
    settled_by: str
    answers: Sequence[Said]
    suggested: Suggested | None
    tag: str

    @property
    def id(self) -> Id:
        """The note's own id."""
        return self.said.id

    @property
    def place(self) -> int | None:
        """Where its words begin now."""
        return self.span[0] if self.span else None

    @property
    def taken(self) -> bool:
        """Whether its author took what it suggests."""
        return self.suggested is not None and self.suggested.taken_at is not None

    @property
    def open_to_take(self) -> bool:
        """Whether its author can take what it suggests with one press."""
        return self.suggested is not None and self.suggested.fits and not self.settled_by


@dataclass(frozen=True, slots=True)
class More:
    """How many notes beside a section a page does not begin with, and which section of the outline it is, from 1."""

    count: int
    number: int


@dataclass(frozen=True, slots=True)
class Margin:
    """The notes that a page begins with, and how many more there are, by section."""

    notes: Sequence[NoteView]
    more: Mapping[str, More]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the notes of a page are seen with; `read` holds each text that was read once for all of them."""

    words: WordsOf
    quoted: Mapping[Id, Quoted]
    there: Mapping[Id, Piece]
    sections: Mapping[Id, str]
    read: dict[str, anchoring.Text]


def note_for(actor: Actor, note_id: str) -> NoteSeen:
    """Return a note in the margin of a write-up that the actor may read; raise Missing for everybody else."""
    found = session().scalar(select(Note).where(Note.id == note_id))
    if found is None:
        raise Missing
    return NoteSeen(found, write_up_for(actor, found.write_up_id))


def on_page(seen: Seen, only: Id | None = None) -> list[Piece]:
    """Return the words (or one part) that somebody has before them: its author's own, for others what is shared."""
    if seen.own:
        return pieces_of(seen, only)
    return pieces_at(seen, version_of(seen, seen.write_up.shared_version), only)


def margin_on(seen: Seen, pieces: Sequence[Piece], also: str = "") -> Margin:
    """Return the notes that a page begins with, and `also` one: what is not settled first, the newest before others."""
    if not seen.write_up.shared_version:
        return Margin((), {})
    newest = Note.settled_at.is_not(None), Note.number.desc()
    asked = select(Note.id, Part.section).join(Part, Part.id == Note.part_id).where(Note.parent_id.is_(None))
    found = session().execute(asked.where(Note.write_up_id == seen.write_up.id).order_by(*newest)).all()
    shown = {note_id for note_id, _ in found[: limits.MARGIN]} | {note_id for note_id, _ in found if note_id == also}
    counts = Counter(section for note_id, section in found if note_id not in shown)
    numbers = {one.id: number for number, one in enumerate(seen.outline.sections, 1)}
    more = {section: More(count, numbers[section]) for section, count in counts.items()}
    return Margin(notes_on(seen, pieces, shown) if shown else (), more)


def margin_of(seen: Seen, pieces: Sequence[Piece], section: str) -> list[NoteView]:
    """Return all notes beside one section."""
    asked = select(Note.id).join(Part, Part.id == Note.part_id).where(Part.section == section)
    here = set(session().scalars(asked.where(Note.write_up_id == seen.write_up.id, Note.parent_id.is_(None))))
    return notes_on(seen, pieces, here) if here else []


def note_on(seen: Seen, note_id: str) -> NoteView | None:
    """Return one note of a write-up beside the words that somebody has before them; None where there is none."""
    asked = select(Note.part_id).where(Note.id == note_id, Note.write_up_id == seen.write_up.id)
    part = session().scalar(asked.where(Note.parent_id.is_(None)))
    return notes_on(seen, on_page(seen, part), {Id(note_id)})[0] if part is not None else None


def notes_on(seen: Seen, pieces: Sequence[Piece], only: Collection[Id] | None = None) -> list[NoteView]:
    """Return the notes of a write-up (or some of them) beside the words on a page: by place, orphans last."""
    asked = select(Note).where(Note.write_up_id == seen.write_up.id).order_by(Note.number)
    if only is not None:
        asked = asked.where(Note.id.in_(only) | Note.parent_id.in_(only))
    # few people write many notes: each is read once
    people = (
        selectinload(Note.author).joinedload(Member.account),
        selectinload(Note.settled_by).joinedload(Member.account),
    )
    notes = session().scalars(asked.options(*people)).all()
    beside = _Beside(
        words=words_of([one.id for one in notes]),
        quoted=_quoted([one.id for one in notes if one.parent_id is None], pieces),
        there={one.part.id: one for one in pieces},
        sections=_sections({one.part_id for one in notes}, pieces),
        read={},
    )
    said = {one.id: said_of(one, beside.words.get((one.id, TextKind.NOTE))) for one in notes}
    answers: defaultdict[Id, list[Said]] = defaultdict(list)
    for one in notes:
        if one.parent_id is not None:
            answers[one.parent_id].append(said[one.id])
    views = [_view(one, said[one.id], answers[one.id], beside) for one in notes if one.parent_id is None]
    return sorted(views, key=lambda one: (one.place is None, one.place or 0, one.number))


def _view(note: Note, said: Said, answers: Sequence[Said], beside: _Beside) -> NoteView:
    body, span, covers = beside.quoted.get(note.id, (None, (0, 0), ()))
    piece = beside.there.get(note.part_id)
    wording = beside.words.get((note.id, TextKind.WORDING)) if note.removed_at is None else None
    place = very = None
    if body and piece is not None and piece.body:
        old, now = _read(beside.read, body), _read(beside.read, piece.body)
        place = anchoring.follow(old, span, now)
        very = anchoring.very_words(old, span, now, place) if place is not None else None
        if place is None and note.taken_at is not None and wording is not None and wording.body:
            place = once_taken(body, span, wording.body, now)
    return NoteView(
        said=said,
        number=note.number,
        section=beside.sections[note.part_id],
        part_id=note.part_id,
        passage=passage(body, span, covers),
        span=place,
        words=_findable(piece, place) if piece is not None and place else "",
        settled_by=note.settled_by.shown_name if note.settled_at is not None and note.settled_by else "",
        answers=answers,
        suggested=Suggested(wording, very, note.taken_at) if wording is not None and wording.body else None,
        tag=label_of(note.tag),
    )


def _findable(piece: Piece, place: Span) -> str:
    """Return what stands at a place, for its author to find it by; nothing where any of it is covered."""
    if any(passages.touches(place, cover) for cover in piece.covers):
        return ""
    return (piece.body or "")[place[0] : place[1]]


def _read(read: dict[str, anchoring.Text], body: str) -> anchoring.Text:
    """Read a text once for all notes of a page; nothing of it stays in memory."""
    if body not in read:
        read[body] = anchoring.Text(body)
    return read[body]


def _quoted(notes: Sequence[Id], pieces: Sequence[Piece]) -> dict[Id, Quoted]:
    """Return for each note the words of the revision that it was written about, the passage, what is covered there."""
    passage_of = Text.thing_id, Quote.source_id, Quote.revision, Quote.start, Quote.end
    asked = select(*passage_of).join(Quote, Quote.text_id == Text.id).where(Text.thing_id.in_(notes))
    rows = session().execute(asked).all()
    known = {(one.text_id, one.revision): one for one in pieces if one.text_id}
    bodies = {source: one.body for source, one in known.items()}
    covers = {source: one.covers for source, one in known.items()}
    if older := {(source_id, revision) for _, source_id, revision, _, _ in rows} - known.keys():
        bodies |= _bodies(older)  # each once, however many notes are about it
        covers |= covers_of([source_id for source_id, _ in older])
    return {
        note_id: (bodies.get((source_id, revision)), (start, end), covers.get((source_id, revision), ()))
        for note_id, source_id, revision, start, end in rows
    }


def _bodies(sources: Collection[tuple[Id, int]]) -> Mapping[tuple[Id, int], str | None]:
    these = tuple_(Revision.text_id, Revision.number).in_(sources)
    asked = select(Revision.text_id, Revision.number, Revision.body).where(these)
    return {(text_id, number): body for text_id, number, body in session().execute(asked)}


def _sections(parts: Collection[Id], pieces: Sequence[Piece]) -> Mapping[Id, str]:
    """Return which section each part belongs to; those that are empty by now are on no page."""
    found = {one.part.id: one.part.section for one in pieces}
    if elsewhere := set(parts) - found.keys():
        found |= {one.id: one.section for one in session().scalars(select(Part).where(Part.id.in_(elsewhere)))}
    return found


def said_of(note: Note | Aside, words: Words | None) -> Said:
    """Return what somebody wrote beside a write-up, with its words unless they were removed."""
    return Said(
        id=note.id,
        author=note.author.shown_name,
        author_id=note.author_id,
        role=note.author.role.value,
        at=note.at,
        words=words if note.removed_at is None else None,
    )
