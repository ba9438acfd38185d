"""Coming into the room and going out of it: by any number of doors, kept so that a killed server forgets nobody.

A door is a process that holds a socket of somebody's, or the pages that they look at without scripts. It counts for as
long as it was seen of late; whoever has none any more is out of the room from the moment at which the last was seen.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.groups.models import Member, Role
from supervise.meetings import sitting as sittings
from supervise.meetings.chair import Person
from supervise.meetings.room.holding import Held, turn, turn_of_nobody
from supervise.meetings.room.models import Attendance, Door, Promise

PAGES = "pages"
"""The door of whoever takes part without scripts."""

GOOD_FOR = timedelta(seconds=30)
PAGES_GOOD_FOR = timedelta(minutes=3)
"""How long a door counts after it was seen: a process tells every few seconds, pages when they are looked at."""


def come_in(actor: Actor, meeting_id: Id, through: str, *, promised: bool = False) -> None:
    """Come into the room by a door, or be seen at it again. Nobody comes into a meeting that is over."""
    with turn(actor, meeting_id) as held:
        if held.member is None or held.sitting.clock.over:
            return
        now = clock.from_millis(held.now)
        if promised and session().get(Promise, (meeting_id, held.me)) is None:
            session().add(Promise(meeting_id=meeting_id, member_id=held.me, at=now))
        if through != PAGES:  # scripts work after all, so their pages are no door of their own
            _close(meeting_id, held.me, PAGES)
        session().merge(Door(meeting_id=meeting_id, member_id=held.me, through=through, seen_at=now))
        _enter(held, held.member, now)


def go_out(meeting_id: Id, member_id: Id, through: str, at: datetime) -> None:
    """Go out by a door; out of the room where it was the last one."""
    with turn_of_nobody(meeting_id) as held:
        _close(meeting_id, member_id, through)
        _leave_if_gone(held, member_id, at)


def look_in(meeting_id: Id, member_id: Id) -> None:
    """Note that somebody without scripts looked at the page again, if they are in the room that way."""
    if session().get(Door, (meeting_id, member_id, PAGES)) is not None:
        with transaction() as db:
            own = (Door.meeting_id == meeting_id, Door.member_id == member_id, Door.through == PAGES)
            db.execute(update(Door).where(*own).values(seen_at=clock.now()))


def hold_open(through: str, pairs: Collection[tuple[Id, Id]]) -> None:
    """Say that these members are at their meetings' doors of a process still."""
    now = clock.now()
    for meeting_id in {meeting for meeting, _ in pairs}:
        members = [member for meeting, member in pairs if meeting == meeting_id]
        with transaction() as db:
            mine = (Door.meeting_id == meeting_id, Door.through == through, Door.member_id.in_(members))
            db.execute(update(Door).where(*mine).values(seen_at=now))


def close_forgotten(now: datetime) -> None:
    """Let go out whoever's doors nobody has seen for long: their process was killed, or the page is not looked at."""
    process = (Door.through != PAGES) & (Door.seen_at < now - GOOD_FOR)
    pages = (Door.through == PAGES) & (Door.seen_at < now - PAGES_GOOD_FOR)
    for door in session().execute(select(Door.meeting_id, Door.member_id, Door.through).where(process | pages)).all():
        with turn_of_nobody(door.meeting_id) as held:
            there = session().get(Door, (door.meeting_id, door.member_id, door.through), populate_existing=True)
            good_for = PAGES_GOOD_FOR if door.through == PAGES else GOOD_FOR
            if there is not None and there.seen_at < now - good_for:
                seen_at = there.seen_at
                session().delete(there)
                session().flush()
                _leave_if_gone(held, door.member_id, seen_at)


def _enter(held: Held, member: Member, now: datetime) -> None:
    person = Person(member.id, member.role is Role.SUPERVISOR, member.convenor)
    held.sitting = sittings.enter(held.sitting, person, held.now)
    there = (Attendance.meeting_id == held.meeting.id, Attendance.member_id == member.id, Attendance.went_at.is_(None))
    if session().scalar(select(Attendance.id).where(*there)) is None:
        session().add(Attendance(meeting_id=held.meeting.id, member_id=member.id, came_at=now))


def _leave_if_gone(held: Held, member_id: Id, at: datetime) -> None:
    others = select(Door.through).where(Door.meeting_id == held.meeting.id, Door.member_id == member_id)
    if session().scalar(others.limit(1)) is not None or held.sitting.clock.over:
        return
    held.sitting = sittings.leave(held.sitting, member_id, clock.millis(at))
    held.sitting = sittings.looked_at(held.sitting, held.now)
    there = (Attendance.meeting_id == held.meeting.id, Attendance.member_id == member_id, Attendance.went_at.is_(None))
    session().execute(update(Attendance).where(*there).values(went_at=at))


def _close(meeting_id: Id, member_id: Id, through: str) -> None:
    door = (Door.meeting_id == meeting_id, Door.member_id == member_id, Door.through == through)
    session().execute(delete(Door).where(*door))
