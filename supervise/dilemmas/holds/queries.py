"""What is held: as conditions for whoever selects what may be destroyed, and as holds for whoever shows them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from supervise.accounts.models import Account
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas.holds import policy
from supervise.dilemmas.holds.models import Hold
from supervise.dilemmas.models import Comment, Dilemma, Withdrawal
from supervise.dilemmas.queries import Thread, may_still_read, thread_for
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat, seat_for

Column = InstrumentedAttribute[Any]

STANDS = Hold.lifted_at.is_(None)


@dataclass(frozen=True, slots=True)
class HoldSeen:
    """A hold that is shown to a member of its group.

    `whose` is the person whose texts are held, None where it is no person's or not this reader's to know; `concerned`
    are the members whose texts it is about, never shown; `open` says that its dilemma can be gone to.
    """

    hold: Hold
    by: Member
    whose: Member | None
    concerned: frozenset[Id]
    reason_known: bool
    open: bool


def is_held(group_id: Column, dilemma_id: Column) -> ColumnElement[bool]:
    """Return the condition that a dilemma with its thread is held, for a select that holds these two columns.

    It is where there is a hold on it, on its group, or on the texts of anybody who wrote in its thread. A hold on
    somebody's texts holds every thread in which anybody signs as 'a colleague', so that it does not tell who that is.
    """
    its, said = aliased(Dilemma), aliased(Comment)
    theirs = or_(its.author_id == Hold.member_id, its.colleague_present.is_(True))
    wrote = exists().where(said.dilemma_id == dilemma_id, said.author_id == Hold.member_id, said.removed_at.is_(None))
    return exists().where(
        STANDS,
        Hold.group_id == group_id,
        or_(
            Hold.dilemma_id == dilemma_id,
            and_(Hold.dilemma_id.is_(None), Hold.member_id.is_(None)),
            and_(Hold.member_id.is_not(None), or_(exists().where(its.id == dilemma_id, theirs), wrote)),
        ),
    )


def group_is_held(group_id: Column) -> ColumnElement[bool]:
    """Return the condition that a whole group is held, for a select that holds the column."""
    return exists().where(STANDS, Hold.group_id == group_id, Hold.dilemma_id.is_(None), Hold.member_id.is_(None))


def steady(group_id: Id) -> None:
    """Let nobody place or lift a hold in a group, or change how long it keeps things, for the rest of a transaction."""
    session().execute(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True))


def holds_over(dilemma: Dilemma) -> Sequence[Hold]:
    """Return the holds that keep a dilemma with its thread from being destroyed, as `is_held` says it."""
    wrote = select(Comment.author_id).where(Comment.dilemma_id == dilemma.id, Comment.removed_at.is_(None))
    theirs = or_(Hold.member_id == dilemma.author_id, Hold.member_id.in_(wrote))
    everybody = and_(Hold.dilemma_id.is_(None), Hold.member_id.is_(None))
    somebody = Hold.member_id.is_not(None) if dilemma.colleague_present else theirs
    over = or_(Hold.dilemma_id == dilemma.id, everybody, somebody)
    return session().scalars(select(Hold).where(STANDS, Hold.group_id == dilemma.group_id, over)).all()


def holds_over_words_of(members: Collection[Id]) -> Sequence[Hold]:
    """Return the holds that keep anything that some members wrote from being destroyed."""
    said_in = exists().where(
        Comment.dilemma_id == Dilemma.id, Comment.author_id.in_(members), Comment.removed_at.is_(None)
    )
    theirs = select(Dilemma).where(or_(Dilemma.author_id.in_(members), said_in))
    held = session().scalars(theirs.where(is_held(Dilemma.group_id, Dilemma.id))).all()
    on_them = session().scalars(select(Hold).where(STANDS, Hold.member_id.in_(members)))
    found = {hold.id: hold for hold in on_them} | {hold.id: hold for one in held for hold in holds_over(one)}
    return list(found.values())


def holds_over_group(group_id: Id) -> Sequence[Hold]:
    """Return all holds that stand in a group: any of them keeps the group from being erased."""
    return session().scalars(select(Hold).where(STANDS, Hold.group_id == group_id)).all()


def seat_to_hold(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may hold things in a group; raises Missing for other members too."""
    seat = seat_for(actor, group_id)
    if not policy.may_hold(seat.member):
        raise Missing
    return seat


def writers_in(seat: Seat) -> Sequence[Member]:
    """Return everybody who is or was in the seat's group, accounts loaded: those who are, then those who left."""
    ever = select(Member).join(Member.account).options(contains_eager(Member.account))
    rows = ever.where(Member.group_id == seat.group.id)
    return session().scalars(rows.order_by(Member.left_at.is_not(None), func.lower(Account.name), Member.id)).all()


def writer_in(seat: Seat, member_id: Id) -> Member:
    """Return somebody who is or was in the seat's group; raises Missing."""
    found = session().get(Member, member_id)
    if found is None or found.group_id != seat.group.id:
        raise Missing
    return found


def thread_to_hold(actor: Actor, dilemma_id: Id) -> Thread:
    """Return a dilemma that the actor may hold; raises Missing, or NotAllowed with the reason."""
    thread = thread_for(actor, dilemma_id)
    require(policy.may_hold(thread.member))
    return thread


def hold_to_lift(actor: Actor, hold_id: Id) -> HoldSeen:
    """Return a hold that the actor may lift; raises Missing, or NotAllowed with the reason."""
    hold = session().get(Hold, hold_id)
    if hold is None:
        raise Missing
    seat = seat_to_hold(actor, hold.group_id)
    found = next((one for one in holds_in(seat) if one.hold.id == hold.id), None)
    if found is None:
        raise Missing
    require(policy.may_lift(seat.member, hold, found.concerned))
    return found


def holds_in(seat: Seat) -> list[HoldSeen]:
    """Return the holds that stand in the seat's group and that this reader may know of, the oldest first.

    A hold on a dilemma that is not open to them is left out, and whose texts are held only some are told.
    """
    standing = select(Hold).where(STANDS, Hold.group_id == seat.group.id).order_by(Hold.at, Hold.id)
    holds = session().scalars(standing).all()
    readable = _readable(seat, {one.dilemma_id for one in holds if one.dilemma_id})
    shown = [one for one in holds if one.dilemma_id is None or one.dilemma_id in readable]
    people = _people({one.by_id for one in shown} | {one.member_id for one in shown if one.member_id})
    return [_seen(one, seat, people, readable.get(one.dilemma_id)) for one in shown]


def _seen(hold: Hold, seat: Seat, people: dict[Id, Member], found: tuple[Dilemma, bool] | None) -> HoldSeen:
    writer = hold.member_id or (found[0].author_id if found else None)
    concerned = frozenset({writer} if writer else ())
    known = bool(policy.may_know_reason(seat.member, hold, concerned))
    whose = people.get(hold.member_id) if hold.member_id and known else None
    return HoldSeen(hold, people[hold.by_id], whose, concerned, known, open=found is not None and found[1])


def _readable(seat: Seat, ids: Collection[Id]) -> dict[Id | None, tuple[Dilemma, bool]]:
    """Return some dilemmas that the actor may read, or might if they were not withdrawn, and whether they stand."""
    withdrawn = exists().where(Withdrawal.dilemma_id == Dilemma.id)
    rows = session().execute(select(Dilemma, ~withdrawn).where(Dilemma.id.in_(ids))) if ids else ()
    return {row[0].id: (row[0], row[1]) for row in rows if may_still_read(seat.member, row[0])}


def _people(ids: Collection[Id]) -> dict[Id, Member]:
    found = select(Member).where(Member.id.in_(ids)).options(joinedload(Member.account))
    return {member.id: member for member in session().scalars(found)}
