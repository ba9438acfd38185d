"""Whose words are awaited in stages over days: for Today, and for those to be told on the day on which one closes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Closure, Dilemma
from supervise.dilemmas.policy import may_read
from supervise.dilemmas.queries import listed
from supervise.dilemmas.queries import standing as not_withdrawn
from supervise.groups.models import Group, Member
from supervise.groups.policy import may_read as may_read_group
from supervise.groups.queries import Seat
from supervise.meetings.days.models import Course
from supervise.meetings.days.standing import Standing, standing_in, taken

MORNING = 7
"""The hour of the group's clock from which on those are told whose stage closes that day."""

A_DAY = timedelta(days=1)


def awaiting_in(seat: Seat) -> list[Standing]:
    """Return the stages of the group's threads in which the actor's words are awaited, the next to close first."""
    on = listed(seat).join(Course, Course.dilemma_id == Dilemma.id)
    found = session().execute(on.where(Course.ended_at.is_(None), Closure.dilemma_id.is_(None))).all()
    stood = [standing for dilemma, _ in found if (standing := standing_in(dilemma)) is not None]
    mine = [one for one in stood if any(member.id == seat.member.id for member in one.awaited)]
    return sorted(mine, key=lambda one: (one.way.ends or 0, one.dilemma.id))


def closing_today(now: datetime) -> Iterator[tuple[Standing, Group, list[Member]]]:
    """Yield the stages that close on this day of their group, locked, with those to be told who were not yet."""
    soon = (Course.ended_at.is_(None), Course.due_at > now, Course.due_at <= now + A_DAY)
    on = select(Dilemma, Group).join(Course, Course.dilemma_id == Dilemma.id).join(Group, Group.id == Dilemma.group_id)
    for dilemma, group in session().execute(not_withdrawn(on).where(*soon)).all():
        standing = taken(dilemma)
        if standing is None or standing.ends_at is None or not _is_the_day(now, standing.ends_at, group.zone):
            continue
        told = {who for who, voice in standing.voices.items() if voice.told}
        yield standing, group, [one for one in standing.awaited if one.id not in told and _reads(standing, group, one)]


def is_awaited(course_id: Id, position: int, account_id: Id) -> bool:
    """Tell whether somebody's words are awaited still in a stage, and they may read the thread."""
    found = select(Dilemma, Group).join(Course, Course.dilemma_id == Dilemma.id).join(Group)
    row = session().execute(not_withdrawn(found).where(Course.id == course_id)).first()
    standing = standing_in(row.Dilemma) if row is not None else None
    if row is None or standing is None or standing.row.id != course_id or standing.position != position:
        return False
    return any(one.account_id == account_id and _reads(standing, row.Group, one) for one in standing.awaited)


def _is_the_day(now: datetime, ends: datetime, zone: str) -> bool:
    """Tell whether a stage closes today; from the morning on, or as the day begins where it closes before noon."""
    here, there = clock.in_zone(now, zone), clock.in_zone(ends, zone)
    return here.date() == there.date() and (here.hour >= MORNING or there.hour < 12)


def _reads(standing: Standing, group: Group, member: Member) -> bool:
    reads = may_read(member, standing.dilemma, standing.answers.get(member.id))
    return bool(reads) and bool(may_read_group(member, group))
