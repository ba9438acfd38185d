"""The rows of 'Who may do what' that concern dilemmas and comments, asked of the policies themselves."""

from supervise.core.ids import new_id
from supervise.core.policy import Verdict
from supervise.dilemmas import policy
from supervise.dilemmas.holds.policy import may_hold
from supervise.dilemmas.models import Audience, Comment, Dilemma, Kind, Signed
from supervise.groups.models import Member
from supervise.groups.who_may_what import row


def _dilemma(member: Member, *, own: bool, audience: Audience = Audience.GROUP) -> Dilemma:
    return Dilemma(id=new_id(), author_id=member.id if own else new_id(), audience=audience, signed=Signed.NAME)


def _comment(member: Member, *, own: bool) -> Comment:
    return Comment(id=new_id(), author_id=member.id if own else new_id(), removed_at=None)


def _reads(member: Member, own: bool) -> Verdict:
    return policy.may_read(member, _dilemma(member, own=own))


def _reads_addressed(member: Member, own: bool) -> Verdict:
    return policy.may_read(member, _dilemma(member, own=own, audience=Audience.SUPERVISORS))


def _reads_unasked(member: Member, own: bool) -> Verdict:
    dilemma = _dilemma(member, own=own)
    dilemma.asks_first = True
    return policy.may_read(member, dilemma)


def _comments(member: Member, own: bool) -> Verdict:
    return policy.may_comment(member, _dilemma(member, own=own), closed=False)


ROWS = {
    "read dilemmas and comments open to the group": _reads,
    "read a dilemma addressed to the supervisors only": _reads_addressed,
    "read a dilemma whose author asks first, before having answered": _reads_unasked,
    "see who signed as 'a colleague'": lambda member, _: policy.may_see_signer(member),
    "post a dilemma": lambda member, _: policy.may_post(member),
    "comment": _comments,
    "comment with the kind guidance": lambda m, own: policy.may_use_kind(m, _dilemma(m, own=own), Kind.GUIDANCE),
    "acknowledge a comment of somebody else": lambda m, own: policy.may_react(
        m, _dilemma(m, own=own), _comment(m, own=False)
    ),
    "add or change a dilemma's themes": lambda m, own: policy.may_change_themes(m, _dilemma(m, own=own)),
    "edit or withdraw a dilemma": lambda m, own: policy.may_edit(m, _dilemma(m, own=own)),
    "hand a dilemma on to another group of one's own": lambda m, own: policy.may_hand_on(m, _dilemma(m, own=own)),
    "edit or remove a comment": lambda m, own: policy.may_edit_comment(m, _comment(m, own=own)),
    "cover a passage": lambda m, own: policy.may_cover(m, _dilemma(m, own=own)),
    "uncover a passage, with a reason": lambda m, _: policy.may_uncover(m),
    "destroy covered words": lambda m, own: policy.may_redact(m, m.id if own else new_id()),
    "ask, with a reason, who had a thread open": lambda m, _: policy.may_ask_readers(m),
    "see when one had a thread open oneself": lambda m, own: (
        policy.may_see_own_reading(m) if own else policy.may_ask_readers(m)
    ),
    "keep something from being destroyed for a while (a hold)": lambda m, _: may_hold(m),
    "close or reopen a dilemma": lambda m, own: policy.may_close(m, _dilemma(m, own=own)),
}

for place, (label, asks) in enumerate(ROWS.items()):
    row(label, asks, place=100 + place)
