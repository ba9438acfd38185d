"""Backup and restore in their plain form: one consistent file, checked before it counts as one.

SQLite is copied by its own backup API while people write; PostgreSQL by `pg_dump` and `pg_restore`.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from supervise.core import clock, offload
from supervise.core.db import Database
from supervise.core.ids import new_id

KEPT = 14
PREFIX, SUFFIX = "supervise-", ".backup"


class CannotKeep(Exception):
    """A backup or restore that was not done; the message is one line that says why and what to do."""


def back_up(database: Database, target: Path) -> Path:
    """Write a backup to a file that must not exist yet, while the server runs; raises CannotKeep."""
    if target.exists():
        raise CannotKeep(f"{target} is there already. Name a new file, so that no backup is lost.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{new_id()}.unfinished")
    try:
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        offload.run(_copy, database, unfinished)
        unfinished.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
    return target


def restore(database: Database, source: Path) -> None:
    """Put a backup back into an installation that holds nothing yet; raises CannotKeep."""
    if not source.is_file():
        raise CannotKeep(f"There is no backup {source}.")
    if database.is_sqlite:
        _restore_sqlite(_file(database), source)
    else:
        _run("pg_restore", ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname"], database.url, source)


def nightly(database: Database, folder: Path) -> Path:
    """Write tonight's backup and let the newest KEPT stay."""
    done = back_up(database, folder / f"{PREFIX}{clock.now():%Y%m%dT%H%M%SZ}{SUFFIX}")
    for old in sorted(folder.glob(f"{PREFIX}*{SUFFIX}"))[:-KEPT]:
        old.unlink()
    return done


def newest(folder: Path) -> datetime | None:
    """Return when the newest nightly backup was made, or None."""
    names = sorted(p.name for p in folder.glob(f"{PREFIX}*{SUFFIX}"))
    if not names:
        return None
    stamp = names[-1].removeprefix(PREFIX).removesuffix(SUFFIX)
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=clock.now().tzinfo)


def _copy(database: Database, target: Path) -> None:
    if not database.is_sqlite:
        _run("pg_dump", ["--format=custom", "--no-owner", "--file", str(target), "--dbname"], database.url)
        return
    with (
        contextlib.closing(sqlite3.connect(_file(database))) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=512)
        copy.execute("PRAGMA journal_mode=DELETE")
        _whole(copy, target)


def _restore_sqlite(file: Path, source: Path) -> None:
    if file.exists() and file.stat().st_size:
        raise CannotKeep(f"{file} holds an installation already. Restore into an empty data directory.")
    with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        _whole(copy, source)
    fresh = file.with_name(f"{file.name}.{new_id()}")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    fresh.replace(file)


def _whole(connection: sqlite3.Connection, file: Path) -> None:
    try:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError:
        found = None
    if found != ("ok",):
        raise CannotKeep(f"{file} is not a whole backup. Take another one.")


def _file(database: Database) -> Path:
    if not database.url.database:
        raise CannotKeep("A database in memory cannot be kept.")
    return Path(database.url.database)


def _run(program: str, words: list[str], url: URL, *more: Path) -> None:
    if shutil.which(program) is None:
        raise CannotKeep(f"{program} is not installed. Install PostgreSQL's client programs, then try again.")
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603  our own words and the owner's own database
        [program, *words, plain, *map(str, more)],
        env={**os.environ, **secret},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise CannotKeep(f"{program} did not finish (status {done.returncode}). Look at the database server's log.")
