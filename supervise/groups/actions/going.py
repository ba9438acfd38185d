"""How people go: by themselves or removed. What they wrote stays; everything else ends at once."""

from collections import Counter

from sqlalchemy import func, select, update

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.compacting import compact_soon
from supervise.core.db import publish, session, transaction
from supervise.core.errors import NotAllowed
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups import policy, queries
from supervise.groups.actions.revoking import revoke, revoke_made_by
from supervise.groups.actions.seating import hold, others_convening
from supervise.groups.events import GroupErased, MemberLeft, MemberRemoved
from supervise.groups.models import Group, Invitation, Member


def remove_member(actor: Actor, group_id: Id, member_id: Id, *, keep_name: bool = True) -> None:
    """Take somebody out of the group, as a convenor; what they wrote stays, under their name unless they ask otherwise.

    Raises Missing for members without the mark, NotAllowed for oneself.
    """
    with transaction():
        hold(group_id)
        seat = queries.seat_to_change_roles(actor, group_id)
        other = queries.member_in(seat, member_id)
        require(policy.may_remove(seat.member, other))
        _go(other, seat.member.id, keep_name=keep_name)
        publish(MemberRemoved(seat.member.id, group_id, other.id, other.account_id, keep_name))


def leave(actor: Actor, group_id: Id, *, keep_name: bool) -> None:
    """Leave the group; without the name, what was written stands under 'a former member'.

    Raises NotAllowed where the last convenor would leave others behind.
    """
    with transaction():
        hold(group_id)
        seat = queries.place_for(actor, group_id)
        me = seat.member
        staying = sum(1 for one in queries.members_of(seat) if one.id != me.id)
        require(policy.may_leave(me, others_convening(me), staying))
        _go(me, me.id, keep_name=keep_name)
        publish(MemberLeft(me.id, group_id, me.id, me.account_id, keep_name))


def go_for_good(member: Member, by: Id | None) -> None:
    """Let somebody who is being erased go, inside a transaction; what they wrote stands under 'a former member'.

    Raises NotAllowed, naming the group, where the last convenor would leave others behind.
    """
    if member.left_at is not None:
        member.name_kept = False
        return
    hold(member.group_id)
    group = session().get_one(Group, member.group_id)
    staying = sum(1 for one in queries.members_of(queries.Seat(member, group)) if one.id != member.id)
    if not policy.may_leave(member, others_convening(member), staying):
        raise NotAllowed(f"{group.name} would be left without a convenor. Give the mark to somebody else there first.")
    _go(member, by, keep_name=False)
    publish(MemberLeft(by, member.group_id, member.id, member.account_id, name_kept=False))


def close_group(group: Group) -> None:
    """Let everybody go, inside a transaction, from a group that is about to be erased."""
    hold(group.id)
    for member in session().scalars(select(Member).where(Member.group_id == group.id, Member.left_at.is_(None))):
        _go(member, None, keep_name=member.name_kept)
        publish(MemberLeft(None, group.id, member.id, member.account_id, member.name_kept))


def erase_group(group: Group, by: Id | None) -> Counter[str]:
    """Erase a group, inside a transaction: its name, agreement, seats, invitations, themes; return what went.

    It must be closed, and what was written in it destroyed. `by` is the account that does it.
    """
    db = session()
    seats = db.scalar(select(func.count()).select_from(Member).where(Member.group_id == group.id)) or 0
    publish(GroupErased(group.id, by))
    db.delete(group)
    db.flush()
    compact_soon()
    return Counter(group=1, seat=seats)


def forget_address(account: Account) -> None:
    """Take an address out of every invitation, inside the transaction that erases its account."""
    revoke(None, func.lower(Invitation.email) == account.email.lower())
    past = update(Invitation).where(func.lower(Invitation.email) == account.email.lower())
    session().execute(past.values(email=None, fingerprint=None))


def _go(member: Member, by: Id | None, *, keep_name: bool) -> None:
    revoke_made_by(member, by)
    member.left_at, member.convenor, member.name_kept = clock.now(), False, keep_name
