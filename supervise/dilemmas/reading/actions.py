"""Moving one's own reading position, and keeping threads at hand."""

from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.dilemmas.models import Comment
from supervise.dilemmas.queries import Thread, thread_for
from supervise.dilemmas.reading.models import NOTHING_READ, Bookmark, ReadUpTo
from supervise.groups.queries import take_turn


def read_up_to(actor: Actor, dilemma_id: Id, number: int) -> int:
    """Move the actor's position in a thread forward to a comment's number and return where it stands.

    0 is the dilemma itself. It never goes back here, since another device may be further; a number beyond the last
    comment counts as the last. Raises Missing where the thread is not open to the actor.
    """
    with transaction():
        thread = thread_for(actor, dilemma_id)
        take_turn(thread.member)
        place = _place(thread)
        place.number = max(place.number, min(number, _last(thread)))
        place.at = clock.now()
        return place.number


def keep_as_new(actor: Actor, dilemma_id: Id, number: int | None = None) -> None:
    """Move the actor's position back before a comment, or before the whole thread: it is new to them again.

    Raises Missing where the thread is not open to the actor.
    """
    with transaction():
        thread = thread_for(actor, dilemma_id)
        take_turn(thread.member)
        place = _place(thread)
        place.number = NOTHING_READ if number is None else max(0, min(number, _last(thread)) - 1)
        place.at = clock.now()


def keep_at_hand(actor: Actor, dilemma_id: Id, *, on: bool) -> None:
    """Keep a dilemma at hand, or do so no more; doing either twice is doing it once.

    Raises Missing where the thread is not open to the actor.
    """
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        take_turn(thread.member)
        kept = db.get(Bookmark, (thread.member.id, thread.dilemma.id))
        if on and kept is None:
            db.add(Bookmark(member_id=thread.member.id, dilemma_id=thread.dilemma.id, at=clock.now()))
        elif kept is not None and not on:
            db.delete(kept)


def _place(thread: Thread) -> ReadUpTo:
    db = session()
    found = db.get(ReadUpTo, (thread.member.id, thread.dilemma.id))
    if found is None:
        found = ReadUpTo(member_id=thread.member.id, dilemma_id=thread.dilemma.id, number=NOTHING_READ, at=clock.now())
        db.add(found)
    return found


def _last(thread: Thread) -> int:
    last = select(func.max(Comment.number)).where(Comment.dilemma_id == thread.dilemma.id)
    return session().scalar(last) or 0
