"""Backup and restore in their plain form: one consistent file, checked before it counts as one.

SQLite is copied by its own backup API while people write; PostgreSQL by `pg_dump` and `pg_restore`. Beside each
backup lies the list of what has been erased so far, so that no restore brings it back.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.util import CommandError

from supervise.core import clock, offload
from supervise.core.db import Database
from supervise.core.ids import new_id
from supervise.core.sqlite import sqlite3
from supervise.ops import dumping
from supervise.ops.dumping import CannotKeep
from supervise.ops.schema import migrate

__all__ = ["CannotKeep", "back_up", "is_due", "keep_list", "newest", "newest_list", "nightly", "read_list", "restore"]

KEPT = 14
PREFIX, SUFFIX, LIST, UNFINISHED = "supervise-", ".backup", ".erased.json", ".unfinished"
OF_NOW = f"newest{LIST}"
"""The list that follows what is erased; those beside the backups are as old as they are."""
STALE = timedelta(days=2)
NIGHT = range(1, 5)
"""The hours, in UTC, in which the server makes its own backup."""

Erased = Mapping[str, list[str]]


def back_up(database: Database, target: Path, erased: Callable[[], Erased]) -> Path:
    """Write a backup, and beside it the list of what has been erased, while the server runs; raises CannotKeep.

    The file must not exist yet; it appears under its name only when it is whole and has been checked.
    """
    if target.exists():
        raise CannotKeep(f"{target} is there already. Name a new file, so that no backup is lost.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = _fresh(target)
    try:
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if database.is_sqlite:
            offload.run(_copy, _file(database), unfinished)
        else:
            dumping.dump(database.url, unfinished)
        _write_list(_list_of(target), unfinished, erased())
        unfinished.replace(target)
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            left.unlink(missing_ok=True)
    return target


def restore(database: Database, source: Path, settle: Callable[[Database], None]) -> None:
    """Put a backup into an installation that holds nothing yet, brought up to date; raises CannotKeep.

    `settle` empties again what has been erased since; on SQLite nothing is in its place before that is done.
    """
    if not source.is_file():
        raise CannotKeep(f"There is no backup {source}. Look at its name and folder.")
    _undamaged(source)
    if database.is_sqlite:
        _restore_sqlite(_file(database), source, settle)
        return
    dumping.load(database, source)
    _bring_up_to_date(database, settle)


def nightly(database: Database, folder: Path, erased: Callable[[], Erased]) -> Path:
    """Write a backup named by the moment and let the newest KEPT stay; what an earlier one left unfinished goes."""
    for left in (*folder.glob(f"{PREFIX}*{UNFINISHED}*"), *folder.glob(f"{OF_NOW}*{UNFINISHED}")):
        left.unlink()
    done = back_up(database, folder / f"{PREFIX}{clock.now():%Y%m%dT%H%M%SZ}{SUFFIX}", erased)
    for old in _all(folder)[:-KEPT]:
        old.unlink()
        _list_of(old).unlink(missing_ok=True)
    return done


def is_due(folder: Path) -> bool:
    """Tell whether the server should make its backup now: once a night, or as soon as it can after missing one."""
    last, now = newest(folder), clock.now()
    if last is None or now - last > timedelta(hours=26):
        return True
    return now.hour in NIGHT and now - last > timedelta(hours=12)


def newest(folder: Path) -> datetime | None:
    """Return when the newest of the server's own backups was made, or None."""
    made = _all(folder)
    if not made:
        return None
    stamp = made[-1].name.removeprefix(PREFIX).removesuffix(SUFFIX)
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=clock.now().tzinfo)


def newest_list(folder: Path) -> Path | None:
    """Return the newest list of what has been erased among those in a folder, or None."""
    lists = [(_read(path).get("made_at", 0), path) for path in folder.glob(f"*{LIST}")]
    return max(lists)[1] if lists else None


def keep_list(folder: Path, erased: Erased) -> Path:
    """Write the list of what has been erased by now into the folder of the backups; whole, or as it was before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / OF_NOW
    _write(kept, {"made_at": clock.millis(clock.now()), "erased": erased})
    return kept


def read_list(path: Path) -> Erased:
    """Return what a list says has been erased: ids by kind; raises CannotKeep."""
    erased = _read(path).get("erased")
    if not isinstance(erased, dict) or not all(isinstance(ids, list) for ids in erased.values()):
        raise CannotKeep(f"{path} is not a list of what has been erased. Name the file that ends in {LIST}.")
    return erased


def _all(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.glob(f"{PREFIX}*{SUFFIX}") if len(p.name) == len("supervise-20000101T000000Z.backup")
    )


def _copy(source: Path, target: Path) -> None:
    """Copy a database in one step: a reader's view of one moment, which holds no writer up."""
    try:
        with contextlib.closing(sqlite3.connect(source)) as held, contextlib.closing(sqlite3.connect(target)) as copy:
            held.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            _whole(copy, target)
    except sqlite3.Error as error:
        raise CannotKeep(f"The backup could not be written ({error}). Look at the disk's free space.") from None


def _restore_sqlite(file: Path, source: Path, settle: Callable[[Database], None]) -> None:
    if file.exists() and file.stat().st_size:
        raise CannotKeep(f"{file} holds an installation already. Restore into an empty data directory.")
    with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro&immutable=1", uri=True)) as copy:
        _whole(copy, source)
    fresh = _fresh(file)
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(source, fresh)
        restored = Database(f"sqlite:///{fresh}")
        _bring_up_to_date(restored, settle)
        with restored.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        restored.close()
        fresh.replace(file)
    finally:
        for left in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _bring_up_to_date(database: Database, settle: Callable[[Database], None]) -> None:
    try:
        migrate(database)
    except CommandError:
        raise CannotKeep("The backup was made by a newer Supervise. Install that version, then restore.") from None
    settle(database)


def _whole(connection: sqlite3.Connection, file: Path) -> None:
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ours = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError:
        sound = ours = False
    if not sound or not ours:
        raise CannotKeep(f"{file} is not a whole backup of Supervise. Take another one.")


def _undamaged(source: Path) -> None:
    """Compare a backup with the sum in the list beside it, where there is one."""
    beside = _list_of(source)
    if beside.is_file() and _read(beside).get("sha256") != _sum(source):
        raise CannotKeep(f"{source} is damaged: it is not what was written. Take another one.")


def _write_list(path: Path, backup: Path, erased: Erased) -> None:
    summed = offload.run(_sum, backup)
    _write(path, {"made_at": clock.millis(clock.now()), "sha256": summed, "erased": erased})


def _write(path: Path, told: Mapping[str, Any]) -> None:
    """Write a list as a file of its owner's own, in one step: a power cut leaves the old one or the new one."""
    unfinished = _fresh(path)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text())
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise CannotKeep(f"{path} cannot be read as a list of what has been erased. Take another one.")
    return told


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _list_of(backup: Path) -> Path:
    return backup.with_name(backup.name + LIST)


def _fresh(path: Path) -> Path:
    return path.with_name(f"{path.name}.{new_id()}{UNFINISHED}")


def _file(database: Database) -> Path:
    if not database.url.database:
        raise CannotKeep("A database in memory cannot be kept.")
    return Path(database.url.database)
