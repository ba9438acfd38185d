"""What somebody wrote in write-ups and beside them, wherever they were a member: for taking it away with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.writeups.models import Aside, CriterionMark, Decision, Fact, Mark, Marking, Note, Part, WriteUp


@dataclass(frozen=True, slots=True)
class Own:
    """A write-up of somebody's, or (`beside`) what they wrote beside another's; `things` are those that have texts."""

    id: Id
    member_id: Id
    at: datetime
    beside: bool
    things: Collection[Id]


def written_by(members: Collection[Id]) -> list[Own]:
    """Return what some members wrote in write-ups and beside them."""
    db = session()
    write_ups = db.scalars(select(WriteUp).where(WriteUp.author_id.in_(members))).all()
    things: dict[Id, list[Id]] = {one.id: [] for one in write_ups}
    for write_up_id, thing_id in _written_in(things):
        things[write_up_id].append(thing_id)
    notes = db.scalars(select(Note).where(Note.author_id.in_(members), Note.removed_at.is_(None)))
    asides = db.scalars(select(Aside).where(Aside.author_id.in_(members), Aside.removed_at.is_(None)))
    decisions = db.scalars(select(Decision).where(Decision.by_id.in_(members)))
    return [
        *(Own(one.id, one.author_id, one.begun_at, beside=False, things=things[one.id]) for one in write_ups),
        *(Own(one.id, one.author_id, one.at, beside=True, things=[one.id]) for one in (*notes, *asides)),
        *(Own(one.version_id, one.by_id, one.at, beside=True, things=[one.version_id]) for one in decisions),
        *_given_by(members),
    ]


def _given_by(members: Collection[Id]) -> list[Own]:
    """Return the marks that some members gave, each with its reasons, and what they wrote down that both agreed on."""
    db = session()
    given = {one.id: one for one in db.scalars(select(Mark).where(Mark.member_id.in_(members)))}
    things: dict[Id, list[Id]] = {one: [one] for one in given}
    for row in db.scalars(select(CriterionMark).where(CriterionMark.mark_id.in_(given)).order_by(CriterionMark.id)):
        things[row.mark_id].append(row.id)
    for marking in db.scalars(select(Marking).where(Marking.agreed_by_id.in_(members))):
        own = next(one for one in given.values() if one.marking_id == marking.id and one.ended_at is None)
        things[own.id].append(marking.id)
    return [
        Own(one.id, one.member_id, one.given_at, beside=True, things=things[one.id])
        for one in given.values()
        if one.given_at is not None
    ]


def things_of(write_ups: Collection[Id]) -> list[Id]:
    """Return what of some write-ups has texts of their author's: parts, and facts that were marked."""
    return [thing_id for _, thing_id in _written_in(write_ups)]


def _written_in(write_ups: Collection[Id]) -> list[tuple[Id, Id]]:
    """Return some write-ups' parts, and facts that were not forgotten, each after its write-up."""
    parts = select(Part.write_up_id, Part.id).where(Part.write_up_id.in_(write_ups)).order_by(Part.section, Part.place)
    facts = select(Fact.write_up_id, Fact.id).where(Fact.write_up_id.in_(write_ups), Fact.forgotten_at.is_(None))
    return [(of, thing) for asked in (parts, facts) for of, thing in session().execute(asked)]
