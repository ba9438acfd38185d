"""The sweep: it shows what will go, waits a week, destroys a few things at a time, and counts what went.

Whatever it is about to destroy it looks at again inside the transaction, with everybody kept from placing a hold or
changing a time meanwhile. It may be stopped anywhere and begun again: a thing and its count go in one transaction.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Subquery, delete, exists, select

from supervise.core import clock
from supervise.core.db import publish, session, transaction
from supervise.core.ids import Id, new_id
from supervise.core.jobs import comes_round
from supervise.core.rooms import touch
from supervise.dilemmas.events import CommentsGoingShown, GoingShown, ThreadEvent
from supervise.dilemmas.holds.queries import steady
from supervise.dilemmas.models import Dilemma, Signed
from supervise.dilemmas.queries import room_of
from supervise.governance.retention.models import GoingNotice, Kind, Swept
from supervise.governance.retention.queries import HOUSE_ZONE, Batch, a_week_on, batches, keeping_in, shown_by
from supervise.governance.retention.rules import RULES, Rule
from supervise.groups.models import Group

MOST = 500
"""How many things of a kind one round takes on; the rest waits for the next."""

T = TypeVar("T")

_SHOWN: dict[Kind, type[ThreadEvent]] = {Kind.DILEMMAS: GoingShown, Kind.COMMENTS: CommentsGoingShown}


@comes_round("retention", timedelta(minutes=20))
def sweep() -> None:
    """Do all of it once for every kind."""
    for rule in RULES.values():
        if rule.shown_before:
            take_notices_back(rule)
            show_what_goes(rule)
        destroy_what_is_over(rule)


def show_what_goes(rule: Rule) -> None:
    """Note, for what will be over within a week, that it is shown from now on, and say so to whom it concerns."""
    for batch in batches(rule, clock.now(), soon=True):
        for group_id, ids in _found(rule, batch, shown=False):
            with transaction() as db:
                fresh = _still(rule, group_id, ids, shown=False)
                now = clock.now()
                db.add_all(GoingNotice(kind=rule.kind, thing_id=one, group_id=group_id, told_at=now) for one in fresh)
                for dilemma in db.scalars(select(Dilemma).where(Dilemma.id.in_(fresh))).all():
                    _say_shown(_SHOWN[rule.kind], dilemma)


def take_notices_back(rule: Rule) -> None:
    """Forget the notices of what does not go after all: reopened, held, kept for longer, or gone already."""
    going: set[Id] = set()
    for batch in batches(rule, clock.now(), soon=True):
        for some in _parts(batch.groups):
            due = rule.due(some, batch.latest).subquery()
            going |= set(session().scalars(select(due.c.thing_id).where(_noticed(rule.kind, due))))
    noticed = session().scalars(select(GoingNotice.thing_id).where(GoingNotice.kind == rule.kind)).all()
    for ids in _parts([one for one in noticed if one not in going]):
        with transaction() as db:
            db.execute(delete(GoingNotice).where(GoingNotice.kind == rule.kind, GoingNotice.thing_id.in_(ids)))


def destroy_what_is_over(rule: Rule) -> None:
    """Destroy the things of a kind whose time is over, and that were shown for a week where that is the rule."""
    for batch in batches(rule, clock.now()):
        for group_id, ids in _found(rule, batch, shown=True):
            for some in _parts(ids, rule.at_once):
                for _ in range(MOST):  # a long thread goes in parts
                    if not _destroy(rule, group_id, some):
                        break


def _destroy(rule: Rule, group_id: Id | None, ids: Sequence[Id]) -> int:
    """Destroy some things of a group in one transaction, those only that are still to go; return how many went."""
    with transaction():
        if group_id is not None:
            steady(group_id)
        still = _still(rule, group_id, ids, shown=True)
        gone = rule.destroy(still) if still else 0
        if gone:
            _count(rule.kind, group_id, gone)
        return gone


def _still(rule: Rule, group_id: Id | None, ids: Sequence[Id], *, shown: bool) -> list[Id]:
    """Return which of some things are to go as everything now stands, inside a transaction.

    With `shown` those that are over now, and were shown for long enough; without it those to be shown from now on.
    """
    now, keeping = clock.now(), keeping_in(group_id, rule.kind)
    latest = keeping.latest_start(now if shown else a_week_on(now, keeping.zone))
    if latest is None:
        return []
    due = rule.due([group_id], latest).subquery()
    wanted = select(due.c.thing_id).where(
        due.c.thing_id.in_(ids), *_when(rule, due, shown_by(now, keeping.zone), shown)
    )
    return [Id(one) for one in session().scalars(wanted)]


def _found(rule: Rule, batch: Batch, *, shown: bool) -> Iterator[tuple[Id | None, list[Id]]]:
    """Find a part of what is to go (or with `shown` False, to be shown) in some groups, group by group."""
    for groups in _parts(batch.groups):
        due = rule.due(groups, batch.latest).subquery()
        found = select(due.c.thing_id, due.c.group_id).where(*_when(rule, due, batch.shown_by, shown))
        things: dict[Id | None, list[Id]] = {}
        for thing_id, group_id in session().execute(found.limit(MOST)).all():
            things.setdefault(group_id, []).append(Id(thing_id))
        yield from things.items()


def _when(rule: Rule, due: Subquery, before: datetime, shown: bool) -> list[ColumnElement[bool]]:
    if not rule.shown_before:
        return []
    return [_noticed(rule.kind, due, before) if shown else ~_noticed(rule.kind, due)]


def _parts(things: Sequence[T], size: int = MOST) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _noticed(kind: Kind, due: Subquery, before: datetime | None = None) -> ColumnElement[bool]:
    there = exists().where(GoingNotice.kind == kind, GoingNotice.thing_id == due.c.thing_id)
    return there if before is None else there.where(GoingNotice.told_at <= before)


def _count(kind: Kind, group_id: Id | None, gone: int) -> None:
    group = session().get(Group, group_id) if group_id else None
    day = clock.in_zone(clock.now(), group.zone if group else HOUSE_ZONE).date()
    today = (Swept.kind == kind, Swept.day == day, Swept.group_id == group_id)
    row = session().scalar(select(Swept).where(*today).with_for_update())
    if row is None:
        session().add(Swept(id=new_id(), group_id=group_id, kind=kind, day=day, count=gone))
    else:
        row.count += gone


def _say_shown(kind: type[ThreadEvent], dilemma: Dilemma) -> None:
    publish(
        kind(
            actor_id=None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=Signed.NAME,
            seq=touch(room_of(dilemma.id), f"dilemma-{dilemma.id}"),
            row_seq=0,
        )
    )
