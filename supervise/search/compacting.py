"""Words that were destroyed leave FTS5's own pages too: it only notes that they are gone until its parts are merged."""

import sqlite3

from supervise.core.compacting import compacts

PAGES = 64
"""What one step works through, about: a few milliseconds."""

_NO_MORE = 2
"""Fewer changes than that and there was nothing left to merge (sqlite.org/fts5.html, 'merge')."""


@compacts("search")
def merge(connection: sqlite3.Connection, turn: int) -> bool:
    """Merge a stretch of the index; the first step takes all of its parts together. Answer whether there is more."""
    before = connection.total_changes
    pages = -PAGES if turn == 0 else PAGES
    connection.execute("INSERT INTO search_term (search_term, rank) VALUES ('merge', ?)", [pages])
    return connection.total_changes - before >= _NO_MORE
