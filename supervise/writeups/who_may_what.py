"""The rows of 'Who may do what' that concern write-ups, asked of the policies themselves."""

from supervise.core import clock
from supervise.core.ids import new_id
from supervise.core.policy import Verdict
from supervise.groups.models import Group, Member, Mode
from supervise.groups.who_may_what import row
from supervise.writeups import policy
from supervise.writeups.marking import policy as marking
from supervise.writeups.models import Mark, Marking, WriteUp


def _write_up(member: Member, own: bool) -> WriteUp:
    return WriteUp(id=new_id(), author_id=member.id if own else new_id(), shared_version=1)


def _reads(member: Member, own: bool) -> Verdict:
    return policy.may_read(member, _write_up(member, own), assigned=own)


def _decides(member: Member, own: bool) -> Verdict:
    return policy.may_decide(member, _write_up(member, own=False), assigned=own)


def _notes(member: Member, own: bool) -> Verdict:
    return policy.may_note(member, _write_up(member, own=False), assigned=own)


def _says_aside(member: Member, own: bool) -> Verdict:
    return policy.may_say_aside(member, _write_up(member, own), assigned=own)


def _covers(member: Member, own: bool) -> Verdict:
    return policy.may_cover(member, _write_up(member, own), assigned=own)


def _uncovers(member: Member, own: bool) -> Verdict:
    return policy.may_uncover(member, _write_up(member, own=False), assigned=own)


def _redacts(member: Member, own: bool) -> Verdict:
    return policy.may_redact(member, _write_up(member, own), [member.id if own else new_id()], assigned=own)


def _arranges(member: Member, own: bool) -> Verdict:
    return marking.may_arrange(member, _write_up(member, own))


def _marks(member: Member, own: bool) -> Verdict:
    return marking.may_mark(member, Mark(member_id=member.id if own else new_id()))


def _reads_marks(member: Member, own: bool) -> Verdict:
    return marking.may_read_marks(member, _write_up(member, own), Marking(released_at=clock.now()))


def _replaces(member: Member, own: bool) -> Verdict:
    return marking.may_replace(member, _write_up(member, own))


ROWS = {
    "begin a write-up": lambda member, _: policy.may_begin(member),
    "read a write-up (own: for supervisors, shared with them)": _reads,
    "write in a write-up, keep its versions": lambda m, own: policy.may_write(m, _write_up(m, own)),
    "make outlines of the group's own": lambda member, _: policy.may_shape_outlines(member),
    "share a write-up with supervisors": lambda m, own: policy.may_share(m, _write_up(m, own)),
    "submit a verified version of a write-up": lambda m, own: policy.may_submit(m, _write_up(m, own)),
    "recall a submitted version of a write-up": lambda m, own: policy.may_recall(m, _write_up(m, own)),
    "return or verify a write-up (own: shared with them)": _decides,
    "write in the margin of a write-up (own: shared with them)": _notes,
    "write between author and supervisors of a write-up (own: for supervisors, shared with them)": _says_aside,
    "take a wording that is suggested in the margin": lambda m, own: policy.may_take(m, _write_up(m, own)),
    "cover a passage of a write-up (own: for supervisors, shared with them)": _covers,
    "show covered words of a write-up again (own: shared with them)": _uncovers,
    "destroy covered words of a write-up (own: for supervisors, shared with them)": _redacts,
    "have what one submits marked, in a group that is led": lambda m, _: marking.may_be_marked(m, Group(mode=Mode.LED)),
    "appoint who marks what others submitted, and release the marks": _arranges,
    "mark a submitted copy by its number (own: appointed for it)": _marks,
    "read how a write-up was marked, once it is released": _reads_marks,
    "put other words into a copy that is being marked, to disguise it": _replaces,
    "destroy a write-up": lambda m, own: policy.may_destroy(m, _write_up(m, own)),
}

for place, (label, asks) in enumerate(ROWS.items()):
    row(label, asks, place=400 + place)
