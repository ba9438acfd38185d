"""Who may do what with the marking of write-ups. Pure: the rows and the member decide.

A marker never learns who wrote what they mark. So nobody marks who was ever shown it by its author, and nobody who
convenes: the convenor sees who handed in what, and the trail of acts.
"""

from supervise.core.policy import No, Verdict, Yes
from supervise.groups.models import Group, Member, Mode, Role
from supervise.writeups.models import Mark, Marking, Place, WriteUp

_GONE = No("This group is no longer yours.")


def may_be_marked(author: Member, group: Group) -> Verdict:
    """Have what one submits marked: trainees, in a group that a supervisor leads."""
    if group.mode is not Mode.LED:
        return No("Write-ups are marked in groups that a supervisor leads. In this one nobody marks another.")
    if author.role is not Role.TRAINEE:
        return No("What trainees submit is marked. What you submit is frozen, with its time and its fingerprint.")
    return Yes()


def may_arrange(member: Member, write_up: WriteUp) -> Verdict:
    """Appoint who marks a submitted write-up, and release the marks."""
    if member.left_at is not None:
        return _GONE
    if not member.convenor:
        return No("The convenor appoints who marks what was submitted, and releases the marks.")
    if write_up.author_id == member.id:
        return No("Nobody appoints who marks their own write-up. Ask the owner to name another convenor for this.")
    return Yes()


def may_be_appointed(supervisor: Member, write_up: WriteUp, *, knows: bool) -> Verdict:
    """Be somebody who marks or moderates it; `knows` says that it was ever shared with them."""
    if supervisor.left_at is not None or supervisor.role is not Role.SUPERVISOR:
        return No("A write-up is marked by supervisors of its own group.")
    if supervisor.id == write_up.author_id:
        return No("Nobody marks their own write-up.")
    if knows:
        return No("It was shared with them by name, and a marker knows the number alone.")
    if supervisor.convenor:
        return No("Whoever convenes the group sees who handed it in, and a marker knows the number alone.")
    return Yes()


def may_mark(member: Member, mark: Mark) -> Verdict:
    """Read a submitted copy by its number, and mark it: whoever was appointed, as long as they know no name."""
    if member.left_at is not None:
        return _GONE
    if mark.member_id != member.id or mark.ended_at is not None or member.role is not Role.SUPERVISOR:
        return No("A submitted copy is marked by the supervisors who were appointed for it.")
    if member.convenor:
        return No("Whoever convenes the group sees who handed in what, and so marks nothing. Ask for another marker.")
    return Yes()


def may_give(member: Member, mark: Mark) -> Verdict:
    """Give one's marks, which is done once."""
    if mark.given_at is not None:
        return No("Your marks are given already, and stand as you gave them.")
    return may_mark(member, mark)


def may_see_others(member: Member, mark: Mark) -> Verdict:
    """See what the other marker gave: once one's own marks are given."""
    if mark.given_at is None:
        return No("You see the other marks once your own are given, so that neither leads the other.")
    return may_mark(member, mark)


def may_settle(member: Member, mark: Mark, marking: Marking) -> Verdict:
    """Write down what both markers agreed on where they had differed: the second one."""
    if marking.released_at is not None:
        return No("The marks are released, and stand as they are.")
    if mark.place is not Place.SECOND:
        return No("The second marker writes down what you both agree on.")
    return may_see_others(member, mark)


def may_read_marks(member: Member, write_up: WriteUp, marking: Marking) -> Verdict:
    """Read the marks with their reasons: its author, once they are released."""
    if member.left_at is not None:
        return _GONE
    if write_up.author_id != member.id:
        return No("Marks are read by the author of the write-up, and by those who gave them.")
    if marking.released_at is None:
        return No("The marks are not released yet. You are told by e-mail when they are.")
    return Yes()


def may_replace(member: Member, write_up: WriteUp) -> Verdict:
    """Put other words in the place of some that would identify somebody, in a copy that is being marked."""
    if member.left_at is not None:
        return _GONE
    if write_up.author_id != member.id:
        return No("Its author says otherwise what would identify somebody.")
    return Yes()
