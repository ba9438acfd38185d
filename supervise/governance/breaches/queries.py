"""Reading the breach log: the group's convenor and supervisors the entries, the owner only that there are some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas.models import Comment, Dilemma, Reading
from supervise.dilemmas.queries import Thread, may_still_read, thread_for
from supervise.governance.breaches import policy
from supervise.governance.breaches.deadline import Stage, due_at, stage_of
from supervise.governance.breaches.models import Breach
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat, seat_for
from supervise.texts.models import Cover, Revision, Text

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log that is open to the actor; `thread_open` says that they may go to its thread."""

    breach: Breach
    seat: Seat
    thread_open: bool


@dataclass(frozen=True, slots=True)
class Start:
    """What an entry begun from a cover is filled with: times, and how many had the thread open meanwhile."""

    seat: Seat
    cover_id: Id
    dilemma_id: Id
    posted_at: datetime
    covered_at: datetime
    readers: int


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry as the owner sees it: that it exists, its times, where it stands; no words."""

    group: str
    opened_at: datetime
    noticed_at: datetime
    due_at: datetime
    reported_at: datetime | None
    closed_at: datetime | None
    stage: Stage


def seat_to_keep(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who keeps the group's breach log; Missing for other members."""
    seat = seat_for(actor, group_id)
    if not policy.may_keep(seat.member):
        raise Missing
    return seat


def entries_of(seat: Seat) -> Sequence[Breach]:
    """Return the newest entries of the log of the seat's group."""
    rows = select(Breach).where(Breach.group_id == seat.group.id).order_by(Breach.opened_at.desc(), Breach.id)
    return session().scalars(rows.limit(SHOWN)).all()


def entry_for(actor: Actor, breach_id: Id) -> Entry:
    """Return an entry of a log that the actor keeps; raise Missing for everybody else."""
    names = (joinedload(Breach.opened_by), joinedload(Breach.closed_by))
    found = session().scalar(
        select(Breach).options(*(one.joinedload(Member.account) for one in names)).where(Breach.id == breach_id)
    )
    if found is None:
        raise Missing
    seat = seat_to_keep(actor, found.group_id)
    dilemma = session().get(Dilemma, found.dilemma_id) if found.dilemma_id else None
    return Entry(found, seat, dilemma is not None and may_still_read(seat.member, dilemma))


def entry_to_close(actor: Actor, breach_id: Id) -> Entry:
    """Return an entry that the actor may close or open again; raises Missing, or NotAllowed with the reason."""
    entry = entry_for(actor, breach_id)
    require(policy.may_close(entry.seat.member))
    return entry


def start_from(actor: Actor, cover_id: Id) -> Start:
    """Return what is known of a covered passage whose thread the actor may read, if they keep the log; or Missing."""
    row = (
        session()
        .execute(
            select(Text.thing_id, func.min(Cover.at), func.min(Revision.written_at))
            .join(Text, Text.id == Cover.text_id)
            .join(Revision, (Revision.text_id == Cover.text_id) & (Revision.number == Cover.revision))
            .where(Cover.case_id == cover_id)
            .group_by(Text.thing_id)
        )
        .first()
    )
    if row is None:
        raise Missing
    thing_id, covered_at, posted_at = row
    thread = _thread_of(actor, thing_id)
    if not policy.may_keep(thread.member):
        raise Missing
    readers = _readers(thread, posted_at, covered_at)
    return Start(thread.seat, cover_id, thread.dilemma.id, posted_at, covered_at, readers)


def noted_for_owner(actor: Actor) -> list[Noted]:
    """Return of the newest entries of all groups that they exist and where they stand; raise Missing for others."""
    if not policy.may_see_that(actor):
        raise Missing
    now = clock.now()
    rows = session().execute(
        select(Breach, Group.name)
        .join(Group, Group.id == Breach.group_id)
        .order_by(Breach.closed_at.is_not(None), Breach.opened_at.desc(), Breach.id)
        .limit(SHOWN)
    )
    return [
        Noted(name, one.opened_at, one.noticed_at, due_at(one), one.reported_at, one.closed_at, stage_of(one, now))
        for one, name in rows
    ]


def _thread_of(actor: Actor, thing_id: Id) -> Thread:
    comment = session().get(Comment, thing_id)
    return thread_for(actor, comment.dilemma_id if comment is not None else thing_id)


def _readers(thread: Thread, since: datetime, until: datetime) -> int:
    """Return how many others had the thread's page open while the words stood there; reading is not in it."""
    count = session().scalar(
        select(func.count(Reading.member_id.distinct())).where(
            Reading.dilemma_id == thread.dilemma.id,
            Reading.first_at <= until,
            Reading.last_at >= since,
            Reading.member_id != thread.dilemma.author_id,
        )
    )
    return count or 0
