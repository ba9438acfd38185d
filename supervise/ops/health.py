"""Whether an installation is well: its database asked for real, and looked through after a stop that was none."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from supervise.core.db import Database

MARK = "running"


class Damaged(Exception):
    """The database's file is damaged; the message is one line that says what to do."""


def answers(database: Database) -> bool:
    """Tell whether the database answers a question."""
    try:
        with database.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT 1").scalar() == 1
    except SQLAlchemyError:
        return False


def is_sound(database: Database) -> bool:
    """Tell whether the database's file is whole (SQLite; PostgreSQL looks after its own)."""
    if not database.is_sqlite:
        return True
    try:
        with database.engine.connect() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    except SQLAlchemyError:
        return False


@contextlib.contextmanager
def running(data_dir: Path, database_url: str) -> Iterator[None]:
    """Mark the data directory as served for as long as the block runs.

    A mark that is there already was left by a stop without an end (a power cut, `kill -9`): then the database is
    looked through first. Raises Damaged.
    """
    mark = data_dir / MARK
    if mark.exists() and not _whole_after_all(database_url):
        raise Damaged(
            "The database is damaged, and nothing is served from it. Move it away and put the newest backup back: "
            f"supervise restore {data_dir / 'backups'}/FILE (see docs/small-practice.md, 'Restore')."
        )
    own = str(os.getpid())
    mark.write_text(own)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if mark.read_text() == own:
                mark.unlink()


def _whole_after_all(database_url: str) -> bool:
    database = Database(database_url)
    try:
        return is_sound(database)
    finally:
        database.close()
