"""Letting destroyed words leave the files: out of index, journal and unused bytes, while people write.

On SQLite writers wait a few milliseconds at a time; on PostgreSQL its own VACUUM takes the rows out of tables and
indexes, and out of the samples that its planner keeps; its indexes of words are made anew while people write, all of it
in one process that takes its time.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from supervise.core import clock
from supervise.core.compacting import Step, steps
from supervise.core.db import BUSY_MS, Base, Database
from supervise.core.offload import Lane
from supervise.core.sqlite import sqlite3
from supervise.ops import unused_bytes

PAGES_AT_ONCE = 64
PATIENCE_S = 20.0
BREATH_S = 0.02
"""How long writers are left alone between two moments in which they wait."""

_WORD_INDEXES = """
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE a.amname = 'gin' AND {valid} i.indisvalid AND c.relnamespace = 'public'::regnamespace"""

_GENTLY = {"max_parallel_maintenance_workers": "0", "vacuum_cost_delay": "'2ms'"}
"""How PostgreSQL works while people write: in one process, which pauses now and then. By itself it takes every core."""

_lane = Lane(threads=1)


class StillInUse(Exception):
    """Somebody reads or writes in such a way that the files could not be worked through; try again later."""


def compact(database: Database) -> int:
    """Let what was destroyed leave the files; return how many pages still held something. Raises StillInUse."""
    if not database.is_sqlite:
        _vacuum(database, _GENTLY)
        return 0
    file = Path(str(database.url.database))
    for step in steps().values():
        _work_through(database, file, step)
    _lane.run(_checkpoint, file, "PASSIVE")
    pages = _scanned(file)
    if not pages:
        _in_turn(database, file, None, [])
        return 0
    with _wiper(file) as wiper:
        for start in range(0, len(pages), PAGES_AT_ONCE):
            _in_turn(database, file, wiper, pages[start : start + PAGES_AT_ONCE])
            clock.pause(BREATH_S)
    return len(pages)


def rewrite(database: Database) -> None:
    """Write the whole database anew, without anything unused; everybody waits until that is done."""
    if not database.is_sqlite:
        _vacuum(database, {}, "FULL, ANALYZE")
        return
    file = Path(str(database.url.database))
    for step in steps().values():
        _work_through(database, file, step)
    with database.writers_turn():
        _lane.run(_rewrite, file)


def _work_through(database: Database, file: Path, step: Step) -> None:
    turn, more = 0, True
    while more:
        with database.writers_turn():
            more = _lane.run(_step, file, step, turn)
        turn += 1
        clock.pause(BREATH_S)


def _step(file: Path, step: Step, turn: int) -> bool:
    with _opened(file) as connection:
        _begin(connection)
        more = step(connection, turn)
        connection.execute("COMMIT")
        return more


def _in_turn(database: Database, file: Path, wiper: "subprocess.Popen[str] | None", pages: Sequence[int]) -> None:
    """Empty the journal and, with nobody writing, wipe some pages; readers go on meanwhile."""
    until = clock.ticks() + PATIENCE_S
    while not _done_in_turn(database, file, wiper, pages):
        if clock.ticks() > until:
            raise StillInUse
        clock.pause(BREATH_S)


def _done_in_turn(database: Database, file: Path, wiper: "subprocess.Popen[str] | None", pages: Sequence[int]) -> bool:
    _lane.run(_checkpoint, file, "PASSIVE")
    with database.writers_turn(), _opened(file) as connection:
        if not _lane.run(_alone, connection, file):
            return False
        if wiper is not None:
            _wiped(wiper, pages)
            # a commit makes every other connection read the pages anew, which it may keep as they were
            _lane.run(_touch, connection)
        connection.execute("COMMIT")
    return True


def _alone(connection: sqlite3.Connection, file: Path) -> bool:
    """Take the write lock over an empty journal, so that the file alone holds every page as it is now."""
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        return False
    _begin(connection)
    journal = file.with_name(file.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        connection.execute("ROLLBACK")
        return False
    return True


def _touch(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {(version + 1) % 2**31}")


def _begin(connection: sqlite3.Connection) -> None:
    until = clock.ticks() + PATIENCE_S
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            if clock.ticks() > until:
                raise StillInUse from None
        else:
            return


def _checkpoint(file: Path, how: str) -> None:
    with _opened(file) as connection:
        connection.execute(f"PRAGMA wal_checkpoint({how})")


def _rewrite(file: Path) -> None:
    with _opened(file) as connection:
        connection.execute("PRAGMA temp_store=FILE")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        yield connection
    finally:
        connection.close()


def _scanned(file: Path) -> list[int]:
    done = subprocess.run(  # noqa: S603  our own interpreter and our own program
        _program("scan", file), capture_output=True, text=True, check=True
    )
    pages: list[int] = json.loads(done.stdout)
    return pages


@contextlib.contextmanager
def _wiper(file: Path) -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603  our own interpreter and our own program
        _program("wipe", file), stdin=pipe, stdout=pipe, text=True
    ) as wiper:
        try:
            _wiped(wiper, [])  # it is there, and nobody waits for its start
            yield wiper
        except BaseException:
            wiper.kill()
            raise


def _wiped(wiper: "subprocess.Popen[str]", pages: Sequence[int]) -> None:
    if wiper.stdin is None or wiper.stdout is None:
        raise StillInUse
    wiper.stdin.write(json.dumps(pages) + "\n")
    wiper.stdin.flush()
    if not wiper.stdout.readline():
        raise StillInUse


def _program(verb: str, file: Path) -> list[str]:
    return [sys.executable, "-I", str(Path(unused_bytes.__file__)), verb, str(file)]


def _vacuum(database: Database, settings: Mapping[str, str], how: str = "ANALYZE") -> None:
    """Take dead rows out of tables and indexes; wait for whoever still reads an older moment."""
    quote = database.engine.dialect.identifier_preparer.quote
    tables = [quote(table.name) for table in Base.metadata.sorted_tables]
    with (
        database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        _set_to(connection, settings),
    ):
        now = connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar_one()
        until = clock.ticks() + PATIENCE_S
        older = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            f"AND backend_xmin IS NOT NULL AND age(backend_xmin) > age('{now}'::xid8::xid)"
        )
        while connection.exec_driver_sql(older).scalar_one():
            if clock.ticks() > until:
                raise StillInUse
            clock.pause(0.1)
        for table in tables:
            connection.exec_driver_sql(f"VACUUM ({how}) {table}")
        connection.exec_driver_sql("VACUUM pg_catalog.pg_statistic")
        _make_word_indexes_anew(connection)


@contextlib.contextmanager
def _set_to(connection: Connection, settings: Mapping[str, str]) -> Iterator[None]:
    """Let settings of the server hold for one connection while a block lasts."""
    for name, value in settings.items():
        connection.exec_driver_sql(f"SET {name} = {value}")
    try:
        yield
    finally:
        for name in settings:
            connection.exec_driver_sql(f"RESET {name}")


def _make_word_indexes_anew(connection: Connection) -> None:
    """Build PostgreSQL's indexes of words again beside the old ones: they keep a word after its last row has gone."""
    quote = connection.dialect.identifier_preparer.quote
    for name in connection.exec_driver_sql(_WORD_INDEXES.format(valid="NOT")).scalars().all():
        connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(name)}")  # one that broke off
    for name in connection.exec_driver_sql(_WORD_INDEXES.format(valid="")).scalars().all():
        connection.exec_driver_sql(f"REINDEX INDEX CONCURRENTLY {quote(name)}")
