"""Who may do what with meetings and formats. Pure: the rows decide."""

from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas.models import Audience, Dilemma
from supervise.groups.models import Group, Member, Mode, Role
from supervise.meetings.models import Meeting

_GONE = No("This group is no longer yours.")


def may_plan(member: Member, group: Group) -> Verdict:
    """Plan a meeting and take its chair: whoever leads, and in co-operative and peer groups everybody."""
    if member.left_at is not None:
        return _GONE
    if member.convenor or member.role is Role.SUPERVISOR or group.mode is not Mode.LED:
        return Yes()
    return No("In this group the supervisors and the convenor plan the meetings. They can hand you the chair.")


def may_change(member: Member, group: Group, meeting: Meeting) -> Verdict:
    """Change or cancel a meeting: whoever may plan one, and who was handed its chair; only before it begins."""
    if meeting.cancelled_at is not None:
        return No("This meeting was cancelled.")
    if meeting.began_at is not None:
        return No("This meeting has begun, so its plan is no longer changed.")
    if meeting.facilitator_id == member.id:
        return Yes()
    return may_plan(member, group)


def may_bring(member: Member, dilemma: Dilemma) -> Verdict:
    """Bring a dilemma to a meeting."""
    if dilemma.author_id != member.id:
        return No("A dilemma is brought to a meeting by its author.")
    if dilemma.audience is not Audience.GROUP:
        return No("This dilemma is addressed to the supervisors. In a meeting the whole group would hear it.")
    if dilemma.asks_first:
        return No("This dilemma asks each reader first. In a meeting whoever steps out of it would hear it.")
    return Yes()


def may_take_back(member: Member, presenter_id: str | None) -> Verdict:
    """Take a case off the agenda again: whoever presents it."""
    return Yes() if presenter_id == member.id else No("A case is taken back by the one who presents it.")


def may_shape_formats(member: Member) -> Verdict:
    """Copy a format for the group and change it."""
    if member.left_at is None and (member.convenor or member.role is Role.SUPERVISOR):
        return Yes()
    return No("The group's own formats are made by its convenor and its supervisors.")
