"""The rows of 'Who may do what' that concern meetings and formats, asked of the policies themselves."""

from supervise.core import clock
from supervise.core.ids import Id, new_id
from supervise.core.policy import Verdict
from supervise.dilemmas.models import Audience, Dilemma, Signed
from supervise.groups.models import Group, Member, Mode
from supervise.groups.who_may_what import row
from supervise.meetings import policy
from supervise.meetings.days import policy as days
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import policy as room


def _group(mode: Mode) -> Group:
    return Group(id=new_id(), mode=mode)


def _changes(member: Member, own: bool) -> Verdict:
    meeting = Meeting(id=new_id(), facilitator_id=member.id if own else new_id(), cancelled_at=None, began_at=None)
    return policy.may_change(member, _group(Mode.LED), meeting)


def _brings(member: Member, own: bool) -> Verdict:
    author = member.id if own else new_id()
    return policy.may_bring(member, Dilemma(id=new_id(), author_id=author, audience=Audience.GROUP))


def _begins(member: Member, own: bool) -> Verdict:
    author = member.id if own else new_id()
    return days.may_begin(member, Dilemma(id=new_id(), author_id=author), closed=False, on=False)


def _continues(member: Member, own: bool) -> Verdict:
    case = AgendaItem(id=new_id(), dilemma_id=new_id(), presenter_id=member.id if own else new_id())
    return days.may_continue(member, _over(), case, new_id())


def _hands_on(member: Member, own: bool) -> Verdict:
    theirs = Dilemma(id=new_id(), author_id=new_id(), signed=Signed.NAME)
    return days.may_hand_on(member, theirs, member.id if own else new_id())


def _stops(member: Member, own: bool) -> Verdict:
    return days.may_stop(member, Dilemma(id=new_id(), author_id=member.id if own else new_id()), new_id())


def _over(**more: Id) -> Meeting:
    return Meeting(id=new_id(), **{"facilitator_id": new_id(), **more}, ended_at=clock.now())


def _keeps(member: Member, own: bool) -> Verdict:
    case = AgendaItem(id=new_id(), dilemma_id=new_id(), presenter_id=member.id if own else new_id())
    return room.may_keep_words(member, _over(), case)


def _decides(member: Member, own: bool) -> Verdict:
    return room.may_write_decisions(member, _over(), member.id if own else new_id())


def _destroys(member: Member, own: bool) -> Verdict:
    return room.may_destroy_notes(member, _over(facilitator_id=member.id if own else new_id()))


ROWS = {
    "plan a meeting in a led group": lambda member, _: policy.may_plan(member, _group(Mode.LED)),
    "plan a meeting in a co-operative or a peer group": lambda member, _: policy.may_plan(member, _group(Mode.PEER)),
    "change or cancel a meeting in a led group (own: whose chair one was handed)": _changes,
    "bring a dilemma to a meeting": _brings,
    "take a case off the agenda": lambda m, own: policy.may_take_back(m, m.id if own else new_id()),
    "begin a format over days with a dilemma": _begins,
    "go on to its next stage (own: who moderates)": lambda m, own: days.may_go_on(m, m.id if own else new_id()),
    "hand the moderating on (own: who moderates)": _hands_on,
    "stop a format over days": _stops,
    "let a case go on over days that a meeting was cut short in (own: which one presented or led)": _continues,
    "keep what was said about a case in its thread (own: which one presented)": _keeps,
    "write down what was decided in a meeting (own: which one held)": _decides,
    "destroy what was noted together in a meeting (own: which one was to hold)": _destroys,
    "make formats of the group's own": lambda member, _: policy.may_shape_formats(member),
}

for place, (label, asks) in enumerate(ROWS.items()):
    row(label, asks, place=300 + place)
