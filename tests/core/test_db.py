"""What `transaction()` promises: all of a block or nothing, events that share its fate, savepoints inside."""

import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from supervise.core import db, events
from supervise.core.db import Database, publish, session, transaction
from supervise.core.events import Event
from supervise.core.rooms import Change, Room
from supervise.core.sqlite import sqlite3
from tests.core.conftest import opened


@dataclass(frozen=True, slots=True)
class Noted(Event):
    tag: ClassVar[str] = "test.noted"
    number: int


class OopsError(Exception):
    pass


@pytest.fixture
def heard(monkeypatch):
    """What was heard of Noted, within and after; whoever fails is in `fails`."""
    within, after = [], []
    monkeypatch.setitem(events._within, Noted, [lambda e: within.append(e.number)])
    monkeypatch.setitem(events._after, Noted, [lambda e: after.append(e.number)])
    return within, after


def note(number):
    session().execute(text("INSERT INTO jotting VALUES (:n)"), {"n": number})
    publish(Noted(number))


def noted(database):
    with database.engine.connect() as other:
        return [n for (n,) in other.exec_driver_sql("SELECT n FROM jotting ORDER BY n")]


def test_a_block_is_on_the_disk_when_it_ends_and_only_then_is_it_told(database, heard, monkeypatch):
    told = []
    monkeypatch.setitem(events._after, Noted, [lambda e: told.append(noted(database))])
    with database.work(), transaction():
        note(1)
        assert noted(database) == []
        note(2)
        assert told == []
    assert told == [[1, 2], [1, 2]]


def test_a_block_that_fails_leaves_nothing_and_is_told_to_nobody(database, heard):
    with database.work():
        with pytest.raises(OopsError), transaction():
            note(1)
            raise OopsError
        with transaction():
            note(2)
    assert noted(database) == [2]
    assert heard == ([1, 2], [2])


def test_a_savepoint_takes_its_events_with_it(database, heard):
    with database.work(), transaction():
        note(1)
        with suppress(OopsError), transaction():
            note(2)
            with transaction():
                note(3)
            raise OopsError
        with transaction():
            note(4)
    assert noted(database) == [1, 4]
    assert heard == ([1, 2, 3, 4], [1, 4])


def test_who_listens_inside_and_fails_undoes_all_of_it(database, heard, monkeypatch):
    def fails(event):
        session().execute(text("INSERT INTO jotting VALUES (99)"))
        raise OopsError

    monkeypatch.setitem(events._within, Noted, [fails])
    with database.work(), pytest.raises(OopsError), transaction():
        note(1)
    assert noted(database) == []
    assert heard[1] == []


def test_who_listens_afterwards_and_fails_keeps_nobody_else_from_hearing(database, heard, monkeypatch):
    def fails(event):
        raise OopsError("Mrs Weatherby")

    logged = []
    monkeypatch.setattr(events._log, "error", lambda *said: logged.append(said[0] % said[1:]))
    monkeypatch.setitem(events._after, Noted, [fails, events._after[Noted][0]])
    with database.work(), transaction():
        note(1)
        note(2)
    assert noted(database) == [1, 2]
    assert heard[1] == [1, 2]
    assert len(logged) == 2
    assert all("OopsError at" in line and "Weatherby" not in line for line in logged)


def test_an_event_has_no_place_outside_a_transaction(database):
    with database.work(), pytest.raises(RuntimeError, match="inside the transaction"):
        publish(Noted(1))
    with pytest.raises(RuntimeError, match="no work is open"):
        publish(Noted(1))


def test_what_was_read_before_is_read_afresh_inside(database):
    with database.work() as db_, transaction():
        db_.add(Room(name="r", seq=1))
    with database.work() as mine:
        room = mine.get(Room, "r")
        with database.engine.begin() as other:
            other.exec_driver_sql("UPDATE room SET seq = 7")
        assert room.seq == 1
        with transaction():
            assert room.seq == 7


def test_what_is_read_in_one_piece_of_work_is_of_one_moment(database):
    with database.work() as mine:
        assert mine.execute(text("SELECT count(*) FROM jotting")).scalar() == 0
        with database.engine.begin() as other:
            other.exec_driver_sql("INSERT INTO jotting VALUES (1)")
        assert mine.execute(text("SELECT count(*) FROM jotting")).scalar() == 0
        with transaction():
            assert mine.execute(text("SELECT count(*) FROM jotting")).scalar() == 1
        assert mine.execute(text("SELECT count(*) FROM jotting")).scalar() == 1


def test_an_event_of_a_kind_is_heard_by_those_who_listen_to_kinds_of_kinds(database, monkeypatch):
    order = []
    monkeypatch.setitem(events._after, Noted, [lambda e: order.append("noted")])
    monkeypatch.setitem(events._after, Event, [*events._after.get(Event, ()), lambda e: order.append("anything")])
    with database.work(), transaction():
        note(1)
    assert order == ["anything", "noted"]


Block = st.deferred(
    lambda: st.tuples(
        st.lists(st.one_of(st.integers(0, 99), Block), max_size=4), st.booleans()
    )  # what, and whether it fails
)


@given(block=Block)
def test_whatever_is_nested_in_whatever_only_what_held_stays_and_is_told(block):
    told = []
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder, closing_database(folder) as database:
        patch.setattr(events, "_within", {})
        patch.setitem(events._after, Noted, [lambda e: told.append(e.number)])
        with database.work():
            _carry_out(block)
        expected = _kept(block)
        assert told == expected
        assert noted(database) == sorted(expected)


def closing_database(folder):
    return closing(opened(Path(folder), Room, Change))


def _carry_out(block):
    what, fails = block
    with suppress(OopsError), transaction():
        for one in what:
            note(one) if isinstance(one, int) else _carry_out(one)
        if fails:
            raise OopsError


def _kept(block):
    what, fails = block
    kept = [n for one in what for n in ([one] if isinstance(one, int) else _kept(one))]
    return [] if fails else kept


# --- the lock that writers share ---------------------------------------------------------------------------


def test_one_writer_at_a_time_and_nobody_is_turned_away(sqlite):
    inside, most = [], []

    def write(number):
        with sqlite.work(), transaction():
            inside.append(number)
            most.append(len(inside))
            note(number)
            inside.remove(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(24)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert noted(sqlite) == list(range(24))
    assert max(most) == 1


def test_readers_go_on_while_somebody_writes(sqlite):
    with sqlite.work(), transaction():
        note(1)
        assert noted(sqlite) == []


def foreign_lock(database, seconds):
    """Let another program hold the database's lock for a while, from when this returns."""
    held = threading.Event()

    def hold():
        with closing(sqlite3.connect(database.url.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            threading.Event().wait(seconds)
            other.execute("COMMIT")

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    return holder


def test_another_programs_lock_is_waited_for(sqlite):
    holder = foreign_lock(sqlite, 0.4)
    with sqlite.work(), transaction():
        note(1)
    holder.join()
    assert noted(sqlite) == [1]


def test_another_programs_lock_is_not_waited_for_without_end(sqlite, monkeypatch):
    monkeypatch.setattr(db, "BUSY_PATIENCE_S", 0.2)
    holder = foreign_lock(sqlite, 0.8)
    with sqlite.work(), pytest.raises(OperationalError), transaction():
        note(1)
    holder.join()
    with sqlite.work(), transaction():
        note(2)
    assert noted(sqlite) == [2]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_r34_sqlite_is_asked_to_keep_what_is_acknowledged(sqlite, pragma, value):
    with sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_database_that_is_closed_gives_its_connections_back(tmp_path):
    made = opened(tmp_path)
    with made.work():
        session().execute(text("SELECT 1"))
    made.close()
    assert isinstance(made, Database)
    assert made.engine.pool.checkedout() == 0


def test_what_several_parts_of_a_page_ask_for_is_read_once_until_something_is_written(database):
    asked = []

    def read():
        asked.append(session().execute(text("select 1")).scalar())
        return len(asked)

    with database.work():
        assert [db.once("a", read), db.once("a", read), db.once("b", read)] == [1, 1, 2]
        with transaction():
            assert db.once("a", read) == 3, "inside a transaction it is read each time"
            assert db.once("a", read) == 4
        assert db.once("a", read) == 5
        assert db.afresh(lambda: db.once("a", read)) == 6
    with database.work():
        assert db.once("a", read) == 7, "nothing is remembered from one work to the next"
