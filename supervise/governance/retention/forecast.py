"""What becomes of things: when a closed dilemma goes, what goes soon in a group, and what went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from supervise.accounts.policy import may_run_installation
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.dilemmas.holds.models import Hold
from supervise.dilemmas.holds.queries import STANDS
from supervise.dilemmas.models import Closure, Comment, Dilemma
from supervise.dilemmas.queries import Thread, listed
from supervise.governance.retention.models import GoingNotice, KeepingChoice, Kind, Swept
from supervise.governance.retention.queries import Keeping, keeping_of
from supervise.governance.retention.rules import RULES
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat
from supervise.writeups import shared
from supervise.writeups.models import Decision, Version, WriteUp

REPORTED = timedelta(days=92)
MOST_LINES = 60
MOST_GOING = 30


@dataclass(frozen=True, slots=True)
class Fate:
    """When a closed dilemma goes: the last day on which it, and its comments where they go first, are kept.

    `held` says that it is held itself or with its whole group; `perhaps` that somebody's texts are held in the group.
    """

    kept_until: date | None
    comments_until: date | None
    held: bool
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Going:
    """A closed dilemma of which something goes soon: which kind, and the last day on which it is kept."""

    dilemma: Dilemma
    closure: Closure
    kind: Kind
    kept_until: date


@dataclass(frozen=True, slots=True)
class GoingWriteUp:
    """A verified write-up that goes soon: the last day on which it is kept."""

    write_up: WriteUp
    kept_until: date


@dataclass(frozen=True, slots=True)
class Gone:
    """How many of a kind went on a day."""

    day: date
    label: str
    count: int


def fate_of(thread: Thread) -> Fate:
    """Return what becomes of a dilemma that the actor was shown; of an open one only whether it is held."""
    dilemma, closure = thread.dilemma, thread.closure
    held, perhaps = _held(dilemma)
    if closure is None:
        return Fate(None, None, held, perhaps)
    keepings = keeping_of(thread.seat.group)
    told = {kind: at for kind, at in session().execute(_told(dilemma.id))}  # noqa: C416  rows are no pairs to mypy
    ends = {kind: _last_day(keepings[kind], closure, told.get(kind)) for kind in (Kind.DILEMMAS, Kind.COMMENTS)}
    first = ends[Kind.COMMENTS] if _go_first(ends[Kind.COMMENTS], ends[Kind.DILEMMAS]) else None
    return Fate(ends[Kind.DILEMMAS], first if first and _has_comments(dilemma.id) else None, held, perhaps)


def is_anything_coming(group: Group) -> bool:
    """Tell, with one question, whether the group's page has to show that something goes soon or is kept for less."""
    shown = exists().where(GoingNotice.group_id == group.id)
    shorter = exists().where(KeepingChoice.group_id == group.id, KeepingChoice.next_from > clock.now())
    return bool(session().scalar(select(or_(shown, shorter))))


def going_soon(seat: Seat) -> list[Going]:
    """Return what of the dilemmas that the actor may read is shown as going, the next to go first."""
    told = select(GoingNotice.thing_id).where(GoingNotice.group_id == seat.group.id)
    notices = select(GoingNotice).where(GoingNotice.group_id == seat.group.id)
    rows = session().execute(listed(seat).where(Dilemma.id.in_(told), Closure.dilemma_id.is_not(None)))
    found = {dilemma.id: (dilemma, closure) for dilemma, closure in rows if closure is not None}
    keepings = keeping_of(seat.group)
    going = []
    for one in session().scalars(notices).all():
        dilemma, closure = found.get(one.thing_id, (None, None))
        if dilemma is not None and closure is not None:
            day = _last_day(keepings[one.kind], closure, one.told_at)
            going += [Going(dilemma, closure, one.kind, day)] if day else []
    return sorted(going, key=lambda one: (one.kept_until, one.kind, one.dilemma.id))[:MOST_GOING]


def write_ups_going(seat: Seat) -> list[GoingWriteUp]:
    """Return what of the write-ups that the actor may read is shown as going, the next to go first."""
    signed = and_(Version.write_up_id == WriteUp.id, Version.number == WriteUp.shared_version)
    rows = session().execute(
        select(WriteUp, shared.kept_from(), GoingNotice.told_at)
        .join(GoingNotice, and_(GoingNotice.thing_id == WriteUp.id, GoingNotice.kind == Kind.WRITE_UPS))
        .join(Version, signed)
        .join(Decision, Decision.version_id == Version.id)
        .options(joinedload(WriteUp.author).joinedload(Member.account))
        .where(shared.open_to(seat))
    )
    keeping = keeping_of(seat.group)[Kind.WRITE_UPS]
    ends = [(write_up, keeping.goes_after(at, told_at)) for write_up, at, told_at in rows]
    going = [GoingWriteUp(write_up, _day(end, keeping.zone)) for write_up, end in ends if end is not None]
    return sorted(going, key=lambda one: (one.kept_until, one.write_up.id))[:MOST_GOING]


def shorter_soon(group: Group) -> list[Keeping]:
    """Return the kinds that a group will keep for a shorter time."""
    return [keeping for keeping in keeping_of(group).values() if keeping.next_term is not None]


def closed_today(group: Group) -> tuple[date, date | None, date | None]:
    """Return today in a group's zone and until when a dilemma closed now would be kept, its comments where sooner."""
    now, keepings = clock.now(), keeping_of(group)
    ends = [keepings[kind].goes_after(now, now) for kind in (Kind.DILEMMAS, Kind.COMMENTS)]
    whole, comments = (_day(end, group.zone) if end else None for end in ends)
    return clock.in_zone(now, group.zone).date(), whole, comments if _go_first(comments, whole) else None


def went_in(seat: Seat) -> list[Gone]:
    """Return what went in the seat's group lately, by day and kind, the newest first."""
    return _went(Swept.group_id == seat.group.id)


def went_anywhere(actor: Actor) -> list[Gone]:
    """Return what went in the whole installation lately; raises Missing for anybody but its owner."""
    if not may_run_installation(actor):
        raise Missing
    return _went()


def _went(*where: ColumnElement[bool]) -> list[Gone]:
    since = (clock.now() - REPORTED).date()
    rows = session().execute(
        select(Swept.day, Swept.kind, func.sum(Swept.count))
        .where(Swept.day >= since, *where)
        .group_by(Swept.day, Swept.kind)
        .order_by(Swept.day.desc(), Swept.kind)
        .limit(MOST_LINES)
    )
    return [Gone(day, RULES[kind].label, int(count)) for day, kind, count in rows]


def _held(dilemma: Dilemma) -> tuple[bool, bool]:
    over = or_(Hold.dilemma_id == dilemma.id, Hold.dilemma_id.is_(None))
    holds: Sequence[Hold] = session().scalars(select(Hold).where(STANDS, Hold.group_id == dilemma.group_id, over)).all()
    return any(one.member_id is None for one in holds), any(one.member_id is not None for one in holds)


def _told(dilemma_id: Id) -> Select[Kind, datetime]:
    return select(GoingNotice.kind, GoingNotice.told_at).where(GoingNotice.thing_id == dilemma_id)


def _last_day(keeping: Keeping, closure: Closure, told_at: datetime | None) -> date | None:
    end = keeping.goes_after(closure.at, told_at or max(clock.now(), closure.at))
    return _day(end, keeping.zone) if end else None


def _day(moment: datetime, zone: str) -> date:
    return clock.in_zone(moment, zone).date()


def _go_first(comments: date | None, whole: date | None) -> bool:
    return comments is not None and (whole is None or comments < whole)


def _has_comments(dilemma_id: Id) -> bool:
    there = exists().where(Comment.dilemma_id == dilemma_id, Comment.removed_at.is_(None))
    return bool(session().scalar(select(there)))
