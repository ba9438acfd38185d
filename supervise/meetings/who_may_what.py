"""The rows of 'Who may do what' that concern meetings and formats, asked of the policies themselves."""

from supervise.core.ids import new_id
from supervise.core.policy import Verdict
from supervise.dilemmas.models import Audience, Dilemma
from supervise.groups.models import Group, Member, Mode
from supervise.groups.who_may_what import row
from supervise.meetings import policy
from supervise.meetings.models import Meeting


def _group(mode: Mode) -> Group:
    return Group(id=new_id(), mode=mode)


def _changes(member: Member, own: bool) -> Verdict:
    meeting = Meeting(id=new_id(), facilitator_id=member.id if own else new_id(), cancelled_at=None, began_at=None)
    return policy.may_change(member, _group(Mode.LED), meeting)


def _brings(member: Member, own: bool) -> Verdict:
    author = member.id if own else new_id()
    return policy.may_bring(member, Dilemma(id=new_id(), author_id=author, audience=Audience.GROUP))


ROWS = {
    "plan a meeting in a led group": lambda member, _: policy.may_plan(member, _group(Mode.LED)),
    "plan a meeting in a co-operative or a peer group": lambda member, _: policy.may_plan(member, _group(Mode.PEER)),
    "change or cancel a meeting in a led group (own: whose chair one was handed)": _changes,
    "bring a dilemma to a meeting": _brings,
    "take a case off the agenda": lambda m, own: policy.may_take_back(m, m.id if own else new_id()),
    "make formats of the group's own": lambda member, _: policy.may_shape_formats(member),
}

for place, (label, asks) in enumerate(ROWS.items()):
    row(label, asks, place=300 + place)
