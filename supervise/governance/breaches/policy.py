"""Who may do what with a group's breach log."""

from supervise.core.actor import Actor
from supervise.core.policy import No, Verdict, Yes
from supervise.groups.models import Member, Role


def may_keep(member: Member) -> Verdict:
    """Read the breach log, begin an entry, fill it in, take it as a document."""
    if member.left_at is None and (member.convenor or member.role is Role.SUPERVISOR):
        return Yes()
    return No("The breach log is kept by the convenor and the supervisors.")


def may_close(member: Member) -> Verdict:
    """Close an entry, or open it again."""
    if member.left_at is None and member.convenor:
        return Yes()
    return No("An entry is closed by the group's convenor, who answers for the group.")


def may_see_that(actor: Actor) -> Verdict:
    """See of every group that an entry exists, its times and where it stands with the 72 hours: no words."""
    return Yes() if actor.owner else No("That is for the person who runs this installation.")
