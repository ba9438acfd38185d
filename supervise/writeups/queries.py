"""Reading write-ups: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Member
from supervise.groups.queries import Seat, place_for, seat_for
from supervise.texts.markdown import Span, editable, plain
from supervise.texts.models import Kept, Revision, Text, TextKind
from supervise.texts.queries import covers_of
from supervise.texts.sharing.queries import Stand, stand_of
from supervise.writeups import outline, policy
from supervise.writeups.models import Assigned, Decision, Part, Submission, Version, VersionPart, WriteUp
from supervise.writeups.outline import Outline

_SIGNED = tuple(joinedload(one).joinedload(Member.account) for one in (Decision.by, Decision.on_behalf))


@dataclass(frozen=True, slots=True)
class Seen:
    """A write-up that is open to the actor, and their seat; `assigned` says that it is shared with them."""

    write_up: WriteUp
    seat: Seat
    assigned: bool

    @property
    def member(self) -> Member:
        """The actor's membership."""
        return self.seat.member

    @property
    def own(self) -> bool:
        """Whether the actor wrote it."""
        return self.write_up.author_id == self.member.id

    @property
    def outline(self) -> Outline:
        """The outline that it was begun from, as it then was."""
        return outline.read(self.write_up.frozen)


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A part of a write-up of the actor's own."""

    part: Part
    seen: Seen


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of a part, now or in a version; `body` is None where they were destroyed, `covers` what is hidden."""

    part: Part
    text_id: Id | None
    revision: int
    body: str | None
    covers: Sequence[Span] = ()

    @property
    def words(self) -> str:
        """The words for their author to write on."""
        return editable(self.body)

    @property
    def shown(self) -> str:
        """The words as they may be handed on, covered passages hidden."""
        return plain(self.body, self.covers)


def room_of(write_up_id: Id) -> str:
    """Return the name of a write-up's live room."""
    return f"writeup:{write_up_id}"


def write_up_for(actor: Actor, write_up_id: str) -> Seen:
    """Return a write-up that the actor may read; raise Missing for everybody else."""
    loaded = joinedload(WriteUp.author).joinedload(Member.account)
    found = session().scalar(select(WriteUp).options(loaded).where(WriteUp.id == write_up_id))
    if found is None:
        raise Missing
    seat = place_for(actor, found.group_id)
    assigned = session().get(Assigned, (found.id, seat.member.id)) is not None
    if not policy.may_read(seat.member, found, assigned=assigned):
        raise Missing
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    return Seen(found, seat, assigned)


def own_write_up_for(actor: Actor, write_up_id: str) -> Seen:
    """Return a write-up of the actor's own; raise Missing for everybody else, whoever may read it too."""
    seen = write_up_for(actor, write_up_id)
    if not policy.may_write(seen.member, seen.write_up):
        raise Missing
    return seen


def own_part_for(actor: Actor, part_id: str) -> PartSeen:
    """Return a part of a write-up of the actor's own; raise Missing for everybody else."""
    part = session().scalar(select(Part).where(Part.id == part_id))
    if part is None:
        raise Missing
    return PartSeen(part, own_write_up_for(actor, part.write_up_id))


def words_in(found: PartSeen) -> Stand:
    """Return the words of a part as they stand, for those who write in it together."""
    return stand_of(found.part.id, TextKind.SECTION)


def seat_to_begin(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may begin a write-up; Missing for other members."""
    seat = seat_for(actor, group_id)
    if not policy.may_begin(seat.member):
        raise Missing
    return seat


def by_seat(seats: Sequence[Seat]) -> list[tuple[Seat, list[WriteUp], list[WriteUp]]]:
    """Return for each of the actor's seats what they write there and what is shared with them, the newest first."""
    ids = [seat.member.id for seat in seats]
    named = select(Assigned.write_up_id).where(Assigned.member_id.in_(ids))
    found = _listed(select(WriteUp).where(or_(WriteUp.author_id.in_(ids), WriteUp.id.in_(named)))) if ids else []
    told = []
    for seat in seats:
        here = [one for one in found if one.group_id == seat.group.id]
        own = [one for one in here if one.author_id == seat.member.id]
        shared = [one for one in here if one not in own and policy.may_read(seat.member, one, assigned=True)]
        told.append((seat, own, shared))
    return told


def pieces_of(seen: Seen, only: Id | None = None) -> list[Piece]:
    """Return the present words of one's own write-up (or of one part), in the order of its outline."""
    now = and_(Revision.text_id == Text.id, Revision.number == Text.revision)
    asked = (
        select(Part, Text.id, Revision.number, Revision.body)
        .outerjoin(Text, Text.thing_id == Part.id)
        .outerjoin(Revision, now)
        .where(Part.write_up_id == seen.write_up.id)
    )
    rows = session().execute(asked if only is None else asked.where(Part.id == only))
    found = [Piece(part, text_id, number or 0, body if text_id else "") for part, text_id, number, body in rows]
    return in_order(seen.outline, _with_covers(found))


def pieces_at(seen: Seen, version: Version, only: Id | None = None) -> list[Piece]:
    """Return the words of a version (or of one part), in the order of its outline; empty parts are not in it."""
    return pieces_in(seen.outline, version, only)


def pieces_in(given: Outline, version: Version, only: Id | None = None) -> list[Piece]:
    """Return the words of a version of an outline, for whoever has been shown that they may read it."""
    asked = (
        select(Part, VersionPart, Revision.body)
        .join(VersionPart, VersionPart.part_id == Part.id)
        .join(Revision, and_(Revision.text_id == VersionPart.text_id, Revision.number == VersionPart.revision))
        .where(VersionPart.version_id == version.id)
    )
    rows = session().execute(asked if only is None else asked.where(Part.id == only))
    found = [Piece(part, one.text_id, one.revision, body) for part, one, body in rows]
    return in_order(given, _with_covers(found))


def kept_before(pieces: Sequence[Piece]) -> dict[Id, dict[str, str]]:
    """Return by part which words its author kept with a reason when it was shared before, and the reason."""
    of = {one.text_id: one.part.id for one in pieces if one.text_id}
    rows = session().execute(
        select(Kept, Revision.body)
        .join(Revision, and_(Revision.text_id == Kept.text_id, Revision.number == Kept.revision))
        .where(Kept.text_id.in_(of), Revision.body.is_not(None))
        .order_by(Kept.revision)
    )
    found: dict[Id, dict[str, str]] = {}
    for kept, body in rows:
        found.setdefault(of[kept.text_id], {})[(body or "")[kept.start : kept.end]] = kept.reason.value
    return found


def in_order(given: Outline, pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces in the order of an outline: sections, their rows, the columns of each."""
    sections = {one.id: place for place, one in enumerate(given.sections)}
    columns = {
        (section.id, column.id): place for section in given.sections for place, column in enumerate(section.columns)
    }
    return sorted(
        pieces,
        key=lambda one: (
            sections.get(one.part.section, len(sections)),
            one.part.place,
            one.part.row,
            columns.get((one.part.section, one.part.column), 0),
        ),
    )


def versions_of(seen: Seen) -> Sequence[Version]:
    """Return all versions of one's own write-up, the newest first."""
    found = select(Version).where(Version.write_up_id == seen.write_up.id).order_by(Version.number.desc())
    return session().scalars(found).all()


def version_of(seen: Seen, number: int | None) -> Version:
    """Return a version by its number, to others than its author only the one that is shared; raise Missing."""
    if number is None or (not seen.own and number != seen.write_up.shared_version):
        raise Missing
    asked = select(Version).where(Version.write_up_id == seen.write_up.id, Version.number == number)
    found = session().scalar(asked)
    if found is None:
        raise Missing
    return found


def decision_on(version: Version) -> Decision | None:
    """Return what was decided on a version, with who did."""
    return session().scalar(select(Decision).options(*_SIGNED).where(Decision.version_id == version.id))


def submission_on(version: Version) -> Submission | None:
    """Return when a version was submitted, and with which digest; None where it was not."""
    return session().get(Submission, version.id)


def submissions_of(write_up: WriteUp) -> dict[Id, Submission]:
    """Return which versions of a write-up were submitted, by version."""
    versions = select(Version.id).where(Version.write_up_id == write_up.id)
    found = session().scalars(select(Submission).where(Submission.version_id.in_(versions)))
    return {one.version_id: one for one in found}


def decisions_of(write_up: WriteUp) -> dict[Id, Decision]:
    """Return what was decided on each version of a write-up."""
    versions = select(Version.id).where(Version.write_up_id == write_up.id)
    found = session().scalars(select(Decision).options(*_SIGNED).where(Decision.version_id.in_(versions)))
    return {one.version_id: one for one in found}


def readers_of(write_up: WriteUp) -> Sequence[Member]:
    """Return the supervisors with whom a write-up is shared and who may read it still, accounts loaded."""
    named = select(Assigned.member_id).where(Assigned.write_up_id == write_up.id)
    found = session().scalars(select(Member).options(joinedload(Member.account)).where(Member.id.in_(named)))
    here = [one for one in found if policy.may_read(one, write_up, assigned=True)]
    return sorted(here, key=lambda one: (one.account.name.lower(), one.id))


def writers_of(write_up_id: Id) -> list[Id]:
    """Return who may write in a write-up, to tell their open pages of each other."""
    return list(session().scalars(select(WriteUp.author_id).where(WriteUp.id == write_up_id)))


def seen_by_each(write_up_id: Id) -> list[Seen]:
    """Return a write-up as each may see it who may read it now: its author and the supervisors, to tell them of it."""
    loaded = joinedload(WriteUp.author).options(joinedload(Member.account), joinedload(Member.group))
    write_up = session().scalar(
        select(WriteUp).options(loaded, joinedload(WriteUp.group)).where(WriteUp.id == write_up_id)
    )
    if write_up is None:
        return []
    people = [write_up.author, *readers_of(write_up)]
    here = [one for one in people if policy.may_read(one, write_up, assigned=True)]
    return [Seen(write_up, Seat(one, write_up.group), one is not write_up.author) for one in here]


def _with_covers(pieces: Sequence[Piece]) -> list[Piece]:
    covers = covers_of([one.text_id for one in pieces if one.text_id])
    if not covers:
        return list(pieces)
    return [replace(one, covers=covers[one.text_id, one.revision]) if one.text_id else one for one in pieces]


def _listed(asked: Select[WriteUp]) -> Sequence[WriteUp]:
    loaded = joinedload(WriteUp.author).joinedload(Member.account)
    return session().scalars(asked.options(loaded).order_by(WriteUp.moved_at.desc(), WriteUp.id)).all()
