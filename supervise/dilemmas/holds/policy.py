"""Who may hold something, who may let it go, and whether a thing may be destroyed. Pure."""

from collections.abc import Collection

from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas.holds.models import Hold
from supervise.groups.models import Member, Role

HELD = (
    "This is held: a supervisor or the convenor asked for it to be kept, so it is not destroyed until that is over. "
    "The group's page about how long things are kept says who to ask."
)


def may_hold(member: Member) -> Verdict:
    """Keep a dilemma, a person's texts or the whole group from being destroyed."""
    if member.left_at is None and (member.convenor or member.role is Role.SUPERVISOR):
        return Yes()
    return No("A hold is placed by a supervisor or the convenor.")


def may_lift(member: Member, hold: Hold, writers: Collection[str]) -> Verdict:
    """Let go what is held; `writers` are the members whose texts the hold is about.

    Nobody ends a hold on their own texts that somebody else placed.
    """
    if hold.lifted_at is not None:
        return No("This hold is over already.")
    if member.id in writers and hold.by_id != member.id:
        return No("This hold is about your own texts, so another supervisor or the convenor lifts it.")
    return may_hold(member)


def may_know_reason(member: Member, hold: Hold, writers: Collection[str]) -> Verdict:
    """Learn why something is held, and whose texts: who may hold, and who is concerned. Others see that it is held."""
    if may_hold(member) or member.id in {*writers, hold.by_id}:
        return Yes()
    return No("Why something is held is for the supervisors, the convenor and whom it concerns.")


def may_be_destroyed(holds: Collection[Hold]) -> Verdict:
    """Destroy a thing over which these holds stand; the No is a sentence for whoever wanted it gone."""
    return No(HELD) if any(hold.lifted_at is None for hold in holds) else Yes()
