"""Fills a practice with comments by the hundred thousand: always the same ones, written straight into its database."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

from supervise.core.sqlite import sqlite3
from supervise.search.engine import TERMS
from supervise.texts.spelling import FORM

THREAD = 500
AT_ONCE = 20_000
_WORDS = re.findall(
    r"[a-z]+",
    "the client spoke about an ending and i noticed a wish to hold on longer than the frame allows what would "
    "supervision make of that boundary and of my own need to be useful while the silence in the room grew heavy "
    "before she left without looking back at me or at the clock that both of us had heard for the whole hour",
)
_PLACES = {
    "dilemma": "id, group_id, author_id, author_role, key, signed, audience, care, brought_in, posted_at, moved_at, "
    "colleague_present",
    "comment": "id, dilemma_id, number, author_id, author_role, signed, kind, key, posted_at",
    "text": "id, group_id, thing_id, kind, author_id, revision",
    "revision": "text_id, number, body, written_at, changed_for_disguise",
    "search_entry": "thing_id, dilemma_id, group_id, kind, posted_at, scope, own_scope, heading, words, stems, form",
}
_NAMES = ", ".join(f"'{name}'" for name in _PLACES)
_QUICKLY = ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000", "temp_store=MEMORY", "wal_autocheckpoint=0")

_FIRST = """
    SELECT d.group_id, d.author_id, d.posted_at, e.scope FROM dilemma d JOIN search_entry e ON e.thing_id = d.id
    ORDER BY d.id LIMIT 1"""

Row = tuple[Any, ...]
Rows = Mapping[str, Sequence[Row]]


def fill(url: str, comments: int) -> None:
    """Write so many comments, in threads of THREAD beside the one that is posted in, index and all.

    All in one transaction, and what would follow each row is left until the end: row by row the index of words alone
    takes ten times as long, since it writes what it has after each.
    """
    if (address := make_url(url)).get_backend_name() == "sqlite":
        _into_sqlite(str(address.database), comments)
    else:
        _into_postgresql(address.set(drivername="postgresql").render_as_string(hide_password=False), comments)


def _into_sqlite(file: str, comments: int) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for pragma in _QUICKLY:
            database.execute(f"PRAGMA {pragma}")
        first = database.execute(_FIRST).fetchone()
        database.execute("BEGIN IMMEDIATE")
        with _followed_at_the_end(database):
            for rows in _some(comments, first):
                for name, many in rows.items():
                    asked = ", ".join("?" * len(_PLACES[name].split(",")))
                    database.executemany(f"INSERT INTO {name} ({_PLACES[name]}) VALUES ({asked})", many)
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _followed_at_the_end(database: sqlite3.Connection) -> Iterator[None]:
    """Make the indexes of the filled tables once they are full, that of words in one stretch."""
    asked = f"SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ({_NAMES}) AND type IN"
    followers = database.execute(f"{asked} ('index', 'trigger')").fetchall()
    (last,) = database.execute("SELECT max(id) FROM search_entry").fetchone()
    for kind, name, _ in followers:
        database.execute(f"DROP {kind} {name}")
    yield
    database.execute(
        f"INSERT INTO search_term (rowid, terms) SELECT id, {TERMS} FROM search_entry WHERE id > ?", (last,)
    )
    for _, _, sql in followers:
        database.execute(sql)


def _into_postgresql(address: str, comments: int) -> None:
    with psycopg.connect(address) as database:
        first = database.execute(_FIRST).fetchone()
        assert first is not None
        followers = database.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({_NAMES}) AND indexname LIKE 'ix_%'"
        ).fetchall()
        for name, _ in followers:
            database.execute(f"DROP INDEX {name}")
        for rows in _some(comments, first):
            for name, many in rows.items():
                with database.cursor().copy(f"COPY {name} ({_PLACES[name]}) FROM STDIN") as copy:
                    for row in many:
                        copy.write_row(row)
        for _, made in followers:
            database.execute(made)
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
        database.execute("CHECKPOINT")


def comment_id(number: int) -> str:
    """Return the id of a comment by its number."""
    return f"c{number:019}"


def _some(comments: int, first: Row) -> Iterator[Rows]:
    """Yield the rows of so many comments by their table, a stretch at a time."""
    for start in range(0, comments, AT_ONCE):
        rows: dict[str, list[Row]] = {name: [] for name in _PLACES}
        for name, row in _rows(range(start, min(start + AT_ONCE, comments)), *first):
            rows[name].append(row)
        yield rows


def _rows(numbers: range, group: str, author: str, at: int, scope: str) -> Iterator[tuple[str, Row]]:
    for number in numbers:
        thread = f"d{number // THREAD:019}"
        if number % THREAD == 0:
            yield "dilemma", (thread, group, author, "therapist", thread, "name", "group", 0, 0, at, at, 0)
            yield from _written(thread, thread, "account", number, group, author, at, scope)
        own = comment_id(number)
        yield "comment", (own, thread, number % THREAD + 1, author, "therapist", "name", "response", own, at)
        yield from _written(own, thread, "comment", number, group, author, at, scope)


def _written(
    thing: str, thread: str, kind: str, number: int, group: str, author: str, at: int, scope: str
) -> Iterator[tuple[str, Row]]:
    text = "t" + thing[:1] + thing[2:]
    said = " ".join(random.Random(number).choices(_WORDS, k=14))
    yield "text", (text, group, thing, kind, author, 1)
    yield "revision", (text, 1, f"{said}.", at, 0)
    shown = "response" if kind == "comment" else None
    yield "search_entry", (thing, thread, group, shown, at, scope, None, "", f" {said} ", "", FORM)
