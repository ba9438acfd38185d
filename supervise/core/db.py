"""The database: tables' base, the session of the work at hand, and the one way to write.

Under greenlets a write that yields would freeze everybody on SQLite, so every write transaction begins
`BEGIN IMMEDIATE` under one cooperative lock and does nothing but write until it commits.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import BigInteger, Dialect, Index, MetaData, String, create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from supervise.core import clock
from supervise.core.errors import Collision
from supervise.core.events import Event, tell_after, tell_within
from supervise.core.sqlite import sqlite3

T = TypeVar("T")

BUSY_MS = 20
BUSY_PATIENCE_S = 5.0
_WRITING = {"isolation_level": "READ COMMITTED"}


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as milliseconds since 1970: the same on both databases and on the wire."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else clock.millis(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else clock.from_millis(value)


class Choice(TypeDecorator[StrEnum]):
    """One name of an enumeration, kept as its word; a column that later learns more names needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(24)
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.kind(value)


def where_set(name: str, *columns: str, of: str) -> Index:
    """Make an index of those rows alone in which a column says anything: as short as they are few."""
    said = text(f"{of} IS NOT NULL")
    return Index(name, *columns, sqlite_where=said, postgresql_where=said)


@dataclass
class _Work:
    """One person's request, event or job: its session and what it has announced so far."""

    session: Session
    database: "Database"
    pending: list[list[Event]] = field(default_factory=list)
    writing: bool = False
    read: dict[Hashable, object] = field(default_factory=dict)

    def let_go(self) -> None:
        """Let go of the moment that was read of, and of what was read."""
        self.session.rollback()
        self.read.clear()


_work: ContextVar[_Work | None] = ContextVar("supervise_work", default=None)
_begin_immediate: ContextVar[bool] = ContextVar("supervise_begin_immediate", default=False)


class Database:
    """One database and the lock that its writers share in this process."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._lock = threading.RLock() if self.is_sqlite else None

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Open the session of one request, event or job; everything in it reads and writes through this."""
        session = self._sessions()
        token = _work.set(_Work(session, self))
        try:
            yield session
        finally:
            _work.reset(token)
            session.close()

    @contextmanager
    def writers_turn(self) -> Iterator[None]:
        """Hold the writers' lock of this process (SQLite only; PostgreSQL has its own)."""
        with self._lock or nullcontext():
            yield

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def session() -> Session:
    """Return the session of the work at hand."""
    return _present().session


def database() -> Database:
    """Return the database of the work at hand, for what concerns it as a whole."""
    return _present().database


def afresh(read: Callable[[], T]) -> T:
    """Read as things are now: what the work had read of an earlier moment is let go first."""
    _present().let_go()
    return read()


def once(key: Hashable, read: Callable[[], T]) -> T:
    """Read once what several parts of one page ask for, while the work stays at one moment and writes nothing."""
    work = _present()
    if work.writing:
        return read()
    if key not in work.read:
        work.read[key] = read()
    return cast("T", work.read[key])


@contextmanager
def transaction() -> Iterator[Session]:
    """Write: all of the block or nothing of it, on the disk when it ends.

    What was read before is read afresh inside. Events published in the block are heard within it at once
    and after the commit by those who listen then; an inner block is a savepoint whose events go with it.
    Raises Collision where another did the same at the same moment.
    """
    work = _present()
    if work.writing:
        with _collecting(work), work.session.begin_nested():
            yield work.session
        return
    announced: list[Event] = []
    with ExitStack() as turn:
        work.let_go()
        turn.enter_context(work.database.writers_turn())
        _begin(work)
        work.writing, work.pending = True, [announced]
        try:
            yield work.session
            work.session.commit()
        except IntegrityError as error:
            work.session.rollback()
            raise Collision from error
        except BaseException:
            work.session.rollback()
            raise
        finally:
            work.writing, work.pending = False, []
    for one in announced:
        tell_after(one)


def publish(happened: Event) -> None:
    """Say inside a transaction that something happened."""
    work = _present()
    if not work.writing:
        raise RuntimeError("an event is published inside the transaction that makes it true")
    work.pending[-1].append(happened)
    tell_within(happened)


@contextmanager
def _collecting(work: _Work) -> Iterator[None]:
    work.pending.append([])
    try:
        yield
    except BaseException:
        work.pending.pop()
        raise
    inner = work.pending.pop()
    work.pending[-1].extend(inner)


def _present() -> _Work:
    work = _work.get()
    if work is None:
        raise RuntimeError("no work is open: use Database.work()")
    return work


def _begin(work: _Work) -> None:
    """Take the database's own write lock; another program may hold it for a while, so ask again, politely."""
    give_up = clock.ticks() + BUSY_PATIENCE_S
    while True:
        token = _begin_immediate.set(True)
        try:
            work.session.connection(execution_options=None if work.database.is_sqlite else _WRITING)
        except OperationalError as error:
            work.session.rollback()
            if not _is_busy(error) or clock.ticks() > give_up:
                raise
        else:
            return
        finally:
            _begin_immediate.reset(token)
        clock.pause(0.01)


def _is_busy(error: OperationalError) -> bool:
    return isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, module=sqlite3, pool_size=20, max_overflow=80, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: object) -> None:  # noqa: ARG001
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"busy_timeout={BUSY_MS}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _begin_immediate.get() else "BEGIN")

    return engine


def _postgresql(url: str) -> Engine:
    # what is read together is of one moment, as on SQLite: a page and the number of its newest change belong together
    # few connections, since a server takes a hundred from all processes together: whoever finds none waits for one
    few = {"pool_size": 20, "max_overflow": 5}
    return create_engine(url, **few, pool_pre_ping=True, isolation_level="REPEATABLE READ")
