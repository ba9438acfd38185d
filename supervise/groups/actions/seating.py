"""Who sits in a group, as what: seats are taken here, roles and the convenor's mark change hands."""

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.groups import policy, queries
from supervise.groups.actions.revoking import revoke_made_by
from supervise.groups.events import AgreementAccepted, ConvenorChanged, MemberJoined, RoleChanged
from supervise.groups.models import Acceptance, Group, Member, Role


def add_member(group_id: Id, account_id: Id, role: Role, convenor: bool, *, on_paper: bool = False) -> Member:
    """Seat somebody from the command line or at set-up; again changes role and mark.

    `on_paper` records that they accepted the current agreement on paper. Raises Missing where there is no such
    group, NotAllowed where the group would be left without a convenor.
    """
    with transaction() as db:
        hold(group_id)
        group = db.get(Group, group_id)
        if group is None:
            raise Missing
        member = sit(group, account_id, role, convenor=convenor)
        if on_paper:
            accept(member, group, on_paper=True)
        return member


def change_role(actor: Actor, group_id: Id, member_id: Id, role: Role) -> None:
    """Give a member another role; their own pages follow at once."""
    with transaction():
        seat = queries.seat_to_change_roles(actor, group_id)
        _take_role(queries.member_in(seat, member_id), role, seat.member.id)


def give_convenor(actor: Actor, group_id: Id, member_id: Id) -> None:
    """Give a member the convenor's mark."""
    with transaction():
        seat = queries.seat_to_change_roles(actor, group_id)
        _take_mark(queries.member_in(seat, member_id), convenor=True, by=seat.member.id)


def take_convenor(actor: Actor, group_id: Id, member_id: Id) -> None:
    """Take the convenor's mark from a member, or lay it down; raises NotAllowed for the last one."""
    with transaction():
        hold(group_id)
        seat = queries.seat_to_change_roles(actor, group_id)
        _take_mark(queries.member_in(seat, member_id), convenor=False, by=seat.member.id)


def hold(group_id: Id) -> None:
    """Keep others from changing who sits in a group until the transaction ends."""
    session().execute(select(Group.id).where(Group.id == group_id).with_for_update())


def others_convening(member: Member) -> int:
    """Return how many others hold the mark in a member's group and can sign in."""
    return sum(1 for one in queries.convenors_in(member.group_id) if one.id != member.id)


def sit(
    group: Group,
    account_id: Id,
    role: Role | None,
    *,
    convenor: bool,
    invitation_id: Id | None = None,
    by: Id | None = None,
) -> Member:
    """Let somebody sit in a group, inside a transaction: anew, again after having gone, or in another role.

    Without a role a member keeps theirs, and somebody new is a therapist. Raises NotAllowed where nobody would convene
    the group.
    """
    whose = (Member.group_id == group.id, Member.account_id == account_id)
    member = session().scalar(select(Member).options(joinedload(Member.account)).where(*whose))
    if member is not None and member.left_at is None:
        _take_role(member, role or member.role, by)
        _take_mark(member, convenor=convenor, by=by)
        return member
    require(policy.may_sit(convenor=convenor, convened=_is_convened(group.id)))
    if member is None:
        member = Member(id=new_id(), group_id=group.id, account_id=account_id)
        session().add(member)
    member.role, member.convenor = role or Role.THERAPIST, convenor
    member.joined_at, member.left_at, member.name_kept, member.accepted_version = clock.now(), None, True, 0
    session().flush()
    who = member.id if invitation_id else by
    publish(MemberJoined(who, group.id, member.id, account_id, member.role, convenor, invitation_id))
    return member


def accept(member: Member, group: Group, *, on_paper: bool = False) -> None:
    """Record inside a transaction that a member accepts the group's current agreement."""
    version = group.agreement_version
    if member.accepted_version >= version:
        return
    member.accepted_version = version
    kept = Acceptance(member_id=member.id, version=version, on_paper=on_paper, at=clock.now())
    session().merge(kept)
    by = None if on_paper else member.id
    publish(AgreementAccepted(by, group.id, member.id, member.account_id, version, on_paper))


def _is_convened(group_id: Id) -> bool:
    convening = exists().where(Member.group_id == group_id, Member.convenor, Member.left_at.is_(None))
    return bool(session().scalar(select(convening)))


def _take_role(member: Member, role: Role, by: Id | None) -> None:
    if member.role is not role:
        member.role = role
        publish(RoleChanged(by, member.group_id, member.id, member.account_id, role))


def _take_mark(member: Member, *, convenor: bool, by: Id | None) -> None:
    if member.convenor is convenor:
        return
    if not convenor:
        require(policy.may_give_up_mark(member, others_convening(member)))
        revoke_made_by(member, by)
    member.convenor = convenor
    publish(ConvenorChanged(by, member.group_id, member.id, member.account_id, convenor))
