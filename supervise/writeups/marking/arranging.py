"""Arranging how what was submitted is marked: a number instead of a name, who marks it, releasing the marks."""

from sqlalchemy import exists, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.events import within
from supervise.core.ids import Id, new_id, new_number
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.groups.queries import member_in
from supervise.writeups import events, rubrics
from supervise.writeups.actions import lock
from supervise.writeups.marking import policy
from supervise.writeups.marking.actions import agree, end
from supervise.writeups.marking.queries import HandedIn, handed_in_for, knowing, marking_of, markings_of
from supervise.writeups.models import Assigned, Mark, Marking, Place, Result, State, Version
from supervise.writeups.queries import Seen, room_of
from supervise.writeups.words import STANDING

BEING_MARKED = (
    "An earlier version of it is being marked. Nothing was submitted; wait until its marks are released, or ask your "
    "convenor."
)
BEGUN = (
    "A marker has opened this version, so it is not recalled any more. Put other words in the place of what would "
    "identify somebody: the marking goes on with them, and you lose no time by it."
)
FIRST_FIRST = "Appoint who marks it first; then somebody who moderates it."
SAME = "They mark it already. Somebody else moderates it, who has not seen the first marks."
GIVEN = "Their marks are given already, and nobody takes them back. Look at how it stands now."
RELEASED = "The marks are released already. Nothing was changed."
UNSETTLED = "The marks are not all given, or the markers differ still. Nothing was released."


def open_for(seen: Seen, version: Version) -> None:
    """Give what is submitted a number and its rubric, where it is to be marked; inside the transaction that submits.

    An earlier version that nobody has begun to mark is marked no more. Raises Stale where one is being marked.
    """
    for one in markings_of(seen.write_up):
        if one.begun_at is None:
            session().delete(one)
        elif one.released_at is None:
            raise Stale(BEING_MARKED)
    if not policy.may_be_marked(seen.member, seen.seat.group):
        return
    session().flush()
    session().add(
        Marking(
            id=new_id(),
            group_id=seen.write_up.group_id,
            write_up_id=seen.write_up.id,
            version_id=version.id,
            number=_free_number(seen.write_up.group_id),
            rubric=rubrics.of(seen.outline).source,
        )
    )


def close_unopened(version: Version) -> None:
    """Let a version be marked no more, inside the transaction that recalls it; raise Stale where a marker opened it."""
    marking = marking_of(version.id)
    if marking is None:
        return
    if marking.begun_at is not None:
        raise Stale(BEGUN)
    session().delete(marking)
    session().flush()


def appoint(actor: Actor, marking_id: Id, place: Place, member_id: str) -> None:
    """Appoint who marks a submitted write-up, or who moderates it; with no member, nobody moderates it any more.

    Whoever had that place and has not given their marks, or left before both agreed, loses it. Raises NotAllowed with
    the reason for somebody who may not, Stale where marks are given or released already.
    """
    with transaction() as db:
        found = _locked(actor, marking_id)
        if found.marking.released_at is not None:
            raise Stale(RELEASED)
        now, other = found.at(place), found.at(Place.FIRST if place is Place.SECOND else Place.SECOND)
        if now is not None and now.member_id == member_id:
            return
        _may_have(found, place, member_id, other)
        if now is not None:
            if now.given_at is not None and not _left_unsettled(found, now):
                raise Stale(GIVEN)
            end(now)
            publish(events.MarkerReplaced(*_of(found), now.member_id))
        if member_id:
            db.add(
                Mark(
                    write_up_id=found.write_up.id,
                    marking_id=found.marking.id,
                    member_id=Id(member_id),
                    place=place,
                )
            )
            db.flush()
            publish(events.MarkerAppointed(*_of(found), Id(member_id), place))
        agree(found.marking)


@within(events.WriteUpShared)
def leave_to_others(event: events.WriteUpShared) -> None:
    """End the part of whoever is to mark a write-up and was shown it by name just now; its author is not told so."""
    named = select(Assigned.member_id).where(Assigned.write_up_id == event.write_up_id)
    standing = (Mark.write_up_id == event.write_up_id, Mark.ended_at.is_(None), Mark.given_at.is_(None))
    for mark in session().scalars(select(Mark).where(*standing, Mark.member_id.in_(named))).all():
        end(mark)
        agree(session().get_one(Marking, mark.marking_id))
        of = (None, event.group_id, event.write_up_id, mark.marking_id)
        publish(events.MarkerToldName(*of, mark.member_id))


def release(actor: Actor, marking_id: Id) -> Result:
    """Release the marks to the author, who may revise what was referred; raise Stale where nothing is agreed yet."""
    with transaction():
        found = _locked(actor, marking_id)
        if found.marking.released_at is not None:
            raise Stale(RELEASED)
        if found.marking.agreed is None:
            raise Stale(UNSETTLED)
        found.marking.released_at = found.write_up.moved_at = clock.now()
        if found.version.number == found.write_up.shared_version:
            passed = found.marking.agreed is Result.PASS
            found.write_up.state = State.PASSED if passed else State.REFERRED
        seq = touch(room_of(found.write_up.id), STANDING)
        publish(events.MarksReleased(*_of(found), seq))
    return found.marking.agreed


def _locked(actor: Actor, marking_id: Id) -> HandedIn:
    """Return what is arranged for the rest of a transaction, one act after another; raise Missing."""
    before = handed_in_for(actor, marking_id)
    lock(before.write_up.id)
    for one in (before.marking, *before.marks):
        session().expire(one)
    return handed_in_for(actor, marking_id)


def _left_unsettled(found: HandedIn, mark: Mark) -> bool:
    """Tell whether somebody gave their marks and left before both agreed, so that another marks in their place."""
    return mark.member.left_at is not None and found.marking.agreed is None


def _may_have(found: HandedIn, place: Place, member_id: str, other: Mark | None) -> None:
    if place is Place.SECOND and other is None:
        raise Invalid(FIRST_FIRST)
    if not member_id:
        if place is Place.FIRST:
            raise Invalid(FIRST_FIRST)
        return
    if other is not None and other.member_id == member_id:
        raise Invalid(SAME)
    marker = member_in(found.seat, member_id)
    known = knowing(found.write_up.id)
    require(policy.may_be_appointed(marker, found.write_up, knows=marker.id in known))


def _free_number(group_id: Id) -> str:
    """Return a number that no other copy of the group has."""
    while True:
        number = new_number()
        if not session().scalar(select(exists().where(Marking.group_id == group_id, Marking.number == number))):
            return number


def _of(found: HandedIn) -> tuple[Id, Id, Id, Id]:
    return found.seat.member.id, found.marking.group_id, found.write_up.id, found.marking.id
