"""Who may do what with dilemmas and comments. Pure: the row and the member decide."""

from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas.models import Answer, Audience, Comment, Dilemma, Kind, Signed
from supervise.groups.models import Member, Role


def may_know_of(member: Member, dilemma: Dilemma) -> Verdict:
    """Know that a dilemma is there; where its author asks first, its themes, setting and approach as well."""
    if dilemma.audience is Audience.GROUP or _own(member, dilemma) or _supervises(member):
        return Yes()
    return No("This dilemma is addressed to the supervisors.")


def may_read(member: Member, dilemma: Dilemma, answer: Answer | None = None) -> Verdict:
    """Read a dilemma and its thread; `answer` is what the member said where its author asks each reader first."""
    known = may_know_of(member, dilemma)
    if not known or not dilemma.asks_first or _own(member, dilemma) or answer is Answer.NO:
        return known
    if answer is Answer.STEPS_OUT:
        return No("You have stepped out of this dilemma.")
    return No("Its author asks each reader first whether they might know somebody in it.")


def may_answer_gate(member: Member, dilemma: Dilemma, answer: Answer | None = None) -> Verdict:
    """Answer where an author asks each reader first; who has stepped out has answered for good."""
    known = may_know_of(member, dilemma)
    if not known:
        return known
    if not dilemma.asks_first or _own(member, dilemma):
        return No("Nobody asks you first here.")
    return No("You have stepped out of this dilemma.") if answer is Answer.STEPS_OUT else Yes()


def may_set_gate(member: Member, dilemma: Dilemma, *, answered: bool) -> Verdict:
    """Choose whether each reader is asked first; once somebody has answered it stays as it is."""
    if not _own(member, dilemma):
        return No("Whether readers are asked first is for the author to choose.")
    return No("Somebody has answered already, so readers are asked first no more than before.") if answered else Yes()


def may_see_signer(member: Member) -> Verdict:
    """See who signed as 'a colleague'."""
    return Yes() if _supervises(member) else No("Only supervisors can see who signed as a colleague.")


def may_post(member: Member) -> Verdict:
    """Post a dilemma to the group."""
    return Yes() if member.left_at is None else No("You are no longer a member of this group.")


def may_comment(member: Member, dilemma: Dilemma, *, closed: bool) -> Verdict:
    """Write in a thread that one may read."""
    if closed:
        return No("This dilemma is closed. It can be reopened by its author or a supervisor.")
    return may_know_of(member, dilemma)


def may_use_kind(member: Member, dilemma: Dilemma, kind: Kind, signed: Signed = Signed.NAME) -> Verdict:
    """Give a comment this kind, signed so; a kind that only few may use would tell who 'a colleague' is."""
    if kind is Kind.GUIDANCE and not _supervises(member):
        return No("Guidance is for supervisors to give. Choose another kind, or none.")
    if kind is Kind.INFORMATION and not _own(member, dilemma):
        return No("Information comes from the author of the dilemma. Choose another kind, or none.")
    signed = signature(member, dilemma, signed)
    if kind is Kind.GUIDANCE and signed is Signed.COLLEAGUE:
        return No("Guidance would show that you supervise here. Sign with your name, or choose another kind.")
    if kind is Kind.INFORMATION and signed is not dilemma.signed:
        return No("Information would show that you are the author. Sign with your name, or choose another kind.")
    return Yes()


def may_react(member: Member, dilemma: Dilemma, comment: Comment) -> Verdict:
    """Acknowledge a comment in a thread that one may read."""
    if comment.removed_at is not None:
        return No("This comment was removed.")
    if comment.author_id == member.id:
        return No("This is your own comment.")
    return may_know_of(member, dilemma)


def may_edit(member: Member, dilemma: Dilemma) -> Verdict:
    """Change the words of a dilemma."""
    return Yes() if _own(member, dilemma) else No("Only its author can change a dilemma's words.")


def may_withdraw(member: Member, dilemma: Dilemma) -> Verdict:
    """Withdraw a dilemma with its thread."""
    return Yes() if _own(member, dilemma) else No("Only its author can withdraw a dilemma.")


def may_hand_on(member: Member, dilemma: Dilemma) -> Verdict:
    """Take the words of a dilemma to another group of one's own."""
    return Yes() if _own(member, dilemma) else No("Only its author can take a dilemma to another group.")


def may_edit_comment(member: Member, comment: Comment) -> Verdict:
    """Change the words of a comment, or remove it."""
    if comment.removed_at is not None:
        return No("This comment was removed.")
    return Yes() if comment.author_id == member.id else No("Nobody edits or removes another's words.")


def may_change_themes(member: Member, dilemma: Dilemma) -> Verdict:
    """Add or change the themes of a dilemma."""
    if member.convenor or _supervises(member) or _own(member, dilemma):
        return Yes()
    return No("Themes are chosen by the author, a supervisor or the convenor.")


def may_close(member: Member, dilemma: Dilemma) -> Verdict:
    """Close or reopen a dilemma."""
    if member.convenor or _supervises(member) or _own(member, dilemma):
        return Yes()
    return No("A dilemma is closed by its author, a supervisor or the convenor.")


def may_cover(member: Member, dilemma: Dilemma) -> Verdict:
    """Cover a passage of a dilemma that one may read, or of what was written to it, closed or not."""
    return may_know_of(member, dilemma)


def may_uncover(member: Member) -> Verdict:
    """Look at covered words in what one may read, and show them to everybody again."""
    if member.convenor or _supervises(member):
        return Yes()
    return No("Covered words are shown again by the convenor or a supervisor.")


def may_redact(member: Member, author_id: Id) -> Verdict:
    """Destroy covered words in what one may read."""
    if member.convenor or _supervises(member) or member.id == author_id:
        return Yes()
    return No("Covered words are destroyed by who wrote them, a supervisor or the convenor.")


def may_ask_readers(member: Member) -> Verdict:
    """Ask, with a reason, who had a thread open while covered words stood there."""
    return Yes() if member.convenor else No("Only the convenor can ask who had a thread open.")


def may_see_own_reading(member: Member) -> Verdict:
    """See when one had a thread open oneself."""
    if _supervises(member):
        return No("This is kept for the convenor, and for therapists and trainees of themselves.")
    return Yes()


def may_come_back(member: Member, dilemma: Dilemma) -> Verdict:
    """Set a day on which to come back to a dilemma."""
    return Yes() if _own(member, dilemma) else No("This is for the author alone.")


def signature(member: Member, dilemma: Dilemma, chosen: Signed) -> Signed:
    """Return how a member's words in the thread are signed, whatever they chose."""
    return Signed.COLLEAGUE if is_colleague(member, dilemma) else chosen


def is_colleague(member: Member, dilemma: Dilemma) -> bool:
    """Tell whether this member's words in the thread are signed 'a colleague' whatever they choose."""
    return _own(member, dilemma) and dilemma.signed is Signed.COLLEAGUE


def _supervises(member: Member) -> bool:
    return member.role is Role.SUPERVISOR


def _own(member: Member, dilemma: Dilemma) -> bool:
    return dilemma.author_id == member.id
