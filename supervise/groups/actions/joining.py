"""Taking an invitation up: the invitation is used, the seat taken and the agreement accepted in one go."""

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from supervise.accounts import passwords
from supervise.accounts.actions import open_account
from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Missing, NotAllowed, Stale
from supervise.core.ids import Id
from supervise.groups import queries
from supervise.groups.actions.agreeing import CHANGED
from supervise.groups.actions.seating import accept, hold, sit
from supervise.groups.models import Group, Invitation, Member

DEAD = "This invitation has been used already, was taken back, or is too old. Ask whoever invited you for a new one."


def accept_invitation(
    secret: str, *, name: str, password: str, version: int, email: str | None = None
) -> tuple[Member, Account]:
    """Join as somebody new: open their account, seat them and record that they accept the agreement they read.

    `email` counts only where the invitation was handed over as a link. Raises Missing where the invitation is
    dead, Stale where the agreement has changed since, Invalid (fields `name`, `email`, `password`): nothing is
    used up by any of these.
    """
    address = queries.invited_by(secret).invitation.email or email or ""
    session().rollback()
    hashed = passwords.hashed(password, address, name)
    with transaction():
        invitation, group = _take(secret, version)
        account = open_account(invitation.email or email or "", name, hashed=hashed)
        return _seated(invitation, group, account.id), account


def join_with(actor: Actor, secret: str, version: int) -> Member:
    """Join with the account that one has; raises Missing, Stale as above, NotAllowed for somebody in the group."""
    with transaction():
        invitation, group = _take(secret, version)
        here = (Member.group_id == group.id, Member.account_id == actor.account_id, Member.left_at.is_(None))
        if session().scalar(select(Member.id).where(*here)):
            raise NotAllowed("You are in this group already. The invitation is for somebody else.")
        return _seated(invitation, group, actor.account_id)


def _take(secret: str, version: int) -> tuple[Invitation, Group]:
    """Use an invitation up inside a transaction; of two who try at once, one finds it dead."""
    invited = queries.invited_by(secret)
    hold(invited.group.id)
    used = session().execute(
        update(Invitation)
        .where(Invitation.id == invited.invitation.id, Invitation.accepted_at.is_(None))
        .where(Invitation.revoked_at.is_(None))
        .values(accepted_at=clock.now(), fingerprint=None)
        .returning(Invitation.id)
    )
    if used.first() is None:
        raise Missing(DEAD)
    session().refresh(invited.group)
    if version != invited.group.agreement_version:
        raise Stale(CHANGED)
    return invited.invitation, invited.group


def _seated(invitation: Invitation, group: Group, account_id: Id) -> Member:
    member = sit(group, account_id, invitation.role, convenor=invitation.convenor, invitation_id=invitation.id)
    invitation.accepted_by, invitation.email = member.id, None
    accept(member, group)
    found = session().scalars(
        select(Member).options(joinedload(Member.account), joinedload(Member.group)).where(Member.id == member.id)
    )
    return found.one()
