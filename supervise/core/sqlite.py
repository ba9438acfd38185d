"""The SQLite that keeps the database: the newer one that is installed with the program, else Python's own.

A process must never hold two of them: closing a file in one drops the locks of the other on it
(sqlite.org/howtocorrupt.html, section 2.2.1). So it is imported from here, and nowhere else.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:  # there is no wheel for this machine
        import sqlite3

__all__ = ["LETS_GO_AT_ONCE", "sqlite3"]

LETS_GO_AT_ONCE = sqlite3.sqlite_version_info >= (3, 44)
"""Whether a word that is taken out of the index of words is in no byte of it any more (FTS5's 'secure-delete')."""
