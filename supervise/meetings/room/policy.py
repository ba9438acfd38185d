"""Who may do what with what is left of a meeting. Pure: the rows decide."""

from supervise.core.policy import No, Verdict, Yes
from supervise.groups.models import Member, Role
from supervise.meetings.models import AgendaItem, Meeting


def may_keep_words(member: Member, meeting: Meeting, item: AgendaItem | None) -> Verdict:
    """Keep what was said about a case as part of its thread: whoever presented it, once the meeting is over."""
    if meeting.ended_at is None:
        return No("What was said can be kept when the meeting is over.")
    if item is None or item.dilemma_id is None or item.presenter_id != member.id:
        return No("What was said about a case is kept by the one who presented it.")
    return Yes()


def may_write_decisions(member: Member, meeting: Meeting, holder_id: str) -> Verdict:
    """Write down what was decided: whoever held the meeting at its end, or was named to."""
    if meeting.ended_at is None:
        return No("The record is written when the meeting is over.")
    if member.id in {holder_id, meeting.facilitator_id}:
        return Yes()
    return No("What was decided is written down by whoever held the meeting.")


def may_destroy_notes(member: Member, meeting: Meeting) -> Verdict:
    """Destroy what was noted together, once the meeting is over: who was to hold it, supervisors, the convenor."""
    if meeting.ended_at is None:
        return No("While the meeting is on, words are taken out of its notes where they stand.")
    if member.convenor or member.role is Role.SUPERVISOR or member.id == meeting.facilitator_id:
        return Yes()
    return No("Notes are destroyed by whoever was to hold the meeting, a supervisor or the convenor.")
