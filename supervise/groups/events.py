"""What happens to groups. `actor_id` is the member who did it, None where the installation itself did."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.groups.models import Mode, Role


@dataclass(frozen=True, slots=True)
class GroupEvent(Event):
    """Something in a group."""

    tag: ClassVar[str] = "group"
    actor_id: Id | None
    group_id: Id


@dataclass(frozen=True, slots=True)
class GroupCreated(Event):
    """A group was made; `by` is the account that made it."""

    tag: ClassVar[str] = "group.created"
    group_id: Id
    by: Id
    mode: Mode


@dataclass(frozen=True, slots=True)
class GroupDescribed(GroupEvent):
    """The group has another name, description or zone."""

    tag: ClassVar[str] = "group.described"


@dataclass(frozen=True, slots=True)
class GroupErased(Event):
    """A group was erased with all that was in it; `by` is the account that did it, None at the command line."""

    tag: ClassVar[str] = "group.erased"
    group_id: Id
    by: Id | None


@dataclass(frozen=True, slots=True)
class KeepingShortened(GroupEvent):
    """The group will keep some kind of thing for a shorter time; its members are told before that begins."""

    tag: ClassVar[str] = "group.keeping.shortened"


@dataclass(frozen=True, slots=True)
class ModeChanged(GroupEvent):
    """The group works in another mode."""

    tag: ClassVar[str] = "group.mode.changed"
    mode: Mode


@dataclass(frozen=True, slots=True)
class ConvenorNamed(Event):
    """The owner named a convenor for a group that had none who could sign in; `by` is the owner's account."""

    tag: ClassVar[str] = "group.convenor.named"
    group_id: Id
    by: Id
    member_id: Id


@dataclass(frozen=True, slots=True)
class MemberEvent(GroupEvent):
    """Something that concerns one member, whose account is `account_id`."""

    tag: ClassVar[str] = "member"
    member_id: Id
    account_id: Id


@dataclass(frozen=True, slots=True)
class MemberJoined(MemberEvent):
    """Somebody became a member; by which invitation, if by one."""

    tag: ClassVar[str] = "member.joined"
    role: Role
    convenor: bool
    invitation_id: Id | None = None


@dataclass(frozen=True, slots=True)
class MemberRemoved(MemberEvent):
    """A convenor took somebody out of the group."""

    tag: ClassVar[str] = "member.removed"
    name_kept: bool


@dataclass(frozen=True, slots=True)
class MemberLeft(MemberEvent):
    """Somebody left the group."""

    tag: ClassVar[str] = "member.left"
    name_kept: bool


@dataclass(frozen=True, slots=True)
class RoleChanged(MemberEvent):
    """A member has another role."""

    tag: ClassVar[str] = "member.role.changed"
    role: Role


@dataclass(frozen=True, slots=True)
class ConvenorChanged(MemberEvent):
    """A member got the convenor's mark or lost it."""

    tag: ClassVar[str] = "member.convenor.changed"
    convenor: bool


@dataclass(frozen=True, slots=True)
class AgreementMade(GroupEvent):
    """There is a new version of the agreement."""

    tag: ClassVar[str] = "agreement.made"
    version: int


@dataclass(frozen=True, slots=True)
class AgreementAccepted(MemberEvent):
    """A member accepted a version; on paper where somebody else entered it."""

    tag: ClassVar[str] = "agreement.accepted"
    version: int
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class InvitationEvent(GroupEvent):
    """Something that concerns one invitation."""

    tag: ClassVar[str] = "invitation"
    invitation_id: Id


@dataclass(frozen=True, slots=True)
class InvitationMade(InvitationEvent):
    """Somebody is invited; by e-mail, else by a link that was handed over."""

    tag: ClassVar[str] = "invitation.made"
    by_email: bool
    role: Role
    convenor: bool


@dataclass(frozen=True, slots=True)
class InvitationRevoked(InvitationEvent):
    """An invitation was taken back."""

    tag: ClassVar[str] = "invitation.revoked"


@dataclass(frozen=True, slots=True)
class ThemeEvent(GroupEvent):
    """Something that concerns a theme of the group's own."""

    tag: ClassVar[str] = "theme"
    theme_id: Id


@dataclass(frozen=True, slots=True)
class ThemeAdded(ThemeEvent):
    """The group has a theme of its own more."""

    tag: ClassVar[str] = "theme.added"


@dataclass(frozen=True, slots=True)
class ThemeRetired(ThemeEvent):
    """A theme of the group's own is no longer offered."""

    tag: ClassVar[str] = "theme.retired"
