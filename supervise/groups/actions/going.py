"""How people go: by themselves or removed. What they wrote stays; everything else ends at once."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups import policy, queries
from supervise.groups.actions.revoking import revoke_made_by
from supervise.groups.actions.seating import hold, others_convening
from supervise.groups.events import MemberLeft, MemberRemoved
from supervise.groups.models import Member


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


def _go(member: Member, by: Id, *, keep_name: bool) -> None:
    revoke_made_by(member, by)
    member.left_at, member.convenor, member.name_kept = clock.now(), False, keep_name
