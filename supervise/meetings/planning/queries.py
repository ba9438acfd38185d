"""Which meetings a group has: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from supervise.accounts.models import Account
from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups.models import Member
from supervise.groups.queries import Seat, seat_for
from supervise.meetings import policy
from supervise.meetings.models import AgendaItem, ItemKind, Meeting, Series

EARLIER_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting of a group of the actor's, with its agenda, and their seat there."""

    seat: Seat
    meeting: Meeting
    items: Sequence[AgendaItem]

    @property
    def member(self) -> Member:
        """The actor as a member of the group."""
        return self.seat.member

    @property
    def free(self) -> list[AgendaItem]:
        """The cases that nobody has brought a dilemma to, and that the actor may take."""
        mine = {None, self.member.id}
        return [
            one
            for one in self.items
            if one.kind is ItemKind.CASE and one.dilemma_id is None and one.presenter_id in mine
        ]


def ends_at(meeting: Meeting) -> datetime:
    """Return when a meeting is planned to end."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def is_coming(meeting: Meeting) -> bool:
    """Tell whether a meeting is still to be held, or is being held."""
    if meeting.cancelled_at is not None or meeting.ended_at is not None:
        return False
    return meeting.began_at is not None or ends_at(meeting) > clock.now()


def seat_to_plan(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may plan meetings; raises Missing, or NotAllowed with the reason."""
    seat = seat_for(actor, group_id)
    require(policy.may_plan(seat.member, seat.group))
    return seat


def planned_for(actor: Actor, meeting_id: str) -> Planned:
    """Return a meeting of one's group, cancelled or over ones too; raise Missing for strangers."""
    meeting = session().scalar(_with_people(select(Meeting)).where(Meeting.id == meeting_id))
    if meeting is None:
        raise Missing
    return Planned(seat_for(actor, meeting.group_id), meeting, agenda_of(meeting.id))


def planned_to_change(actor: Actor, meeting_id: str) -> Planned:
    """Return a meeting whose plan the actor may change; raises Missing, or NotAllowed with the reason."""
    planned = planned_for(actor, meeting_id)
    require(policy.may_change(planned.member, planned.seat.group, planned.meeting))
    return planned


def take_meeting(meeting_id: str) -> None:
    """Let those who change one meeting's plan, bring to it or begin it follow one another."""
    session().execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())


def agenda_of(meeting_id: Id) -> Sequence[AgendaItem]:
    """Return a meeting's agenda in its order, presenters loaded."""
    found = select(AgendaItem).options(joinedload(AgendaItem.presenter).joinedload(Member.account))
    in_order = found.where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position, AgendaItem.id)
    return session().scalars(in_order).all()


def coming_in(seat: Seat) -> list[Meeting]:
    """Return the group's meetings that are still to be held, the next one first."""
    return coming_among([seat])


def coming_among(seats: Collection[Seat]) -> list[Meeting]:
    """Return the meetings of several groups of the actor's that are still to be held, the next one first."""
    earliest = clock.now() - timedelta(minutes=limits.MEETING_LONGEST)
    theirs = Meeting.group_id.in_([seat.group.id for seat in seats])
    still = (theirs, Meeting.cancelled_at.is_(None), Meeting.ended_at.is_(None))
    found = _with_people(select(Meeting)).where(
        *still, or_(Meeting.starts_at > earliest, Meeting.began_at.is_not(None))
    )
    return [one for one in session().scalars(found.order_by(Meeting.starts_at, Meeting.id)) if is_coming(one)]


def earlier_in(seat: Seat) -> list[Meeting]:
    """Return the group's newest meetings that are over or were cancelled, the latest first."""
    over = or_(Meeting.starts_at <= clock.now(), Meeting.cancelled_at.is_not(None))
    found = _with_people(select(Meeting)).where(Meeting.group_id == seat.group.id, over)
    newest = session().scalars(found.order_by(Meeting.starts_at.desc(), Meeting.id).limit(2 * EARLIER_SHOWN))
    return [one for one in newest if not is_coming(one)][:EARLIER_SHOWN]


def later_in_series(meeting: Meeting) -> list[Meeting]:
    """Return the meetings that come after one in its series and can still be changed, in their order."""
    if meeting.series_id is None:
        return []
    same = (Meeting.series_id == meeting.series_id, Meeting.starts_at > meeting.starts_at)
    still = (Meeting.cancelled_at.is_(None), Meeting.began_at.is_(None))
    return list(session().scalars(select(Meeting).where(*same, *still).order_by(Meeting.starts_at)))


def series_of(meeting: Meeting) -> Series | None:
    """Return the series that a meeting belongs to."""
    return session().get(Series, meeting.series_id) if meeting.series_id else None


def brought_in(seat: Seat, dilemma_id: Id) -> list[tuple[AgendaItem, Meeting]]:
    """Return where a dilemma is on the agenda of a coming meeting of the seat's group."""
    found = (
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.dilemma_id == dilemma_id, Meeting.group_id == seat.group.id)
        .order_by(Meeting.starts_at)
    )
    return [(item, meeting) for item, meeting in session().execute(found) if is_coming(meeting)]


def coming_with_free_case(seat: Seat) -> list[Planned]:
    """Return the group's meetings that have not begun and in which the actor can take a case."""
    coming = [one for one in coming_in(seat) if one.began_at is None]
    planned = [Planned(seat, one, agenda_of(one.id)) for one in coming]
    return [one for one in planned if one.free]


def with_key(group_id: Id, key: str) -> Meeting | None:
    """Return the meeting that was planned under a key of a page."""
    return session().scalar(select(Meeting).where(Meeting.group_id == group_id, Meeting.key == key))


def held_by(member_id: Id) -> Sequence[Meeting]:
    """Return the meetings to come in which somebody was named, as facilitator or deputy."""
    named = or_(Meeting.facilitator_id == member_id, Meeting.deputy_id == member_id)
    still = (Meeting.cancelled_at.is_(None), Meeting.began_at.is_(None))
    return session().scalars(select(Meeting).where(named, *still).order_by(Meeting.starts_at)).all()


def first_to_hold(group_id: Id) -> Member | None:
    """Return who holds a meeting when whoever was named has gone: a supervisor, else a convenor, else the eldest."""
    here = (Member.group_id == group_id, Member.left_at.is_(None), Account.deactivated_at.is_(None))
    found = session().scalars(select(Member).join(Member.account).where(*here).order_by(Member.joined_at, Member.id))
    return min(found, key=lambda one: (one.role != "supervisor", not one.convenor), default=None)


def _with_people(rows: Select[Meeting]) -> Select[Meeting]:
    return rows.options(
        joinedload(Meeting.facilitator).joinedload(Member.account),
        joinedload(Meeting.deputy).joinedload(Member.account),
    )
