"""E-mails about write-ups: that something waits, to whom it is shared with, to its author once it is answered.

Whoever verified a version is told once it is submitted, and if it is recalled. Of marking is told who is to arrange it,
to mark, to settle or to release it, and its author once it is released.
"""

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.jobs import promise
from supervise.groups.models import Member
from supervise.groups.queries import convenors_in
from supervise.notifications.kinds import Kind
from supervise.writeups.events import (
    MarkerAppointed,
    MarkerToldName,
    MarksGiven,
    MarksReleased,
    MarksSettled,
    WriteUpDecided,
    WriteUpEvent,
    WriteUpRecalled,
    WriteUpReplaced,
    WriteUpShared,
    WriteUpSubmitted,
    WriteUpVerified,
)
from supervise.writeups.marking.policy import may_arrange
from supervise.writeups.models import Assigned, Decision, Mark, Marking, Place, Version, WriteUp


@within(WriteUpShared)
def shared(event: WriteUpShared) -> None:
    """Promise it to every supervisor with whom it is shared."""
    named = select(Assigned.member_id).where(Assigned.write_up_id == event.write_up_id)
    for member_id in session().scalars(named).all():
        _promise(event, member_id)


@within(WriteUpDecided)
def decided(event: WriteUpDecided) -> None:
    """Promise it to the author, and to whom it was decided for: nobody signs in another's place unknown to them."""
    _promise(event, session().get_one(WriteUp, event.write_up_id).author_id)
    if isinstance(event, WriteUpVerified) and event.member_id is not None:
        _promise(event, event.member_id)


@within(WriteUpSubmitted, WriteUpRecalled)
def handed_in_or_taken_back(event: WriteUpSubmitted | WriteUpRecalled) -> None:
    """Promise it to the supervisor who verified it."""
    at = (Version.write_up_id == event.write_up_id) & (Version.number == event.version)
    signed = select(Decision.by_id).join(Version, Version.id == Decision.version_id).where(at)
    signed = signed.join(Member, Member.id == Decision.by_id).where(Member.left_at.is_(None))
    for member_id in session().scalars(signed).all():
        _promise(event, member_id)


@within(MarkerAppointed)
def appointed(event: MarkerAppointed) -> None:
    """Promise it to whoever is to mark or to moderate."""
    _promise(event, event.member_id)


@within(WriteUpSubmitted)
def to_be_marked(event: WriteUpSubmitted) -> None:
    """Promise it to whoever arranges the marking, where it is to be marked."""
    at = (Version.write_up_id == event.write_up_id) & (Version.number == event.version)
    if session().scalar(select(Marking.id).join(Version, Version.id == Marking.version_id).where(at)):
        _to_convenors(event)


@within(MarkerToldName)
def to_be_arranged_again(event: MarkerToldName) -> None:
    """Promise it to whoever arranges the marking: somebody else is to mark."""
    _to_convenors(event)


@within(MarksGiven, MarksSettled)
def given(event: MarksGiven | MarksSettled) -> None:
    """Promise it to whoever releases the marks once they agree, to the second marker where they differ."""
    if session().get_one(Marking, event.marking_id).agreed is not None:
        _to_convenors(event)
        return
    marks = session().scalars(select(Mark).where(Mark.marking_id == event.marking_id, Mark.ended_at.is_(None))).all()
    if all(one.given_at for one in marks):
        for one in marks:
            if one.place is Place.SECOND:
                _promise(event, one.member_id)


@within(WriteUpReplaced)
def replaced(event: WriteUpReplaced) -> None:
    """Promise it to those who mark it still: other words stand there than they may have read."""
    marking = (Mark.marking_id == event.marking_id, Mark.ended_at.is_(None), Mark.given_at.is_(None))
    for member_id in session().scalars(select(Mark.member_id).where(*marking)).all():
        _promise(event, member_id)


@within(MarksReleased)
def released(event: MarksReleased) -> None:
    """Promise it to the author."""
    _promise(event, session().get_one(WriteUp, event.write_up_id).author_id)


def _to_convenors(event: WriteUpEvent) -> None:
    write_up = session().get_one(WriteUp, event.write_up_id)
    for convenor in convenors_in(event.group_id):
        if may_arrange(convenor, write_up):
            _promise(event, convenor.id)


def _promise(event: WriteUpEvent, member_id: Id) -> None:
    account_id = session().scalars(select(Member.account_id).where(Member.id == member_id)).one()
    promise("e-mail", what=Kind.SOMETHING_WAITS, account=account_id, group=event.group_id)
