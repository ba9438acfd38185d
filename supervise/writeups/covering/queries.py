"""Reading what is covered in a write-up: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, exists, func, or_, select

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas.covering.queries import Case, cases_in
from supervise.texts.models import Cover, Quote, Text
from supervise.texts.queries import Words, words_of
from supervise.writeups import policy
from supervise.writeups.models import (
    Aside,
    CriterionMark,
    Fact,
    Mark,
    Marking,
    Note,
    Part,
    Version,
    WriteUp,
)
from supervise.writeups.outline import Outline
from supervise.writeups.queries import Piece, Seen, pieces_at, readers_of, version_of, write_up_for
from supervise.writeups.words import STANDING

A_NOTE, THE_ANSWER, AN_ASIDE = "In the margin", "What was answered", "Between you"
WHY_MARKED = "Why it was marked so"
_HAVE_TEXTS = (Part, Note, Version, Aside, Fact, Marking, Mark, CriterionMark)
_Table = type[Part | Note | Version | Aside | Fact | Marking | Mark | CriterionMark]


@dataclass(frozen=True, slots=True)
class WrittenSeen:
    """A text of a write-up, or beside it, that is open to the actor."""

    text: Text
    seen: Seen


def text_in_write_up_for(actor: Actor, text_id: str) -> WrittenSeen:
    """Return a text that stands on a write-up's page for the actor; raise Missing otherwise."""
    text = session().get(Text, text_id)
    if text is None:
        raise Missing
    write_up_id = session().scalar(_write_up_of(text.thing_id))
    if write_up_id is None:
        raise Missing
    seen = write_up_for(actor, write_up_id)
    if text.id not in {words.text_id for _, words in coverable(seen)}:
        raise Missing
    return WrittenSeen(text, seen)


def write_up_to_uncover(actor: Actor, write_up_id: str) -> Seen:
    """Return a write-up whose covered words the actor may look at; raises Missing, or NotAllowed with the reason."""
    seen = write_up_for(actor, write_up_id)
    require(policy.may_uncover(seen.member, seen.write_up, assigned=seen.assigned))
    return seen


def coverable(seen: Seen) -> list[tuple[str, Words]]:
    """Return what others read of a write-up, each with what it is called: the shared version and what is beside it."""
    number = seen.write_up.shared_version
    if number is None:
        return []
    version = version_of(seen, number)
    parts = labelled(seen.outline, pieces_at(seen, version))
    notes = select(Note.id).where(Note.write_up_id == seen.write_up.id, Note.removed_at.is_(None)).order_by(Note.number)
    asides = select(Aside.id).where(Aside.write_up_id == seen.write_up.id, Aside.removed_at.is_(None))
    ids, said_aside = session().scalars(notes).all(), session().scalars(asides.order_by(Aside.number)).all()
    beside = words_of([*ids, version.id, *said_aside])
    order = [(A_NOTE, one) for one in ids] + [(THE_ANSWER, version.id)] + [(AN_ASIDE, one) for one in said_aside]
    said = [(label, words) for label, thing in order for (of, _), words in beside.items() if of == thing]
    said += [(WHY_MARKED, words) for words in words_of(_released_to(seen)).values()]
    return [(label, words) for label, words in (*parts, *said) if words.body]


def labelled(outline: Outline, pieces: Sequence[Piece]) -> list[tuple[str, Words]]:
    """Return the words of parts, each with what it is called."""
    return [(_label(outline, one), _as_words(one)) for one in pieces if one.text_id]


def cases_of(write_up_id: Id) -> list[Case]:
    """Return what is covered now in a write-up and beside it, the oldest first."""
    return cases_in(things_of(write_up_id))


def texts_by(ids: Collection[Id]) -> Sequence[Text]:
    """Return some texts by their ids."""
    return session().scalars(select(Text).where(Text.id.in_(ids)).order_by(Text.id)).all()


def things_of(write_up_id: Id) -> list[Id]:
    """Return what of a write-up has texts: parts, notes, versions, asides, facts, marks and what they came to."""
    return [one for table in _HAVE_TEXTS for one in session().scalars(_ids(table, write_up_id))]


def texts_locked_of(write_up_id: Id) -> Sequence[Text]:
    """Return all texts of a write-up for as long as the transaction lasts."""
    found = select(Text).where(Text.thing_id.in_(things_of(write_up_id))).order_by(Text.id)
    locked = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session().scalars(locked).all()


def elements_of(texts: Collection[Id]) -> list[str]:
    """Return the elements of a write-up's page that show some texts, or a passage of them."""
    things = set(session().scalars(select(Text.thing_id).where(Text.id.in_(texts))))
    quoting = select(Text.thing_id).join(Quote, Quote.text_id == Text.id).where(Quote.source_id.in_(texts))
    noted = things | set(session().scalars(quoting))
    notes = session().execute(select(Note.id, Note.parent_id).where(Note.id.in_(noted)).order_by(Note.number))
    parts = session().scalars(select(Part.id).where(Part.id.in_(things)).order_by(Part.id))
    asides = session().scalars(select(Aside.id).where(Aside.id.in_(things)).order_by(Aside.number))
    shown = [f"read-{part}" for part in parts] + [f"note-{parent or note}" for note, parent in notes]
    shown += [f"aside-{one}" for one in asides]
    return [*dict.fromkeys(shown), STANDING]


def covered_among(write_ups: Collection[Id]) -> set[Id]:
    """Return the write-ups in which, or beside which, anything is covered now."""
    if not write_ups:
        return set()
    things = select(Text.thing_id).join(Cover, Cover.text_id == Text.id).where(Cover.lifted_at.is_(None))
    there = [exists().where(table.write_up_id == WriteUp.id, table.id.in_(things)) for table in _HAVE_TEXTS]
    return set(session().scalars(select(WriteUp.id).where(WriteUp.id.in_(write_ups), or_(*there))))


def deciders_of_old(longest: datetime, shortest: datetime) -> list[tuple[Id, Id]]:
    """Return whom to remind of what was covered between two moments and waits still: pairs of group and account."""
    between = (Cover.lifted_at.is_(None), Cover.at > longest, Cover.at <= shortest)
    things = select(Text.thing_id).join(Cover, Cover.text_id == Text.id).where(*between)
    there = [exists().where(table.write_up_id == WriteUp.id, table.id.in_(things)) for table in _HAVE_TEXTS]
    found = session().scalars(select(WriteUp).where(or_(*there)).order_by(WriteUp.id)).all()
    named = [(one.group_id, reader.account_id) for one in found for reader in readers_of(one)]
    return list(dict.fromkeys(named))


def counted_in(write_up_id: Id) -> int:
    """Return how many presses cover something in a write-up, or beside it, still."""
    things = [Text.thing_id.in_(_ids(table, write_up_id)) for table in _HAVE_TEXTS]
    many = select(func.count(Cover.case_id.distinct())).join(Text, Text.id == Cover.text_id)
    return session().scalar(many.where(Cover.lifted_at.is_(None), or_(*things))) or 0


def _ids(table: _Table, write_up_id: Id) -> Select[Id]:
    return select(table.id).where(table.write_up_id == write_up_id)


def _write_up_of(thing_id: Id) -> CompoundSelect[Id]:
    first, *others = (select(table.write_up_id).where(table.id == thing_id) for table in _HAVE_TEXTS)
    return first.union(*others)


def _as_words(piece: Piece) -> Words:
    return Words(piece.text_id or Id(""), piece.revision, piece.body, None, piece.covers)


def _released_to(seen: Seen) -> list[Id]:
    """Return what of the marks has words that are open to the author: of those that are released."""
    if not seen.own:
        return []
    released = select(Marking.id).where(Marking.write_up_id == seen.write_up.id, Marking.released_at.is_not(None))
    marks = select(Mark.id).where(Mark.marking_id.in_(released))
    criteria = select(CriterionMark.id).where(CriterionMark.mark_id.in_(marks))
    return [one for asked in (released, marks, criteria) for one in session().scalars(asked)]


def _label(outline: Outline, piece: Piece) -> str:
    section = outline.section(piece.part.section)
    column = next((one.title for one in section.columns if one.id == piece.part.column), "")
    return f"{section.title}: {column}" if column else section.title
