"""A database that is put back as it was, after each of ten thousand questions.

Most of what is asked is refused, and of a refusal nothing is written but a line of the trail: then only such lines are
taken away. The whole is put back after everything else, which makes every connection read all it knew of it anew.
"""

import sqlite3
from contextlib import closing
from typing import Any

from sqlalchemy import event

from supervise.core.db import Database

_READING = {"SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE"}
_TRAIL = "act"


class KeptState:
    """A database as it is now, to be put back; what is written to it by SQLAlchemy is noted from now on."""

    def __init__(self, database: Database) -> None:
        path = database.url.database
        assert database.is_sqlite and path
        self._live = sqlite3.connect(path, isolation_level=None)
        self._live.execute("PRAGMA synchronous=OFF")  # a power cut would end the test as well
        self._pristine = sqlite3.connect(":memory:")
        self._live.backup(self._pristine)
        self._lines = self._asked(f"SELECT coalesce(max(rowid), 0) FROM {_TRAIL}")
        self._version = self._asked("PRAGMA data_version")
        self._more_than_lines = False
        event.listen(database.engine, "before_cursor_execute", self._note)

    def put_back(self) -> None:
        """Put it back, if anything was written since."""
        if self._asked("PRAGMA data_version") == self._version:
            return
        if self._more_than_lines:
            self._pristine.backup(self._live)
        else:
            self._live.execute(f"DELETE FROM {_TRAIL} WHERE rowid > ?", (self._lines,))
        self._more_than_lines = False
        self._version = self._asked("PRAGMA data_version")

    def close(self) -> None:
        self._live.close()
        self._pristine.close()

    def _note(self, connection: object, cursor: object, statement: str, *_: Any) -> None:
        word = statement.split(None, 1)[0].upper()
        if word not in _READING and not statement.startswith(f"INSERT INTO {_TRAIL} ("):
            self._more_than_lines = True

    def _asked(self, question: str) -> int:
        with closing(self._live.execute(question)) as told:
            return int(told.fetchone()[0])
