"""Inviting: into one group, with one role, for a week at most, once."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from supervise.accounts import addresses
from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, fingerprint, new_id, new_secret
from supervise.groups import queries
from supervise.groups.actions.revoking import revoke
from supervise.groups.events import InvitationMade
from supervise.groups.models import Invitation, Member, Role

LONGEST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation, and the secret of its link where it is to be handed over: it is not kept anywhere."""

    invitation: Invitation
    secret: str | None


def invite(
    actor: Actor, group_id: Id, *, email: str | None, role: Role, convenor: bool, days: int = LONGEST_DAYS
) -> Made:
    """Invite somebody: by e-mail, whose worker makes the link, or by a link that is shown once.

    An earlier open invitation to the same address is taken back. Raises Missing for members without the mark,
    Invalid (fields `email`, `days`).
    """
    address = addresses.checked(email) if email else None
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(fields={"days": [f"Give a number of days from 1 to {LONGEST_DAYS}."]})
    with transaction() as db:
        seat = queries.seat_to_invite(actor, group_id)
        secret = None if address else new_secret()
        if address:
            if _sits_here(group_id, address):
                raise Invalid(fields={"email": ["Somebody with this address is in the group already."]})
            revoke(seat.member.id, Invitation.group_id == group_id, Invitation.email == address)
        made = Invitation(
            id=new_id(),
            group_id=group_id,
            email=address,
            role=role,
            convenor=convenor,
            fingerprint=fingerprint(secret) if secret else None,
            made_by=seat.member.id,
            made_at=clock.now(),
            expires_at=clock.now() + timedelta(days=days),
        )
        db.add(made)
        db.flush()
        publish(
            InvitationMade(
                seat.member.id, group_id, made.id, by_email=address is not None, role=role, convenor=convenor
            )
        )
        return Made(made, secret)


def mint_invitation(invitation_id: Id) -> str | None:
    """Make the secret of the link that an e-mail is about to carry; one made before dies. None where nobody is invited.

    Its address is queries.address_of_invitation(invitation_id).
    """
    with transaction() as db:
        if queries.address_of_invitation(invitation_id) is None:
            return None
        secret = new_secret()
        db.get_one(Invitation, invitation_id).fingerprint = fingerprint(secret)
        return secret


def revoke_invitation(actor: Actor, group_id: Id, invitation_id: Id) -> None:
    """Take an open invitation back; its link is dead at once. Raises Missing where it is not open."""
    with transaction():
        seat = queries.seat_to_invite(actor, group_id)
        if not revoke(seat.member.id, Invitation.group_id == group_id, Invitation.id == invitation_id):
            raise Missing


def _sits_here(group_id: Id, address: str) -> bool:
    found = (
        select(Member.id)
        .join(Account, Account.id == Member.account_id)
        .where(Member.group_id == group_id, Member.left_at.is_(None), func.lower(Account.email) == address)
    )
    return session().scalar(found) is not None
