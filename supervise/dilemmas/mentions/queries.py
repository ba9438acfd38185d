"""Who is named in responses, as the thread shows it; and what names a person, as it waits for them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from supervise.accounts.models import Account
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.models import Closure, Comment, Dilemma
from supervise.dilemmas.queries import Thread, listed
from supervise.dilemmas.reading.models import NOTHING_READ, ReadUpTo
from supervise.dilemmas.reading.queries import place_in
from supervise.dilemmas.showing import is_shown_to
from supervise.groups.models import Member
from supervise.groups.queries import Seat, members_of
from supervise.texts.models import Mention, Text, TextKind
from supervise.texts.queries import Words


@dataclass(frozen=True, slots=True)
class Named:
    """A response that names the actor and that they have not read, with its dilemma."""

    dilemma: Dilemma
    closure: Closure | None
    comment: Comment


def names_marked(thread: Thread, words: Collection[Words]) -> Mapping[Id, Sequence[str]]:
    """Return the names to be marked in some texts of a thread, by text.

    Where each reader is asked first none is: a name that is not marked would tell who steps out.
    """
    texts = [one.text_id for one in words if "@" in (one.body or "")]
    if not texts or thread.dilemma.asks_first:
        return {}
    kept = (
        select(Mention.text_id, Account.name)
        .join(Member, Member.id == Mention.member_id)
        .join(Account, Account.id == Member.account_id)
        .where(Mention.text_id.in_(texts), Member.left_at.is_(None))
    )
    found: dict[Id, list[str]] = defaultdict(list)
    for text_id, name in session().execute(kept):
        found[text_id].append(name)
    return found


def names_offered(thread: Thread) -> list[str]:
    """Return whom the actor can name in a thread: the others to whom it is addressed, asked first or not."""
    here = [one for one in members_of(thread.seat) if one.id != thread.member.id]
    return list(dict.fromkeys(one.account.name for one in here if policy.may_know_of(one, thread.dilemma)))


def naming(seat: Seat) -> list[Named]:
    """Return the unread responses that name the actor in what they may read, one of each thread, the newest first."""
    found = (
        listed(seat)
        .add_columns(Comment)
        .join(Comment, Comment.dilemma_id == Dilemma.id)
        .join(Text, and_(Text.thing_id == Comment.id, Text.kind == TextKind.COMMENT))
        .join(Mention, Mention.text_id == Text.id)
        .outerjoin(ReadUpTo, and_(ReadUpTo.dilemma_id == Dilemma.id, ReadUpTo.member_id == seat.member.id))
        .where(*waits_for(seat.member), Comment.posted_at >= seat.member.joined_at)
    )
    rows = session().execute(found.order_by(Comment.posted_at.desc(), Comment.number.desc())).all()
    first = {dilemma.id: Named(dilemma, closure, comment) for dilemma, closure, comment in rows}
    return list(first.values())


def waits_for(member: Member) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a response names a member and waits for them: another's, and not read since."""
    unread = func.coalesce(ReadUpTo.number, NOTHING_READ) < Comment.number
    return (
        Mention.member_id == member.id,
        Comment.author_id != member.id,
        Comment.removed_at.is_(None),
        is_shown_to(member),
        or_(unread, ReadUpTo.at < Mention.at),  # the name may have come with an edit
    )


def place_for_reading(thread: Thread) -> int | None:
    """Return up to where the actor has read a thread; no further than before what names them since."""
    place = place_in(thread)
    if place is None:
        return None
    first = (
        select(func.min(Comment.number))
        .join(Text, and_(Text.thing_id == Comment.id, Text.kind == TextKind.COMMENT))
        .join(Mention, Mention.text_id == Text.id)
        .join(ReadUpTo, and_(ReadUpTo.dilemma_id == Comment.dilemma_id, ReadUpTo.member_id == thread.member.id))
        .where(Comment.dilemma_id == thread.dilemma.id, *waits_for(thread.member))
    )
    named_at = session().scalar(first)
    return place if named_at is None else min(place, named_at - 1)
