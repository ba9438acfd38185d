"""Work that is promised inside a transaction and done later, and work that comes round by itself.

A table of our own rather than a queue library: the promise must share the fate of the transaction that
makes it, which a separate queue cannot, and what is kept here is ids only.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import JSON, Index, String, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core import clock
from supervise.core.db import Base, Database, Moment, session, transaction
from supervise.core.ids import Id, new_id

CLAIM = timedelta(minutes=5)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=7)
"""How long a job is kept once it is done or given up."""

_log = logging.getLogger("supervise.jobs")
_doers: dict[str, Callable[[Mapping[str, str]], None]] = {}
_apart: set[str] = set()
_rounds: dict[str, tuple[timedelta, Callable[[], None]]] = {}


class Job(Base):
    """A promise of one piece of work; `about` holds ids only."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "done_at", "due_at"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, str]] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)


class Round(Base):
    """When a piece of work that comes round by itself is due next."""

    __tablename__ = "round"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


def does(
    kind: str, *, apart: bool = False
) -> Callable[[Callable[[Mapping[str, str]], None]], Callable[[Mapping[str, str]], None]]:
    """Let a function do the jobs of a kind; raising means 'not yet', and it is tried again later.

    `apart` is for what takes long: it is done beside the other jobs, so that none of them waits for it.
    """

    def add(doer: Callable[[Mapping[str, str]], None]) -> Callable[[Mapping[str, str]], None]:
        _doers[kind] = doer
        if apart:
            _apart.add(kind)
        return doer

    return add


def comes_round(name: str, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Let a function be done again and again, `every` so often, by one process at a time."""

    def add(doer: Callable[[], None]) -> Callable[[], None]:
        _rounds[name] = (every, doer)
        return doer

    return add


def promise(kind: str, *, due: datetime | None = None, **about: str) -> None:
    """Promise a piece of work inside the transaction at hand."""
    session().add(Job(kind=kind, about=about, due_at=due or clock.now()))


def do_due(database: Database, *, apart: bool = False) -> int:
    """Do what is due, one piece at a time, each in work of its own; return how many were done.

    With `apart` only what takes long, without it everything else.
    """
    done = 0
    while job := _claim(database, apart=apart):
        done += _do(database, *job)
    return done


def do_rounds(database: Database) -> None:
    """Do what has come round."""
    for name, (every, doer) in list(_rounds.items()):
        if _claim_round(database, name, every):
            try:
                with database.work():
                    doer()
            except Exception as error:  # noqa: BLE001  one round must not stop the others
                _log.error("round %s failed: %s", name, type(error).__name__)


@comes_round("finished jobs", timedelta(hours=6))
def forget_finished() -> None:
    """Forget jobs that were done or given up a while ago."""
    before = clock.now() - KEPT
    with transaction() as db:
        db.execute(delete(Job).where(or_(Job.done_at < before, Job.given_up_at < before)))


def _claim(database: Database, *, apart: bool) -> tuple[Id, str, Mapping[str, str]] | None:
    now = clock.now()
    free = or_(Job.claimed_until.is_(None), Job.claimed_until < now)
    mine = Job.kind.in_(_apart) if apart else Job.kind.not_in(_apart)
    due = (Job.done_at.is_(None), Job.given_up_at.is_(None), Job.due_at <= now, free, mine)
    with database.work() as reading:
        found = reading.execute(select(Job.id, Job.kind, Job.about).where(*due).order_by(Job.due_at).limit(1)).first()
        if found is None:
            return None
        with transaction() as writing:
            claimed = writing.execute(
                update(Job).where(Job.id == found.id, *due).values(claimed_until=now + CLAIM, attempts=Job.attempts + 1)
            )
        return (found.id, found.kind, found.about) if getattr(claimed, "rowcount", 0) else _claim(database, apart=apart)


def _do(database: Database, job_id: Id, kind: str, about: Mapping[str, str]) -> int:
    try:
        with database.work():
            _doers[kind](about)
    except Exception as error:  # noqa: BLE001  whatever it was, the job stays and is tried again
        _log.warning("job %s (%s) did not work: %s", job_id, kind, type(error).__name__)
        with database.work(), transaction() as writing:
            job = writing.get_one(Job, job_id)
            job.claimed_until = None
            job.due_at = clock.now() + min(timedelta(seconds=10 * 2**job.attempts), LONGEST_WAIT)
            if job.attempts >= MOST_ATTEMPTS:
                job.given_up_at = clock.now()
        return 0
    with database.work(), transaction() as writing:
        writing.get_one(Job, job_id).done_at = clock.now()
    return 1


def _claim_round(database: Database, name: str, every: timedelta) -> bool:
    now = clock.now()
    with database.work() as reading:
        row = reading.get(Round, name)
        if row is not None and row.due_at > now:
            return False
        with transaction() as writing:
            fresh = writing.get(Round, name, with_for_update=True)
            if fresh is None:
                writing.add(Round(name=name, due_at=now + every))
                return True
            if fresh.due_at > now:
                return False
            fresh.due_at, fresh.done_at = now + every, now
            return True
