"""What is new to a person: always the reader's own position, never anybody else's."""

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from supervise.core import limits
from supervise.core.db import once, session
from supervise.core.ids import Id
from supervise.dilemmas.models import Closure, Comment, Dilemma
from supervise.dilemmas.queries import Thread, listed
from supervise.dilemmas.reading.models import NOTHING_READ, Bookmark, ReadUpTo
from supervise.dilemmas.showing import is_shown_to
from supervise.groups.queries import Seat

Row = tuple[Dilemma, Closure | None]


def place_in(thread: Thread) -> int | None:
    """Return the number up to which the actor has read a thread; None where they never opened it."""
    key = (thread.member.id, thread.dilemma.id)
    found = once(("read up to", *key), lambda: session().get(ReadUpTo, key))
    return found.number if found else None


def first_new_in(thread: Thread) -> Id | None:
    """Return the first comment of another person that came since the actor was here; None on a first visit."""
    place = place_in(thread)
    if place is None or place == NOTHING_READ:
        return None
    came = (
        select(Comment.id)
        .where(Comment.dilemma_id == thread.dilemma.id, Comment.number > place)
        .where(Comment.author_id != thread.member.id, Comment.removed_at.is_(None), is_shown_to(thread.member))
        .order_by(Comment.number)
        .limit(1)
    )
    return session().scalar(came)


def news_in(seat: Seat) -> list[Row]:
    """Return the group's dilemmas with something that the actor has not read yet, the latest moved first.

    New is a dilemma of another person that was posted since the actor is in the group and never opened, and a thread
    in which another person has responded since; at most one page of them.
    """
    mine = and_(ReadUpTo.dilemma_id == Dilemma.id, ReadUpTo.member_id == seat.member.id)
    found = listed(seat).outerjoin(ReadUpTo, mine).where(Dilemma.moved_at >= seat.member.joined_at, _new_to(seat))
    newest = found.order_by(Dilemma.moved_at.desc(), Dilemma.id.desc()).limit(limits.GROUP_PAGE)
    return [(dilemma, closure) for dilemma, closure in session().execute(newest)]


def is_at_hand(thread: Thread) -> bool:
    """Tell whether the actor keeps a thread at hand."""
    return session().get(Bookmark, (thread.member.id, thread.dilemma.id)) is not None


def at_hand_in(seat: Seat) -> list[Row]:
    """Return the group's dilemmas that the actor keeps at hand and may still read, the last kept first."""
    kept = listed(seat).join(Bookmark, and_(Bookmark.dilemma_id == Dilemma.id, Bookmark.member_id == seat.member.id))
    return [(dilemma, closure) for dilemma, closure in session().execute(kept.order_by(Bookmark.at.desc(), Dilemma.id))]


def _new_to(seat: Seat) -> ColumnElement[bool]:
    me = seat.member
    read = func.coalesce(ReadUpTo.number, NOTHING_READ)
    unopened = and_(read == NOTHING_READ, Dilemma.author_id != me.id, Dilemma.posted_at >= me.joined_at)
    came = exists().where(
        Comment.dilemma_id == Dilemma.id,
        Comment.number > read,
        Comment.author_id != me.id,
        Comment.removed_at.is_(None),
        Comment.posted_at >= me.joined_at,
        is_shown_to(me),
    )
    return or_(unopened, came)
