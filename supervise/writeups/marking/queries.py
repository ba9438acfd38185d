"""Reading what is marked: each query loads and authorises in one; a stranger finds nothing, a marker no name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Member, Role
from supervise.groups.queries import Seat, place_for, supervisors_of
from supervise.writeups import outline, rubrics
from supervise.writeups.marking import policy
from supervise.writeups.models import Mark, Marking, Place, ShownTo, Submission, Version, WriteUp
from supervise.writeups.outline import Outline
from supervise.writeups.queries import Piece, Seen, own_write_up_for, pieces_in
from supervise.writeups.rubrics import Rubric

STANDS = Mark.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class CopySeen:
    """A submitted copy that is the actor's to mark, and their own mark; of its author there is nothing here."""

    marking: Marking
    mark: Mark
    seat: Seat
    version: Version
    outline: Outline
    submitted_at: datetime

    @property
    def member(self) -> Member:
        """The actor's membership."""
        return self.seat.member

    @property
    def rubric(self) -> Rubric:
        """The rubric that it is marked by, as it was at submission."""
        return rubrics.read(self.marking.rubric)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the convenor arranges: a submitted write-up with its author, and who marks it."""

    marking: Marking
    write_up: WriteUp
    version: Version
    submission: Submission
    seat: Seat
    marks: Sequence[Mark]

    @property
    def outline(self) -> Outline:
        """The outline that it was begun from."""
        return outline.read(self.write_up.frozen)

    def at(self, place: Place) -> Mark | None:
        """Return who marks it first, or moderates it."""
        return next((one for one in self.marks if one.place is place), None)


@dataclass(frozen=True, slots=True)
class Released:
    """Marks that are open to the author: of which version, by whom."""

    marking: Marking
    version: Version
    seen: Seen
    marks: Sequence[Mark]


def copy_for(actor: Actor, marking_id: str) -> CopySeen:
    """Return a submitted copy that the actor marks, or marked; raise Missing for everybody else."""
    marking = session().get(Marking, marking_id)
    if marking is None:
        raise Missing
    seat = place_for(actor, marking.group_id)
    own = _copies().where(Mark.marking_id == marking.id, Mark.member_id == seat.member.id, STANDS)
    row = session().execute(own).first()
    if row is None or not policy.may_mark(seat.member, row[0]):
        raise Missing
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    return _copy(seat, *row)


def handed_in_for(actor: Actor, marking_id: str) -> HandedIn:
    """Return a submitted write-up whose marking the actor arranges; raise Missing for everybody else."""
    marking = session().get(Marking, marking_id)
    if marking is None:
        raise Missing
    seat = place_for(actor, marking.group_id)
    found = _handed_in(seat, [marking])
    if not found:
        raise Missing
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    return found[0]


def copies_to_mark(seat: Seat, *, waiting: bool = False) -> list[CopySeen]:
    """Return the copies that whoever sits there marks, or marked, the newest first; or only what waits for them."""
    if seat.member.role is not Role.SUPERVISOR:
        return []
    asked = _copies().where(Mark.member_id == seat.member.id, STANDS)
    if waiting:
        asked = asked.where(Mark.given_at.is_(None))
    rows = session().execute(asked.order_by(Submission.at.desc(), Mark.id))
    return [_copy(seat, *row) for row in rows if policy.may_mark(seat.member, row[0])]


def handed_in(seat: Seat, *, waiting: bool = False) -> list[HandedIn]:
    """Return what was submitted to be marked in the seat's group, for whoever arranges it, the newest first."""
    if not seat.member.convenor:
        return []
    asked = select(Marking).where(Marking.group_id == seat.group.id)
    if waiting:
        asked = asked.where(Marking.released_at.is_(None))
    found = session().scalars(asked).all()
    return sorted(_handed_in(seat, found), key=lambda one: (one.submission.at, one.marking.id), reverse=True)


def released_for(actor: Actor, write_up_id: str) -> list[Released]:
    """Return the released marks of the actor's own write-up, the newest first; raise Missing where there are none."""
    seen = own_write_up_for(actor, write_up_id)
    rows = session().execute(
        select(Marking, Version)
        .join(Version, Version.id == Marking.version_id)
        .where(Marking.write_up_id == seen.write_up.id, Marking.released_at.is_not(None))
        .order_by(Version.number.desc())
    )
    may = [(one, of) for one, of in rows if policy.may_read_marks(seen.member, seen.write_up, one)]
    if not may:
        raise Missing
    marks = marks_of([one.id for one, _ in may])
    return [Released(one, of, seen, [m for m in marks if m.marking_id == one.id]) for one, of in may]


def marking_of(version_id: Id) -> Marking | None:
    """Return how a version is marked; None where it is not."""
    return session().scalar(select(Marking).where(Marking.version_id == version_id))


def markings_of(write_up: WriteUp) -> Sequence[Marking]:
    """Return the markings of a write-up's submitted versions."""
    return session().scalars(select(Marking).where(Marking.write_up_id == write_up.id)).all()


def marks_of(markings: Collection[Id]) -> Sequence[Mark]:
    """Return the marks that stand in some markings, the first marker's first, with who gives them."""
    by = joinedload(Mark.member).joinedload(Member.account)
    asked = select(Mark).options(by).where(Mark.marking_id.in_(markings), STANDS)
    return sorted(session().scalars(asked), key=lambda one: (one.place is Place.SECOND, one.id))


def may_be_markers(found: HandedIn) -> list[Member]:
    """Return the supervisors who may be appointed for a write-up, by name."""
    known = knowing(found.write_up.id)
    there = supervisors_of(found.seat)
    return [one for one in there if policy.may_be_appointed(one, found.write_up, knows=one.id in known)]


def knowing(write_up_id: Id) -> set[Id]:
    """Return with whom a write-up was ever shared."""
    return set(session().scalars(select(ShownTo.member_id).where(ShownTo.write_up_id == write_up_id)))


def pieces_of_copy(copy: CopySeen) -> list[Piece]:
    """Return the words of a submitted copy, in the order of its outline."""
    return pieces_in(copy.outline, copy.version)


def _copies() -> Select[Mark, Marking, Version, datetime, str]:
    return (
        select(Mark, Marking, Version, Submission.at, WriteUp.frozen)
        .join(Marking, Marking.id == Mark.marking_id)
        .join(Version, Version.id == Marking.version_id)
        .join(WriteUp, WriteUp.id == Version.write_up_id)
        .join(Submission, Submission.version_id == Version.id)
    )


def _copy(seat: Seat, mark: Mark, marking: Marking, version: Version, at: datetime, frozen: str) -> CopySeen:
    return CopySeen(marking, mark, seat, version, outline.read(frozen), at)


def _handed_in(seat: Seat, markings: Collection[Marking]) -> list[HandedIn]:
    ids = {one.id: one for one in markings}
    marks = marks_of(ids) if ids else []
    return [
        HandedIn(ids[marking_id], write_up, version, submission, seat, [m for m in marks if m.marking_id == marking_id])
        for marking_id, write_up, version, submission in (session().execute(_submitted(ids)) if ids else [])
        if policy.may_arrange(seat.member, write_up)
    ]


def _submitted(markings: Collection[Id]) -> Select[Id, WriteUp, Version, Submission]:
    author = joinedload(WriteUp.author).joinedload(Member.account)
    return (
        select(Marking.id, WriteUp, Version, Submission)
        .join(Version, Version.id == Marking.version_id)
        .join(WriteUp, WriteUp.id == Marking.write_up_id)
        .join(Submission, Submission.version_id == Version.id)
        .options(author)
        .where(Marking.id.in_(markings))
    )
