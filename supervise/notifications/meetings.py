"""Which members are told by e-mail that a meeting is planned, moved or called off: all but whoever did it."""

from sqlalchemy import select

from supervise.accounts.models import Account
from supervise.core.db import session
from supervise.core.events import within
from supervise.core.jobs import promise
from supervise.groups.models import Group, Member
from supervise.meetings.events import MeetingCancelled, MeetingChanged, MeetingEvent, MeetingPlanned
from supervise.notifications.kinds import Kind


@within(MeetingPlanned)
def planned(event: MeetingPlanned) -> None:
    """Promise the invitation; for a series one, to its first meeting."""
    _promise_to_others(event, Kind.MEETING_PLANNED)


@within(MeetingChanged)
def changed(event: MeetingChanged) -> None:
    """Promise the new time where it was moved; one e-mail where a series was."""
    if event.moved and event.first:
        _promise_to_others(event, Kind.MEETING_MOVED)


@within(MeetingCancelled)
def called_off(event: MeetingCancelled) -> None:
    """Promise to tell that it is not held; one e-mail where a series was called off."""
    if event.first:
        _promise_to_others(event, Kind.MEETING_CALLED_OFF)


def _promise_to_others(event: MeetingEvent, what: Kind) -> None:
    others = (
        select(Member.account_id)
        .join(Account, Account.id == Member.account_id)
        .join(Group, Group.id == Member.group_id)
        .where(
            Member.group_id == event.group_id,
            Member.id != event.actor_id,
            Member.left_at.is_(None),
            Member.accepted_version >= Group.agreement_version,
            Account.deactivated_at.is_(None),
            Account.demonstration.is_(False),
        )
    )
    for account_id in session().scalars(others).all():
        promise("e-mail", what=what, account=account_id, meeting=event.meeting_id)
