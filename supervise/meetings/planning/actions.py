"""Planning meetings: plan one or a series, change it, call it off. Every verb checks the right again inside."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.groups.queries import Seat, members_of
from supervise.meetings import policy
from supervise.meetings.events import MeetingCancelled, MeetingChanged, MeetingPlanned
from supervise.meetings.models import AgendaItem, Meeting, Series
from supervise.meetings.planning import series as series_
from supervise.meetings.planning.agenda import Item, Plan, check
from supervise.meetings.planning.queries import (
    Planned,
    agenda_of,
    coming_in,
    later_in_series,
    planned_to_change,
    seat_to_plan,
    take_meeting,
    with_key,
)
from supervise.meetings.shaping.queries import formats_for


def plan_meeting(actor: Actor, group_id: Id, plan: Plan, key: str) -> Meeting:
    """Plan a meeting, or a series of which it is the first; what is sent twice with one key is planned once.

    Raises Missing, NotAllowed with the reason, Invalid.
    """
    with transaction():
        seat = seat_to_plan(actor, group_id)
        return with_key(group_id, key) or _plan(seat, plan, key)


def change_meeting(actor: Actor, meeting_id: Id, plan: Plan, *, revision: int, later: bool = False) -> None:
    """Change a meeting's plan; with `later` the meetings after it in its series are moved and led likewise.

    Their agendas stay as they are. Raises Stale where somebody changed it since `revision`.
    """
    with transaction():
        take_meeting(meeting_id)
        planned = planned_to_change(actor, meeting_id)
        meeting = planned.meeting
        if meeting.revision != revision:
            raise Stale
        _fits(planned.seat, plan, changing=True)
        days = clock.in_zone(plan.starts_at, plan.zone).date() - clock.in_zone(meeting.starts_at, plan.zone).date()
        others = _others(planned) if later else []
        _change(planned.seat, meeting, plan, plan.starts_at, first=True)
        _lay_out(meeting, plan, planned)
        for one in others:
            _also_fits(one, plan)
            moment = series_.moved(one.starts_at, days.days, plan.starts_at, plan.zone)
            _change(planned.seat, one, plan, moment, first=False)


def cancel_meeting(actor: Actor, meeting_id: Id, *, later: bool = False) -> None:
    """Call a meeting off; with `later` those after it in its series too."""
    with transaction():
        take_meeting(meeting_id)
        planned = planned_to_change(actor, meeting_id)
        others = _others(planned) if later else []
        for one in (planned.meeting, *others):
            one.cancelled_at = one.changed_at = clock.now()
            one.revision += 1
            publish(MeetingCancelled(planned.member.id, one.group_id, one.id, first=one is planned.meeting))


def _others(planned: Planned) -> list[Meeting]:
    """Return the meetings after one in its series; whoever was handed the chair of that one alone is refused."""
    found = later_in_series(planned.meeting)
    for one in found:
        require(policy.may_change(planned.member, planned.seat.group, one))
    return found


def _plan(seat: Seat, plan: Plan, key: str) -> Meeting:
    _fits(seat, plan)
    if len(coming_in(seat)) + plan.times > limits.MEETINGS_AHEAD:
        raise Invalid(f"A group plans at most {limits.MEETINGS_AHEAD} meetings ahead.")
    db, now = session(), clock.now()
    round_ = None
    if plan.every is not None:
        round_ = Series(id=new_id(), group_id=seat.group.id, every=plan.every, made_at=now)
        db.add(round_)
        db.flush()
    made: list[Meeting] = []
    for number, moment in enumerate(series_.moments(plan.starts_at, plan.every, plan.times, plan.zone)):
        meeting = Meeting(
            id=new_id(),
            group_id=seat.group.id,
            series_id=round_.id if round_ else None,
            key=f"{key}:{number}" if number else key,
            planned_by_id=seat.member.id,
            planned_at=now,
            changed_at=now,
            revision=0,
        )
        _fill(meeting, plan, moment)
        db.add(meeting)
        db.flush()
        agenda = plan.agenda if number == 0 else [replace(one, presenter_id=None) for one in plan.agenda]
        db.add_all(_row(meeting, position, one) for position, one in enumerate(agenda))
        made.append(meeting)
    db.flush()
    publish(MeetingPlanned(seat.member.id, seat.group.id, made[0].id))
    return made[0]


def _fits(seat: Seat, plan: Plan, *, changing: bool = False) -> None:
    """Raise Invalid where a plan does not hold together; a format that is no longer offered stays good where it is."""
    check(plan, {one.id for one in members_of(seat)}, formats_for(seat.group.id, retired=changing))


def _also_fits(meeting: Meeting, plan: Plan) -> None:
    total = sum(one.minutes for one in agenda_of(meeting.id))
    if total > plan.minutes:
        raise Invalid(fields={"minutes": [f"A later meeting of the series has an agenda of {total} minutes."]})


def _change(seat: Seat, meeting: Meeting, plan: Plan, moment: datetime, *, first: bool) -> None:
    before = (meeting.starts_at, meeting.minutes)
    _fill(meeting, plan, moment)
    meeting.revision += 1
    meeting.changed_at = clock.now()
    moved = before != (meeting.starts_at, meeting.minutes)
    publish(MeetingChanged(seat.member.id, meeting.group_id, meeting.id, moved, first))


def _fill(meeting: Meeting, plan: Plan, moment: datetime) -> None:
    meeting.starts_at, meeting.minutes, meeting.talk = moment, plan.minutes, plan.talk
    meeting.facilitator_id, meeting.deputy_id, meeting.call_link = plan.facilitator_id, plan.deputy_id, plan.call_link


def _lay_out(meeting: Meeting, plan: Plan, planned: Planned) -> None:
    """Put the agenda in its new order; a dilemma stays with its case as long as its author presents it."""
    there = {one.id: one for one in planned.items}
    kept: set[Id] = set()
    for position, one in enumerate(plan.agenda):
        row = there.get(one.id) if one.id is not None and one.id not in kept else None
        if row is None or row.kind is not one.kind:
            session().add(_row(meeting, position, one))
            continue
        kept.add(row.id)
        if row.presenter_id != one.presenter_id:
            row.dilemma_id = None
        row.position, row.minutes, row.format_slug = position, one.minutes, one.format_slug
        row.presenter_id = one.presenter_id
    gone = there.keys() - kept
    if gone:
        session().execute(delete(AgendaItem).where(AgendaItem.id.in_(gone)))


def _row(meeting: Meeting, position: int, one: Item) -> AgendaItem:
    return AgendaItem(
        id=new_id(),
        meeting_id=meeting.id,
        position=position,
        kind=one.kind,
        minutes=one.minutes,
        format_slug=one.format_slug,
        presenter_id=one.presenter_id,
    )
