"""The round that looks, for each member whose time it is, whether something came that they wish to hear of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.jobs import comes_round, promise
from supervise.dilemmas.models import Closure, Dilemma
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat
from supervise.notifications.following.models import Following, Level, Wishes
from supervise.notifications.following.queries import DEFAULT_LEVEL, DEFAULT_PACE, hours_of, is_news
from supervise.notifications.following.timing import looks_until
from supervise.notifications.kinds import Kind


@dataclass(frozen=True, slots=True)
class _Due:
    seat: Seat
    level: Level
    since: datetime
    until: datetime


@comes_round("news", timedelta(minutes=1))
def tell_news() -> None:
    """Promise one e-mail to each person for whom something came that they wish to hear of, however many groups."""
    heard: dict[str, list[Seat]] = defaultdict(list)
    looked: list[_Due] = []
    for due in _due():
        looked.append(due)
        if is_news(due.seat, due.level, due.since, due.until):
            heard[due.seat.member.account_id].append(due.seat)
    told = {seat.member.id for seats in heard.values() for seat in seats}
    with transaction() as db:
        for due in looked:
            member_id = due.seat.member.id
            kept = db.get(Following, member_id) or Following(member_id=member_id)
            kept.looked_at = due.until
            kept.told_at = clock.now() if member_id in told else kept.told_at
            db.add(kept)
        for account_id, seats in heard.items():
            only = seats[0].group.id if len(seats) == 1 else ""
            promise("e-mail", what=Kind.SOMETHING_NEW, account=account_id, group=only)


def _due() -> Iterator[_Due]:
    """Return the members whose time it is and in whose group something moved since it was looked at for them."""
    now = clock.now()
    since = func.coalesce(Following.looked_at, Member.joined_at)
    moved = or_(
        exists().where(Dilemma.group_id == Member.group_id, Dilemma.moved_at > since),
        exists().where(Dilemma.group_id == Member.group_id, Closure.dilemma_id == Dilemma.id, Closure.at > since),
    )
    found = session().execute(
        select(Member, Following, Wishes)
        .join(Member.account)
        .join(Member.group)
        .outerjoin(Following, Following.member_id == Member.id)
        .outerjoin(Wishes, Wishes.account_id == Account.id)
        .options(contains_eager(Member.account), contains_eager(Member.group))
        .where(
            and_(Member.left_at.is_(None), Member.accepted_version >= Group.agreement_version),
            and_(Account.deactivated_at.is_(None), Account.demonstration.is_(False)),
            or_(Wishes.stopped.is_(None), Wishes.stopped.is_(False)),
            moved,
        )
    )
    for member, following, wishes in found:
        pace = following.pace if following else DEFAULT_PACE
        told_at = following.told_at if following else None
        looked_at = (following.looked_at if following else None) or member.joined_at
        until = looks_until(pace, now, member.account.zone, looked_at, told_at)
        if until is not None and not hours_of(wishes).are_quiet(now, member.account.zone):
            level = following.level if following else DEFAULT_LEVEL
            yield _Due(Seat(member, member.group), level, looked_at, until)
