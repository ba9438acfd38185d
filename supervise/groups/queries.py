"""What may be read of groups: every way in starts from the reader's own seat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import once, session
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, fingerprint, is_id
from supervise.core.policy import Verdict
from supervise.groups import policy
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Agreement, Group, GroupTheme, Invitation, Member, Role

_INVITATIONS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Seat:
    """The actor's present membership of a group, and the group; its account is loaded."""

    member: Member
    group: Group

    @property
    def accepted(self) -> bool:
        """Whether the current version of the agreement has been accepted."""
        return bool(policy.may_read(self.member, self.group))


def place_for(actor: Actor, group_id: Id) -> Seat:
    """Return the actor's seat whether or not they have accepted the agreement; for that page itself and for leaving.

    One query. Raises Missing for strangers, former members, and whoever merely runs the installation.
    """
    key = ("seat", actor.account_id, group_id)
    found = once(key, lambda: session().scalar(_seats(actor).where(Member.group_id == group_id)))
    if found is None or not policy.may_enter(found):
        raise Missing
    return Seat(found, found.group)


def seat_for(actor: Actor, group_id: Id) -> Seat:
    """Return the actor's seat in a group whose current agreement they have accepted.

    Raises Missing as place_for does, AgreementFirst where the agreement is not accepted.
    """
    seat = place_for(actor, group_id)
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    return seat


def groups_of(actor: Actor) -> list[Seat]:
    """Return the actor's seats, by the groups' names; look at `accepted` before showing what is written there."""
    by_name = (func.lower(Group.name), Group.id)
    found = once(("seats", actor.account_id), lambda: session().scalars(_seats(actor).order_by(*by_name)).all())
    return [Seat(member, member.group) for member in found]


def seat_to_invite(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may invite; Missing for other members."""
    return _allowed(seat_for(actor, group_id), policy.may_invite)


def seat_to_change_roles(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may change roles; Missing for other members."""
    return _allowed(seat_for(actor, group_id), policy.may_change_roles)


def seat_to_describe(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may describe the group; Missing for other members."""
    return _allowed(seat_for(actor, group_id), policy.may_describe)


def seat_to_manage_themes(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may add and retire themes; Missing for other members."""
    return _allowed(seat_for(actor, group_id), policy.may_manage_themes)


def seat_to_read_trail(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may read the trail of acts; Missing for other members."""
    return _allowed(seat_for(actor, group_id), policy.may_read_trail)


def place_to_edit_agreement(actor: Actor, group_id: Id) -> Seat:
    """Return the place of somebody who may write the agreement, accepted or not; Missing for other members."""
    return _allowed(place_for(actor, group_id), policy.may_edit_agreement)


def take_turn(member: Member) -> None:
    """Let one person's posts follow one another, so that what is sent twice at once is found the second time."""
    session().execute(select(Member.id).where(Member.id == member.id).with_for_update(key_share=True))


def members_of(seat: Seat) -> Sequence[Member]:
    """Return the present members who can sign in, accounts loaded, by name."""
    found = _present(seat.group.id).where(Account.deactivated_at.is_(None))
    return once(("members", seat.group.id), lambda: session().scalars(found).all())


def names_in(seat: Seat) -> Sequence[str]:
    """Return the names of the present members, and nothing else of them: asked for with every comment."""
    here = select(Account.name).join(Member, Member.account_id == Account.id)
    return session().scalars(here.where(Member.group_id == seat.group.id, Member.left_at.is_(None))).all()


def deactivated_in(seat: Seat) -> Sequence[Member]:
    """Return the present members whose account is deactivated, by name."""
    return session().scalars(_present(seat.group.id).where(Account.deactivated_at.is_not(None))).all()


def supervisors_of(seat: Seat) -> Sequence[Member]:
    """Return the present supervisors who can sign in, accounts loaded, by name."""
    found = _present(seat.group.id).where(Member.role == Role.SUPERVISOR, Account.deactivated_at.is_(None))
    return once(("supervisors", seat.group.id), lambda: session().scalars(found).all())


def member_in(seat: Seat, member_id: str) -> Member:
    """Return one present member of the seat's group, account loaded; raises Missing."""
    found = session().scalar(_present(seat.group.id).where(Member.id == member_id)) if is_id(member_id) else None
    if found is None:
        raise Missing
    return found


def convenors_in(group_id: Id) -> Sequence[Member]:
    """Return the present convenors of a group who can sign in, by name."""
    can = _present(group_id).where(Member.convenor.is_(True), Account.deactivated_at.is_(None))
    return session().scalars(can).all()


def agreement_of(group: Group, version: int | None = None) -> Agreement:
    """Return a version of the group's agreement, the current one by default; raises Missing where there is none."""
    wanted = group.agreement_version if version is None else version
    found = session().get(Agreement, (group.id, wanted)) if 0 < wanted <= group.agreement_version else None
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the agreement and the name of who made it, empty for the first one of all."""

    agreement: Agreement
    made_by: str


def versions_of(seat: Seat) -> list[Version]:
    """Return all versions of the agreement of the seat's group, the newest first."""
    rows = session().execute(
        select(Agreement, Member)
        .outerjoin(Member, Member.id == Agreement.made_by)
        .outerjoin(Member.account)
        .options(contains_eager(Member.account))
        .where(Agreement.group_id == seat.group.id)
        .order_by(Agreement.version.desc())
    )
    return [Version(agreement, by.shown_name if by else "") for agreement, by in rows]


def invitations_of(seat: Seat) -> Sequence[Invitation]:
    """Return the invitations into the seat's group that are still open, the newest first."""
    open_now = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > clock.now())
    return (
        session()
        .scalars(
            select(Invitation)
            .where(Invitation.group_id == seat.group.id, *open_now)
            .order_by(Invitation.made_at.desc(), Invitation.id)
            .limit(_INVITATIONS_SHOWN)
        )
        .all()
    )


def address_of_invitation(invitation_id: Id) -> str | None:
    """Return the address that an open invitation goes to; None where it is dead or is handed over as a link."""
    return session().scalar(
        select(Invitation.email).where(
            Invitation.id == invitation_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation, its group and the agreement that comes with it; `known` says its address has an account."""

    invitation: Invitation
    group: Group
    agreement: Agreement
    known: bool


def invited_by(secret: str) -> Invited:
    """Return what a secret invites to; raises Missing where it is used, taken back, too old or was never one."""
    row = (
        session()
        .execute(
            select(Invitation, Group, Agreement, Account.id)
            .join(Group, Group.id == Invitation.group_id)
            .join(Agreement, (Agreement.group_id == Group.id) & (Agreement.version == Group.agreement_version))
            .outerjoin(Account, func.lower(Account.email) == func.lower(Invitation.email))
            .where(
                Invitation.fingerprint == fingerprint(secret),
                Invitation.accepted_at.is_(None),
                Invitation.revoked_at.is_(None),
                Invitation.expires_at > clock.now(),
            )
        )
        .first()
    )
    if row is None:
        raise Missing("This invitation has been used already, was taken back, or is too old.")
    return Invited(row[0], row[1], row[2], row[3] is not None)


def own_themes(group_id: Id) -> Sequence[GroupTheme]:
    """Return the themes that a group added for itself, retired ones too, by label."""
    found = select(GroupTheme).where(GroupTheme.group_id == group_id).order_by(func.lower(GroupTheme.label))
    return once(("own themes", group_id), lambda: session().scalars(found).all())


def group_named(name: str) -> Group | None:
    """Return the group with an id or a name, for the command line; raises Invalid where several have that name."""
    found = session().scalars(select(Group).where(Group.id == name if is_id(name) else Group.name == name)).all()
    if len(found) > 1:
        raise Invalid(f"Several groups are called {name}. Give the id of the one you mean.")
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group as the owner sees it: its name and who convenes it, nothing inside."""

    id: Id
    name: str
    demonstration: bool
    convenors: tuple[str, ...]


def groups_for_owner(actor: Actor) -> list[GroupShown]:
    """Return all groups with their convenors, for the owner only; raises Missing for anybody else."""
    if not policy.may_create_group(actor):
        raise Missing
    groups = session().scalars(select(Group).order_by(func.lower(Group.name), Group.id)).all()
    convening = session().execute(
        select(Member.group_id, Account.name)
        .join(Account, Account.id == Member.account_id)
        .where(Member.left_at.is_(None), Member.convenor.is_(True), Account.deactivated_at.is_(None))
        .order_by(func.lower(Account.name))
    )
    names: dict[Id, list[str]] = {}
    for group_id, name in convening:
        names.setdefault(group_id, []).append(name)
    return [GroupShown(g.id, g.name, g.demonstration, tuple(names.get(g.id, ()))) for g in groups]


def group_for_owner(actor: Actor, group_id: Id) -> GroupShown:
    """Return one group for the owner; raises Missing for anybody else, and where there is none."""
    found = next((g for g in groups_for_owner(actor) if g.id == group_id), None)
    if found is None:
        raise Missing
    return found


def _seats(actor: Actor) -> Select[Member]:
    return (
        select(Member)
        .join(Member.group)
        .join(Member.account)
        .options(contains_eager(Member.group), contains_eager(Member.account))
        .where(Member.account_id == actor.account_id, Member.left_at.is_(None), Account.deactivated_at.is_(None))
    )


def _present(group_id: Id) -> Select[Member]:
    return (
        select(Member)
        .join(Member.account)
        .options(contains_eager(Member.account))
        .where(Member.group_id == group_id, Member.left_at.is_(None))
        .order_by(func.lower(Account.name), Member.id)
    )


def _allowed(seat: Seat, may: Callable[[Member], Verdict]) -> Seat:
    if not may(seat.member):
        raise Missing
    return seat
