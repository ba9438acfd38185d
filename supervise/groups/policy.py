"""Who may do what in a group. Pure: the member's row and the counts given decide."""

from supervise.core.actor import Actor
from supervise.core.policy import No, Verdict, Yes
from supervise.groups.models import Group, Member

_CONVENORS = No("That is for the group's convenor.")
LAST_CONVENOR = No("A group needs a convenor. Give the mark to somebody else first.")


def may_enter(member: Member) -> Verdict:
    """Be in the group at all: see who is in it, read and accept its agreement."""
    return Yes() if member.left_at is None else No("You are no longer a member of this group.")


def may_read(member: Member, group: Group) -> Verdict:
    """See anything that is written in the group."""
    if member.accepted_version < group.agreement_version:
        return No("Please read the group's agreement and accept it first.")
    return may_enter(member)


def may_describe(member: Member) -> Verdict:
    """Change the group's name, description, zone and mode."""
    return _convenes(member)


def may_invite(member: Member) -> Verdict:
    """Invite people, see who is invited, take an invitation back."""
    return _convenes(member)


def may_change_roles(member: Member) -> Verdict:
    """Change roles, give and take the convenor's mark."""
    return _convenes(member)


def may_edit_agreement(member: Member) -> Verdict:
    """Make a new version of the agreement."""
    return _convenes(member)


def may_manage_themes(member: Member) -> Verdict:
    """Add and retire themes of the group's own."""
    return _convenes(member)


def may_change_keeping(member: Member) -> Verdict:
    """Change how long the group keeps what is written."""
    return _convenes(member)


def may_read_trail(member: Member) -> Verdict:
    """Read the trail of acts."""
    return _convenes(member)


def may_remove(member: Member, other: Member) -> Verdict:
    """Take somebody else out of the group."""
    if member.id == other.id:
        return No("To go yourself, leave the group.")
    return _convenes(member)


def may_sit(*, convenor: bool, convened: bool) -> Verdict:
    """Come into a group: into one that nobody convenes, whoever convenes it from now on comes first."""
    if convenor or convened:
        return Yes()
    return No("Nobody convenes this group any more. Whoever runs this installation seats a convenor in it first.")


def may_give_up_mark(other: Member, convenors_left: int) -> Verdict:
    """Be without the mark from now on; `convenors_left` counts the others who have it and can sign in."""
    return LAST_CONVENOR if other.convenor and convenors_left == 0 else Yes()


def may_leave(member: Member, convenors_left: int, members_left: int) -> Verdict:
    """Leave: the last convenor hands over first, unless nobody stays behind."""
    return Yes() if members_left == 0 else may_give_up_mark(member, convenors_left)


def may_create_group(actor: Actor) -> Verdict:
    """Make a group and name its first convenor."""
    return Yes() if actor.owner else No("Groups are made by the person who runs this installation.")


def may_name_convenor(actor: Actor, convenors: int) -> Verdict:
    """Name a convenor for a group from outside: only where none of its convenors can sign in any more."""
    if not actor.owner:
        return No("That is for the person who runs this installation.")
    if convenors > 0:
        return No("This group has a convenor, who can give the mark to somebody else.")
    return Yes()


def _convenes(member: Member) -> Verdict:
    return Yes() if member.convenor and member.left_at is None else _CONVENORS
