"""Words that were destroyed leave FTS5's own pages too.

A newer SQLite takes them out as they go (migration 0024); an older one only notes that they are gone until the parts of
its index are merged.
"""

from supervise.core.compacting import compacts
from supervise.core.sqlite import sqlite3

PAGES = 64
"""What one step works through, about: a few milliseconds."""

_NO_MORE = 2
"""Fewer changes than that and there was nothing left to merge (sqlite.org/fts5.html, 'merge')."""


@compacts("search")
def merge(connection: sqlite3.Connection, turn: int) -> bool:
    """Merge a stretch of the index; the first step takes all of its parts together. Answer whether there is more."""
    if turn == 0 and lets_go_at_once(connection):
        return False
    before = connection.total_changes
    pages = -PAGES if turn == 0 else PAGES
    connection.execute("INSERT INTO search_term (search_term, rank) VALUES ('merge', ?)", [pages])
    return connection.total_changes - before >= _NO_MORE


def lets_go_at_once(connection: sqlite3.Connection) -> bool:
    """Tell whether this index keeps nothing of what is taken out of it."""
    told = connection.execute("SELECT v FROM search_term_config WHERE k = 'secure-delete'").fetchone()
    return told is not None and bool(told[0])
