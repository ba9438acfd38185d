"""The round that looks for whom a response names: one e-mail that something waits, when they wish to hear and may read.

It is asked when the e-mail would go, not when the words were written: by then it may be read, or open to them no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.jobs import comes_round, promise
from supervise.dilemmas.mentions.queries import waits_for
from supervise.dilemmas.models import Comment, Dilemma
from supervise.dilemmas.queries import listed
from supervise.dilemmas.reading.models import ReadUpTo
from supervise.dilemmas.showing import came_at
from supervise.groups.models import Member
from supervise.groups.queries import Seat
from supervise.notifications.following.models import Following, Level, ThreadFollowing, Wishes
from supervise.notifications.following.queries import DEFAULT_LEVEL, hours_of
from supervise.notifications.following.timing import APART, SETTLED
from supervise.notifications.kinds import Kind
from supervise.texts.models import Mention, Text

AT_ONCE = 500
"""How many are looked at in one round."""


@dataclass(frozen=True, slots=True)
class _Due:
    seat: Seat
    wishes: Wishes | None
    mentions: list[Mention]


@comes_round("mentions", timedelta(minutes=1))
def tell_named() -> None:
    """Promise one e-mail to each member of a group whom something unread names; the hours they wish for hold."""
    now = clock.now()
    with transaction():
        for due in _due(now):
            account = due.seat.member.account
            if hours_of(due.wishes).are_quiet(now, account.zone) or _told_since(due.seat.member, now - APART):
                continue
            told = _to_be_told(due)
            for mention in due.mentions:
                mention.told_at = now
            if told:
                promise("e-mail", what=Kind.SOMETHING_WAITS, account=account.id, group=due.seat.group.id)


def _due(now: datetime) -> Sequence[_Due]:
    """Return whom something names and who was not told yet, by member, once they had time to read it anyway."""
    found = session().execute(
        select(Mention, Member, Wishes)
        .join(Member, Member.id == Mention.member_id)
        .join(Member.account)
        .join(Member.group)
        .join(Text, Text.id == Mention.text_id)
        .outerjoin(Comment, Comment.id == Text.thing_id)
        .outerjoin(Wishes, Wishes.account_id == Account.id)
        .options(contains_eager(Member.account), contains_eager(Member.group))
        .where(Mention.told_at.is_(None), Mention.at <= now - SETTLED)
        .where(or_(Comment.id.is_(None), came_at() <= now))  # what is held back names nobody yet
        .where(or_(Wishes.away_until.is_(None), Wishes.away_until <= now))  # who is away for long is in nobody's way
        .order_by(Mention.at, Mention.text_id)
        .limit(AT_ONCE)
    )
    by_member: dict[str, _Due] = {}
    for mention, member, wishes in found:
        due = by_member.setdefault(member.id, _Due(Seat(member, member.group), wishes, []))
        due.mentions.append(mention)
    return list(by_member.values())


def _to_be_told(due: _Due) -> bool:
    """Tell whether something among it is open to the member, unread, and in no thread or group that they keep quiet."""
    member, group = due.seat.member, due.seat.group
    if member.left_at is not None or not due.seat.accepted:
        return False
    usual = session().get(Following, member.id)
    level = usual.level if usual is not None else DEFAULT_LEVEL
    waiting = (
        listed(due.seat)
        .add_columns(ThreadFollowing.level)
        .join(Comment, Comment.dilemma_id == Dilemma.id)
        .join(Text, Text.thing_id == Comment.id)
        .join(Mention, Mention.text_id == Text.id)
        .outerjoin(ReadUpTo, and_(ReadUpTo.dilemma_id == Dilemma.id, ReadUpTo.member_id == member.id))
        .outerjoin(
            ThreadFollowing, and_(ThreadFollowing.dilemma_id == Dilemma.id, ThreadFollowing.member_id == member.id)
        )
        .where(*waits_for(member), Mention.told_at.is_(None), Dilemma.group_id == group.id)
    )
    return any((own or level) is not Level.QUIET for _, _, own in session().execute(waiting))


def _told_since(member: Member, moment: datetime) -> bool:
    told = select(Mention.text_id).where(Mention.member_id == member.id, Mention.told_at > moment)
    return session().scalar(told.limit(1)) is not None
