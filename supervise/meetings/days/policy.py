"""Who may do what with a format over days (PRODUCT.md, 'Who may do what'). Pure: the rows decide."""

from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas import policy as dilemmas
from supervise.dilemmas.models import Dilemma
from supervise.groups.models import Member


def may_begin(member: Member, dilemma: Dilemma, *, closed: bool, on: bool) -> Verdict:
    """Begin a format over days: the author alone, as with bringing it to a meeting, since it binds them to silence."""
    if dilemma.author_id != member.id:
        return No("A format is begun in a dilemma's thread by its author.")
    if closed:
        return No("This dilemma is closed. Open it again first.")
    return No("A format is on in this thread already.") if on else Yes()


def may_go_on(member: Member, moderator_id: Id) -> Verdict:
    """Go on to the next stage before its date, or hand that to somebody else: whoever moderates."""
    return Yes() if member.id == moderator_id else No("That is for the one who moderates.")


def may_stop(member: Member, dilemma: Dilemma, moderator_id: Id) -> Verdict:
    """Stop a format before its last stage: whoever moderates, and who may close the dilemma."""
    return Yes() if member.id == moderator_id else dilemmas.may_close(member, dilemma)
