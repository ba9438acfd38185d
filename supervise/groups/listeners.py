"""Who is no longer to hear what a group says, hears nothing more of it: in every process, once it is on the disk."""

from supervise.core.events import after
from supervise.groups.events import AgreementMade, MemberLeft, MemberRemoved, RoleChanged
from supervise.web import bus


@after(MemberRemoved, MemberLeft)
def evict_who_went(event: MemberRemoved | MemberLeft) -> None:
    """Take somebody who has gone out of the group's live rooms."""
    bus.tell("evict_member", account_id=event.account_id, group_id=event.group_id, reason="removed")


@after(RoleChanged)
def evict_for_role(event: RoleChanged) -> None:
    """Let somebody with another role come in anew: what they may see is read again."""
    bus.tell("evict_member", account_id=event.account_id, group_id=event.group_id, reason="role")


@after(AgreementMade)
def evict_for_agreement(event: AgreementMade) -> None:
    """Let everybody come in anew: what they read next is the agreement."""
    bus.tell("evict_group", group_id=event.group_id, reason="agreement")
