"""Words that were destroyed leave the files too: the promise of it, and whoever keeps copies to be worked through.

Emptying a row is at once; what a database keeps of it in pages, journal and indexes is let go a moment later, once for
all that was destroyed meanwhile (`ops/compacting.py`).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.jobs import Job, promise
from supervise.core.sqlite import sqlite3

KIND = "compact"
WAIT = timedelta(seconds=10)
"""How long after words were destroyed the files are worked through, so that several are taken together."""

Step = Callable[[sqlite3.Connection, int], bool]
_steps: dict[str, Step] = {}


def compacts(name: str) -> Callable[[Step], Step]:
    """Let a function work through what a SQLite index keeps of destroyed words (PostgreSQL has VACUUM).

    It is called with a connection inside a write transaction of its own and how often it was called before this time,
    on a native thread, again and again for as long as it answers True. Each call holds writers up: a few milliseconds.
    """

    def add(step: Step) -> Step:
        _steps[name] = step
        return step

    return add


def steps() -> Mapping[str, Step]:
    """Return who has something to be worked through, by name."""
    return _steps


def compact_soon() -> None:
    """Promise, inside the transaction that destroys words, that they leave the files; one promise for all that wait."""
    db = session()
    # on PostgreSQL the lock keeps the job from being begun before these words are gone
    if db.scalar(select(Job.id).where(*_WAITING).limit(1).with_for_update()) is None:
        promise(KIND, due=clock.now() + WAIT)


def hurry() -> None:
    """Let what was promised be done at once, inside a transaction."""
    for job in session().scalars(select(Job).where(*_WAITING)):
        job.due_at = clock.now()


def is_promised() -> bool:
    """Tell whether words that were destroyed may still stand in the files."""
    return session().scalar(select(Job.id).where(*_UNDONE).limit(1)) is not None


_UNDONE = (Job.kind == KIND, Job.done_at.is_(None), Job.given_up_at.is_(None))
_WAITING = (*_UNDONE, Job.claimed_until.is_(None))
