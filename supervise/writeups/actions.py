"""Writing in a write-up of one's own: beginning it, saving what is typed, rows, and what two pages wrote at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Refusal
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.groups.models import Member
from supervise.groups.queries import seat_for, take_turn
from supervise.texts.checking import not_yet
from supervise.texts.models import Revision, Text, TextKind
from supervise.texts.queries import texts_locked
from supervise.texts.sharing import actions as sharing
from supervise.texts.sharing.actions import Place, Written
from supervise.texts.sharing.wire import Update
from supervise.writeups import policy
from supervise.writeups.events import PartWritten
from supervise.writeups.models import Part, VersionPart, WriteUp
from supervise.writeups.outline import Section
from supervise.writeups.queries import PartSeen, Seen, own_part_for, own_write_up_for
from supervise.writeups.shaping.queries import outline_for
from supervise.writeups.versions import keep_now_and_then

TOO_LONG = f"A section holds at most {limits.SECTION:,} characters. Nothing was cut; please shorten it or part it."


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as a page sends them: of which part, and at which saving it had read them."""

    part_id: Id
    body: str
    saved: int


@dataclass(frozen=True, slots=True)
class There:
    """What is kept of a part, and since when."""

    saved: int
    body: str
    at: datetime | None = None


class OtherWords(Refusal):
    """The part was saved from another page meanwhile; `there` is what is kept."""

    code = "stale"
    status = 409
    message = "Another page of yours has kept other words here. Both are still there; choose."

    def __init__(self, there: There) -> None:
        self.there = there
        super().__init__()


def begin(actor: Actor, group_id: Id, outline_id: str, key: str) -> WriteUp:
    """Begin a write-up from an outline; the same key again returns what was begun the first time.

    Raises Missing for a stranger and for an outline that is none, NotAllowed for whoever supervises here.
    """
    with transaction() as db:
        member = seat_for(actor, group_id).member
        require(policy.may_begin(member))
        outline = outline_for(group_id, outline_id)
        take_turn(member)
        if again := db.scalar(select(WriteUp).where(WriteUp.author_id == member.id, WriteUp.key == key)):
            return again
        begun = select(func.count()).select_from(WriteUp).where(WriteUp.author_id == member.id)
        if (db.scalar(begun) or 0) >= limits.WRITE_UPS:
            raise Invalid(f"You have {limits.WRITE_UPS} write-ups in this group. Destroy one that you need no more.")
        now = clock.now()
        write_up = WriteUp(
            id=new_id(),
            group_id=member.group_id,
            author_id=member.id,
            key=key,
            frozen=outline.source,
            begun_at=now,
            moved_at=now,
        )
        db.add(write_up)
        db.flush()
        for section in outline.sections:
            _add_parts(write_up, section, 0)
    return write_up


def save_part(actor: Actor, typed: Typed) -> There:
    """Keep the words of a part; raise OtherWords when it was saved elsewhere since, Invalid when they are too long."""
    with transaction():
        found = part_to_write(actor, typed.part_id)
        if (there := _clash(found.part, typed)) is not None:
            raise OtherWords(there)
        found = _begun_on(actor, typed.part_id)
        put(found.seen.member, found.part, typed.body)
        return There(found.part.saved, typed.body)


def save_all(actor: Actor, write_up_id: Id, typed: Sequence[Typed]) -> dict[Id, There]:
    """Keep the words of several parts; return what is kept of those that were saved elsewhere since, which stay so."""
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        parts = {one.id: one for one in db.scalars(select(Part).where(Part.write_up_id == write_up_id))}
        clashes: dict[Id, There] = {}
        keep_now_and_then(seen.write_up)
        for one in typed:
            part = parts.get(one.part_id)
            if part is None:
                continue
            if (there := _clash(part, one)) is not None:
                clashes[part.id] = there
            else:
                put(seen.member, part, one.body)
        seen.write_up.moved_at = clock.now()
    return clashes


def add_row(actor: Actor, write_up_id: Id, section_id: str) -> None:
    """Add an empty row to a section that is written in rows."""
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        section = seen.outline.section(section_id)
        rows = select(Part.row).where(Part.write_up_id == write_up_id, Part.section == section.id).distinct()
        if not section.columns or len(db.scalars(rows).all()) >= limits.ROWS:
            raise Invalid(f"There is room for {limits.ROWS} rows in a section that is written in rows.")
        last = select(func.max(Part.place)).where(Part.write_up_id == write_up_id, Part.section == section.id)
        _add_parts(seen.write_up, section, (db.scalar(last) or 0) + 1)


def lock(write_up_id: Id) -> None:
    """Let one act on a write-up follow another for the rest of a transaction."""
    session().execute(select(WriteUp.id).where(WriteUp.id == write_up_id).with_for_update())


def to_write(actor: Actor, write_up_id: Id) -> Seen:
    """Return a write-up of the actor's own for the rest of a transaction, one after another; raise Missing."""
    lock(write_up_id)
    seen = own_write_up_for(actor, write_up_id)
    require(policy.may_write(seen.member, seen.write_up))
    return seen


def part_to_write(actor: Actor, part_id: Id) -> PartSeen:
    """Return a part of a write-up of the actor's own for the rest of a transaction; raise Missing."""
    found = own_part_for(actor, part_id)
    seen = to_write(actor, found.seen.write_up.id)
    session().refresh(found.part)
    return PartSeen(found.part, seen)


def put(member: Member, part: Part, body: str) -> None:
    """Bring a part to new words: in place as long as no version holds the present ones, else as a new revision."""
    if len(body) > limits.SECTION:
        raise Invalid(TOO_LONG)
    _written(member, part, sharing.bring_to(member, place_of(part), not_yet(body)))


def add_words(actor: Actor, part_id: Id, epoch: str, update: Update) -> None:
    """Take in what an open page adds to a part and takes away; what was written elsewhere meanwhile stays.

    Raises Stale where the words were made anew since the page read them, Invalid where there are too many.
    """
    with transaction():
        found = _begun_on(actor, part_id)
        place = place_of(found.part)
        _written(found.seen.member, found.part, sharing.take_in(found.seen.member, place, epoch, update, not_yet("")))


def put_words(actor: Actor, part_id: Id, base: str, body: str) -> None:
    """Put in what a page changed in a whole part that it had read as `base`; what was written elsewhere stays."""
    with transaction():
        found = _begun_on(actor, part_id)
        place = place_of(found.part)
        _written(found.seen.member, found.part, sharing.put_in(found.seen.member, place, base, not_yet(body)))


def place_of(part: Part) -> Place:
    """Return where the words of a part stand; those that a version holds, or that were destroyed, stay as they are."""
    text = next(iter(texts_locked(part.id)), None)
    beside = text is not None and (words_of_part(text) is None or not is_open(text))
    return Place(part.id, TextKind.SECTION, limits.SECTION, beside)


def _begun_on(actor: Actor, part_id: Id) -> PartSeen:
    """Return a part to write in, in a write-up that is kept as it stood, where that was not done for long."""
    found = part_to_write(actor, part_id)
    keep_now_and_then(found.seen.write_up)
    found.seen.write_up.moved_at = clock.now()
    return found


def count_saving(member: Member, part: Part) -> None:
    """Count that a part has other words, inside a transaction, and tell the pages on which it is written."""
    part.saved += 1
    session().flush()
    publish(PartWritten(member.id, member.group_id, part.write_up_id, part.id, part.saved))


def _written(member: Member, part: Part, written: Written) -> None:
    if written.changed:
        count_saving(member, part)


def words_of_part(text: Text) -> str | None:
    """Return the present words of a part's text; None where they were destroyed."""
    present = select(Revision.body).where(Revision.text_id == text.id, Revision.number == text.revision)
    return session().scalar(present)


def _written_at(text: Text) -> datetime | None:
    present = select(Revision.written_at).where(Revision.text_id == text.id, Revision.number == text.revision)
    return session().scalar(present)


def has_other_words(part: Part, as_read: Typed) -> bool:
    """Tell whether a part was brought to other words since a page had read it."""
    return _clash(part, as_read) is not None


def _clash(part: Part, typed: Typed) -> There | None:
    """Return what is kept of a part where a page that had read something older sends other words."""
    if typed.saved == part.saved:
        return None
    text = next(iter(texts_locked(part.id)), None)
    there = (words_of_part(text) if text else "") or ""
    if there == typed.body:
        return None
    return There(part.saved, there, _written_at(text) if text else None)


def is_open(text: Text) -> bool:
    """Tell whether no version holds a text's present words, so that its author changes them in place."""
    held = exists().where(VersionPart.text_id == text.id, VersionPart.revision == text.revision)
    return not session().scalar(select(held))


def _add_parts(write_up: WriteUp, section: Section, place: int) -> None:
    row = new_id() if section.columns else ""
    session().add_all(
        Part(write_up_id=write_up.id, section=section.id, row=row, column=column, place=place)
        for column in ([one.id for one in section.columns] or [""])
    )
    session().flush()
