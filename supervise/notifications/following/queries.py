"""What a person wishes to hear of, and whether there is such a thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.dilemmas.gate.queries import asked_since
from supervise.dilemmas.models import Closure, Comment, Dilemma, Kind
from supervise.dilemmas.queries import Thread, listed
from supervise.dilemmas.reading.models import NOTHING_READ, ReadUpTo
from supervise.dilemmas.showing import came_at
from supervise.groups.queries import Seat, groups_of
from supervise.notifications import kinds
from supervise.notifications.following.models import Following, Level, Pace, ThreadFollowing, Wishes
from supervise.notifications.following.timing import Hours

DEFAULT_LEVEL, DEFAULT_PACE = Level.EVERYTHING, Pace.DAILY


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member wishes to hear of one group, and how soon."""

    seat: Seat
    level: Level
    pace: Pace


def wishes_of(actor: Actor) -> list[Wish]:
    """Return what the actor wishes to hear of each of their groups."""
    seats = groups_of(actor)
    kept = {f.member_id: f for f in _following([seat.member.id for seat in seats])}
    found = [(seat, kept.get(seat.member.id)) for seat in seats]
    return [Wish(seat, f.level if f else DEFAULT_LEVEL, f.pace if f else DEFAULT_PACE) for seat, f in found]


def level_in(thread: Thread) -> Level | None:
    """Return what the actor wishes of this thread in particular; None where the group's wish holds."""
    found = session().get(ThreadFollowing, (thread.member.id, thread.dilemma.id))
    return found.level if found else None


def own_wishes(actor: Actor) -> Wishes | None:
    """Return what the actor wishes of all their groups' e-mails; None for the defaults."""
    return session().get(Wishes, actor.account_id)


def is_stopped(account_id: Id, kind: kinds.Kind) -> bool:
    """Tell whether a person takes no e-mails of a kind that can be ended."""
    found = session().get(Wishes, account_id)
    return found is not None and (found.stopped if kind is kinds.Kind.SOMETHING_NEW else found.waits_stopped)


def ended_by(secret: str) -> kinds.Kind:
    """Return the kind of e-mails that a link ends; raises Missing for no such link."""
    found = session().scalar(select(Wishes).where(or_(Wishes.stop_secret == secret, Wishes.waits_secret == secret)))
    if found is None:
        raise Missing
    return kinds.Kind.SOMETHING_NEW if found.stop_secret == secret else kinds.Kind.SOMETHING_WAITS


def hours_of(wishes: Wishes | None) -> Hours:
    """Return when a person wishes to hear nothing."""
    return Hours(wishes.quiet_from, wishes.quiet_to, wishes.away_until) if wishes else Hours()


def is_news(seat: Seat, level: Level, since: datetime, until: datetime) -> bool:
    """Tell whether something came between two moments that the member wishes to hear of and has not read."""
    me = seat.member
    read = func.coalesce(ReadUpTo.number, NOTHING_READ)
    wished = func.coalesce(ThreadFollowing.level, literal(level.value))
    came = _came(seat, read, since, until)
    opened = and_(read == NOTHING_READ, Dilemma.author_id != me.id, Dilemma.posted_at > since)
    closed = and_(Closure.at > since, Closure.at <= until, or_(Closure.by_id.is_(None), Closure.by_id != me.id))
    mine = or_(Dilemma.author_id == me.id, _answers(seat))
    heard = or_(
        and_(wished == Level.EVERYTHING, or_(and_(opened, Dilemma.posted_at <= until), came())),
        and_(wished == Level.REPLIES, came(mine)),
        and_(wished == Level.DECISIONS, or_(closed, came(Comment.kind == Kind.GUIDANCE))),
    )
    found = (
        listed(seat)
        .outerjoin(ReadUpTo, and_(ReadUpTo.dilemma_id == Dilemma.id, ReadUpTo.member_id == me.id))
        .outerjoin(ThreadFollowing, and_(ThreadFollowing.dilemma_id == Dilemma.id, ThreadFollowing.member_id == me.id))
        .where(or_(Dilemma.moved_at > since, Closure.at > since), heard)
        .limit(1)
    )
    if session().execute(found).first() is not None:
        return True
    return level is Level.EVERYTHING and asked_since(seat, since, until)


class _Came:
    """Makes the condition that another person has responded, unread and between two moments."""

    def __init__(self, *where: ColumnElement[bool]) -> None:
        self._where = where

    def __call__(self, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(*self._where, *more)


def _came(seat: Seat, read: ColumnElement[int], since: datetime, until: datetime) -> _Came:
    return _Came(
        Comment.dilemma_id == Dilemma.id,
        Comment.number > read,
        Comment.author_id != seat.member.id,
        Comment.removed_at.is_(None),
        came_at() > since,
        came_at() <= until,
    )


def _answers(seat: Seat) -> ColumnElement[bool]:
    above = aliased(Comment)
    return exists().where(above.id == Comment.parent_id, above.author_id == seat.member.id)


def _following(member_ids: Sequence[str]) -> Sequence[Following]:
    return session().scalars(select(Following).where(Following.member_id.in_(member_ids))).all()
