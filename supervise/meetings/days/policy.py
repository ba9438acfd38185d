"""Who may do what with a format over days. Pure: the rows decide."""

from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas import policy as dilemmas
from supervise.dilemmas.models import Dilemma, Signed
from supervise.groups.models import Member
from supervise.meetings.models import AgendaItem, Meeting


def may_begin(member: Member, dilemma: Dilemma, *, closed: bool, on: bool) -> Verdict:
    """Begin a format over days: the author alone, as with bringing it to a meeting, since it binds them to silence."""
    if dilemma.author_id != member.id:
        return No("A format is begun in a dilemma's thread by its author.")
    return may_have_one(closed=closed, on=on)


def may_have_one(*, closed: bool, on: bool) -> Verdict:
    """Have a format over days: an open thread in which none is on."""
    if closed:
        return No("This dilemma is closed. Open it again first.")
    return No("A format is on in this thread already.") if on else Yes()


def may_continue(member: Member, meeting: Meeting, item: AgendaItem | None, holder_id: Id) -> Verdict:
    """Let a case go on over days that a meeting was cut short in: whoever presented it, or held the meeting."""
    if meeting.ended_at is None:
        return No("A case goes on over days when the meeting is over.")
    if item is None or item.dilemma_id is None:
        return No("No dilemma of the group was spoken of here, so there is no thread to go on in.")
    if member.id in {item.presenter_id, holder_id}:
        return Yes()
    return No("A case goes on over days when its presenter says so, or whoever held the meeting.")


def may_go_on(member: Member, moderator_id: Id) -> Verdict:
    """Go on to the next stage before its date: whoever moderates."""
    return Yes() if member.id == moderator_id else No("That is for the one who moderates.")


def may_hand_on(member: Member, dilemma: Dilemma, moderator_id: Id) -> Verdict:
    """Hand the moderating to somebody else; not where whom it could go to would tell who 'a colleague' is."""
    if dilemma.signed is Signed.COLLEAGUE:
        return No("This dilemma is signed 'a colleague', and who may moderate would tell who that is. Its dates go on.")
    return may_go_on(member, moderator_id)


def may_stop(member: Member, dilemma: Dilemma, moderator_id: Id) -> Verdict:
    """Stop a format before its last stage: whoever moderates, and who may close the dilemma."""
    return Yes() if member.id == moderator_id else dilemmas.may_close(member, dilemma)
