"""How an invitation dies before its time, inside a transaction."""

from sqlalchemy import ColumnElement, select

from supervise.core import clock
from supervise.core.db import publish, session
from supervise.core.ids import Id
from supervise.groups.events import InvitationRevoked
from supervise.groups.models import Invitation, Member


def revoke(by: Id | None, *which: ColumnElement[bool]) -> int:
    """Take open invitations back: secret and address are forgotten with them; return how many."""
    still_open = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    found = session().scalars(select(Invitation).where(*still_open, *which)).all()
    for one in found:
        one.revoked_at, one.fingerprint, one.email = clock.now(), None, None
        publish(InvitationRevoked(by, one.group_id, one.id))
    return len(found)


def revoke_made_by(member: Member, by: Id | None) -> None:
    """Take back what somebody invited who may not invite any longer."""
    revoke(by, Invitation.group_id == member.group_id, Invitation.made_by == member.id)
