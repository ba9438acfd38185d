"""A member's own address for their calendar. Whoever has it sees when the group meets, and nothing else."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select

from supervise.accounts import place
from supervise.accounts.models import Account
from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id, fingerprint, new_secret
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat, seat_for
from supervise.meetings.events import FeedMade, FeedTakenAway
from supervise.meetings.models import CalendarFeed, Meeting
from supervise.meetings.planning.calendar import Entry, as_calendar

PAST = timedelta(days=30)
"""How long a meeting that is over stays in a calendar's feed."""

_LONGEST = 100


def make_feed(actor: Actor, group_id: Id) -> str:
    """Make a new address for the actor's calendar, in place of any that they had; return its secret, shown once."""
    secret = new_secret()
    with transaction() as db:
        seat = seat_for(actor, group_id)
        db.merge(CalendarFeed(member_id=seat.member.id, fingerprint=fingerprint(secret), made_at=clock.now()))
        publish(FeedMade(seat.member.id, seat.group.id))
    return secret


def take_feed_away(actor: Actor, group_id: Id) -> None:
    """Take the address away: nothing answers there from now on."""
    with transaction() as db:
        seat = seat_for(actor, group_id)
        if has_feed(seat):
            db.execute(delete(CalendarFeed).where(CalendarFeed.member_id == seat.member.id))
            publish(FeedTakenAway(seat.member.id, seat.group.id))


def has_feed(seat: Seat) -> bool:
    """Tell whether the actor has an address for their calendar."""
    return session().get(CalendarFeed, seat.member.id) is not None


def feed_with(secret: str) -> str:
    """Return the calendar behind a secret; raise Missing unless it is a present member's who may sign in and read."""
    if len(secret) > _LONGEST:
        raise Missing
    member = session().scalar(
        select(Member)
        .join(CalendarFeed, CalendarFeed.member_id == Member.id)
        .join(Account, Account.id == Member.account_id)
        .join(Group, Group.id == Member.group_id)
        .where(
            CalendarFeed.fingerprint == fingerprint(secret),
            Member.left_at.is_(None),
            Member.accepted_version >= Group.agreement_version,
            Account.deactivated_at.is_(None),
        )
    )
    if member is None:
        raise Missing
    since = clock.now() - PAST
    found = select(Meeting).where(Meeting.group_id == member.group_id, Meeting.starts_at > since)
    return calendar_of(session().scalars(found.order_by(Meeting.starts_at).limit(2 * limits.MEETINGS_AHEAD)))


def calendar_of(meetings: Iterable[Meeting]) -> str:
    """Return meetings as a calendar file."""
    return as_calendar(_entry(one) for one in meetings)


def _entry(meeting: Meeting) -> Entry:
    return Entry(
        uid=f"{meeting.id}@supervise",
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        changed_at=meeting.changed_at,
        revision=meeting.revision,
        cancelled=meeting.cancelled_at is not None,
        link=place.address(f"/meetings/{meeting.id}"),
    )
