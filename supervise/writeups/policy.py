"""Who may do what with write-ups. Pure: the rows and the member decide."""

from collections.abc import Collection

from supervise.core.policy import No, Verdict, Yes
from supervise.groups.models import Member, Role
from supervise.writeups.models import Aside, Note, WriteUp

_GONE = No("This group is no longer yours.")
_OTHERS = No("Only its author writes in a write-up, and decides who reads it.")


def may_begin(member: Member) -> Verdict:
    """Begin a write-up of one's own."""
    if member.left_at is not None:
        return _GONE
    if member.role is Role.SUPERVISOR:
        return No("Supervisors read and sign what others write here. Therapists and trainees begin a write-up.")
    return Yes()


def may_shape_outlines(member: Member) -> Verdict:
    """Copy an outline for the group and change it."""
    if member.left_at is None and (member.convenor or member.role is Role.SUPERVISOR):
        return Yes()
    return No("The group's own outlines are made by its convenor and its supervisors.")


def may_read(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Read a write-up: its author, and a supervisor with whom it is shared."""
    if member.left_at is not None:
        return _GONE
    if write_up.author_id == member.id or (assigned and member.role is Role.SUPERVISOR):
        return Yes()
    return No("This write-up is not shared with you.")


def may_write(member: Member, write_up: WriteUp) -> Verdict:
    """Write in it, keep and restore its versions."""
    return _own(member, write_up)


def may_share(member: Member, write_up: WriteUp) -> Verdict:
    """Share a version of it with supervisors."""
    return _own(member, write_up)


def may_submit(member: Member, write_up: WriteUp) -> Verdict:
    """Submit a version of it that was verified."""
    return _own(member, write_up)


def may_recall(member: Member, write_up: WriteUp) -> Verdict:
    """Recall a version of it that was submitted, so that it can be disguised better."""
    return _own(member, write_up)


def may_be_asked(supervisor: Member, write_up: WriteUp) -> Verdict:
    """Be somebody with whom it is shared."""
    if supervisor.left_at is not None or supervisor.role is not Role.SUPERVISOR:
        return No("A write-up is shared with supervisors of its own group.")
    if supervisor.id == write_up.author_id:
        return No("Nobody signs their own write-up.")
    return Yes()


def may_decide(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Return a shared version, or verify it."""
    if write_up.author_id == member.id:
        return No("Nobody signs their own write-up.")
    if assigned and member.role is Role.SUPERVISOR and member.left_at is None:
        return Yes()
    return No("A write-up is returned or verified by a supervisor with whom it is shared.")


def may_note(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Write in its margin about a passage."""
    if write_up.author_id == member.id:
        return No("The margin is the supervisors'. You can answer what they write there.")
    if assigned and member.role is Role.SUPERVISOR and member.left_at is None:
        return Yes()
    return No("In the margin write the supervisors with whom it is shared.")


def may_answer(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Answer a note, settle it and open it again: whoever may read the write-up."""
    return may_read(member, write_up, assigned=assigned)


def may_take(member: Member, write_up: WriteUp) -> Verdict:
    """Take the wording that a note suggests into the text."""
    if _own(member, write_up):
        return Yes()
    return No("Its author takes a wording that is suggested, or leaves it.")


def may_say_aside(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Say something between its author and the supervisors it is shared with: they, and nobody else."""
    if write_up.shared_version is None:
        return No("It is shared with nobody yet, so there is nobody to say it to.")
    return may_read(member, write_up, assigned=assigned)


def may_remove(member: Member, note: Note | Aside) -> Verdict:
    """Remove a note or an aside, whose words are destroyed."""
    if note.removed_at is not None:
        return No("This was removed already.")
    if note.author_id == member.id and member.left_at is None:
        return Yes()
    return No("Nobody removes what another wrote beside a write-up.")


def may_cover(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Cover a passage of it or beside it, once others read it: whoever may read it."""
    if write_up.shared_version is None:
        return No("Nobody but you reads this yet, so there is nobody to cover it from.")
    return may_read(member, write_up, assigned=assigned)


def may_uncover(member: Member, write_up: WriteUp, *, assigned: bool) -> Verdict:
    """Look at covered words, and show them again with a reason."""
    if assigned and member.role is Role.SUPERVISOR and member.left_at is None and write_up.author_id != member.id:
        return Yes()
    return No("Covered words are shown again by a supervisor with whom the write-up is shared.")


def may_redact(member: Member, write_up: WriteUp, authors: Collection[str], *, assigned: bool) -> Verdict:
    """Destroy covered words for good; `authors` wrote the texts in which they stand."""
    if may_uncover(member, write_up, assigned=assigned):
        return Yes()
    if may_read(member, write_up, assigned=assigned) and set(authors) == {member.id}:
        return Yes()
    return No("Words of others are destroyed by a supervisor with whom the write-up is shared.")


def may_destroy(member: Member, write_up: WriteUp) -> Verdict:
    """Destroy it with all its versions."""
    return _own(member, write_up)


def _own(member: Member, write_up: WriteUp) -> Verdict:
    if member.left_at is not None:
        return _GONE
    return Yes() if write_up.author_id == member.id else _OTHERS
