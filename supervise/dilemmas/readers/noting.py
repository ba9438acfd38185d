"""Noting that somebody has a thread open: in this process's memory first, on the disk a little later, all together.

A visit is one row. Nothing of this is in the way of whoever reads or posts: a person's visit to a thread is written at
most once in a few minutes, except where words were covered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import Id, new_id
from supervise.dilemmas.models import Dilemma, Reading
from supervise.groups.models import Member

ONE_VISIT = timedelta(minutes=30)
"""How long somebody may be away and still be on the same visit."""

EVERY = timedelta(minutes=3)

Pair = tuple[Id, Id]
"""A dilemma and a member."""


@dataclass
class _Visit:
    row: Id
    first: datetime
    last: datetime
    written: datetime | None = None


@dataclass
class _Book:
    visits: dict[Pair, _Visit] = field(default_factory=dict)
    all_due: bool = False


_book = _Book()


def note(dilemma_id: Id, member_id: Id) -> None:
    """Note that a member has a thread open now."""
    now = clock.now()
    visit = _book.visits.get((dilemma_id, member_id))
    if visit is None or now - visit.last > ONE_VISIT:
        _book.visits[dilemma_id, member_id] = _Visit(new_id(), now, now)
    else:
        visit.last = now


def make_due() -> None:
    """Let the next writing leave nothing out."""
    _book.all_due = True


def write() -> None:
    """Put on the disk what was noted and is due."""
    now, every = clock.now(), timedelta(0) if _book.all_due else EVERY
    due = {
        pair: visit
        for pair, visit in _book.visits.items()
        if visit.written is None or (visit.last > visit.written and now - visit.written >= every)
    }
    _book.all_due = False
    if due:
        with transaction():
            _put(list(due.items()))
        for visit in due.values():
            visit.written = now
    for pair in [pair for pair, visit in _book.visits.items() if now - visit.last > ONE_VISIT]:
        del _book.visits[pair]


def forget() -> None:
    """Forget what was noted and not written, as another application begins."""
    _book.visits.clear()


def _put(visits: Sequence[tuple[Pair, _Visit]]) -> None:
    there = _there([pair for pair, _ in visits])
    rows = [
        {"id": v.row, "dilemma_id": pair[0], "member_id": pair[1], "first_at": v.first, "last_at": v.last}
        for pair, v in visits
        if v.written is None and pair in there
    ]
    if rows:
        session().execute(insert(Reading), rows)
    for _, visit in visits:
        if visit.written is not None:
            session().execute(update(Reading).where(Reading.id == visit.row).values(last_at=visit.last))


def _there(pairs: Sequence[Pair]) -> set[Pair]:
    """Return those pairs of which both are there still; others went for good meanwhile."""
    dilemmas = set(session().scalars(select(Dilemma.id).where(Dilemma.id.in_({d for d, _ in pairs}))))
    members = set(session().scalars(select(Member.id).where(Member.id.in_({m for _, m in pairs}))))
    return {(d, m) for d, m in pairs if d in dilemmas and m in members}
