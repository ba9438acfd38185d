"""E-mails about write-ups: that something waits, to whom it is shared with, to its author once it is answered.

Whoever verified a version is told once it is submitted, and if it is recalled.
"""

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.jobs import promise
from supervise.groups.models import Member
from supervise.notifications.kinds import Kind
from supervise.writeups.events import WriteUpDecided, WriteUpEvent, WriteUpRecalled, WriteUpShared, WriteUpSubmitted
from supervise.writeups.models import Assigned, Decision, Version, WriteUp


@within(WriteUpShared)
def shared(event: WriteUpShared) -> None:
    """Promise it to every supervisor with whom it is shared."""
    named = select(Assigned.member_id).where(Assigned.write_up_id == event.write_up_id)
    for member_id in session().scalars(named).all():
        _promise(event, member_id)


@within(WriteUpDecided)
def decided(event: WriteUpDecided) -> None:
    """Promise it to the author."""
    _promise(event, session().get_one(WriteUp, event.write_up_id).author_id)


@within(WriteUpSubmitted, WriteUpRecalled)
def handed_in_or_taken_back(event: WriteUpSubmitted | WriteUpRecalled) -> None:
    """Promise it to the supervisor who verified it."""
    at = (Version.write_up_id == event.write_up_id) & (Version.number == event.version)
    signed = select(Decision.by_id).join(Version, Version.id == Decision.version_id).where(at)
    signed = signed.join(Member, Member.id == Decision.by_id).where(Member.left_at.is_(None))
    for member_id in session().scalars(signed).all():
        _promise(event, member_id)


def _promise(event: WriteUpEvent, member_id: Id) -> None:
    account_id = session().scalars(select(Member.account_id).where(Member.id == member_id)).one()
    promise("e-mail", what=Kind.SOMETHING_WAITS, account=account_id, group=event.group_id)
