"""What is taken out of the index of words is in none of its bytes, with the SQLite that comes along and an older one."""

from contextlib import closing
from pathlib import Path

import pytest

from supervise.core.sqlite import LETS_GO_AT_ONCE, sqlite3
from supervise.dilemmas import comments
from supervise.ops import schema
from supervise.ops.schema import TooOld, migrate
from supervise.search.compacting import merge
from tests.cast import make_world

STEM = b"quillfeath"
"""What the index has of a word: its stem, among others."""


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


def file_of(world) -> Path:
    return Path(world.database.url.database)


def in_the_index(world) -> bool:
    """Tell whether the word is in any page of the index, once the journal is worked through."""
    with closing(sqlite3.connect(file_of(world), isolation_level=None)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return any(STEM in bytes(block) for (block,) in line.execute("SELECT block FROM search_term_data"))


def said_and_removed(world) -> None:
    with world.work():
        dilemma = world.dilemma("Ben", "She gave me a gift.")
        said = world.comment("Ada", dilemma, "Was it Quillfeather who gave it?").id
        for number in range(20):
            world.comment("Sam", dilemma, f"And what of the gift, {number}?")
    assert in_the_index(world)
    with world.work():
        comments.remove_comment(world.actor("Ada"), said)


def steps(world) -> int:
    """Merge until there is nothing more to merge; return how many steps that took."""
    with closing(sqlite3.connect(file_of(world), isolation_level=None)) as line:
        turn = 0
        while merge(line, turn):
            turn += 1
    return turn


def test_a_word_is_gone_as_soon_as_it_is_taken_out_and_nothing_has_to_be_merged(world):
    said_and_removed(world)
    assert in_the_index(world) != LETS_GO_AT_ONCE
    assert (steps(world) == 0) == LETS_GO_AT_ONCE
    assert not in_the_index(world)


def test_where_a_word_is_only_noted_as_gone_merging_takes_it_out(world):
    with closing(sqlite3.connect(file_of(world), isolation_level=None)) as line:
        line.execute("INSERT INTO search_term (search_term, rank) VALUES ('secure-delete', 0)")
    said_and_removed(world)
    assert in_the_index(world)
    assert steps(world) > 0
    assert not in_the_index(world)


def test_an_older_sqlite_says_that_it_cannot_read_this_instead_of_failing_at_every_post(world, monkeypatch):
    said_and_removed(world)
    monkeypatch.setattr(schema, "LETS_GO_AT_ONCE", False)
    if LETS_GO_AT_ONCE:
        with pytest.raises(TooOld, match=r"3\.44"):
            migrate(world.database)
    else:
        assert not migrate(world.database)


def test_going_back_an_older_sqlite_finds_an_index_that_it_can_read(world):
    said_and_removed(world)
    schema.unmigrate(world.database, "0023")
    with closing(sqlite3.connect(file_of(world), isolation_level=None)) as line:
        told = dict(line.execute("SELECT k, v FROM search_term_config"))
        assert told["version"] == 4 and not told.get("secure-delete")
        line.execute("INSERT INTO search_term (search_term) VALUES ('integrity-check')")
        (entries,) = line.execute("SELECT count(*) FROM search_entry").fetchone()
        line.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', 'search_term', 'row')")
        (indexed,) = line.execute("SELECT max(doc) FROM temp.words").fetchone()  # all of them say 'gift'
    assert entries == indexed == 21
