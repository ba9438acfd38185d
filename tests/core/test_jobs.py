"""Promised work: it shares the fate of its transaction, is done once, and is tried again when it did not work."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock, jobs
from supervise.core.db import session, transaction
from supervise.core.jobs import CLAIM, MOST_ATTEMPTS, Job, comes_round, do_due, do_rounds, does, promise


@pytest.fixture
def done(monkeypatch):
    """What was done of the kind `test`; while `failing` is not empty it does not work."""
    monkeypatch.setattr(jobs, "_doers", {})
    monkeypatch.setattr(jobs, "_rounds", {})
    found = []

    @does("test")
    def do(about):
        if about["what"] == "bad":
            raise RuntimeError("Mrs Weatherby")
        found.append(about["what"])

    return found


@pytest.fixture
def logged(monkeypatch):
    """What was logged, however logging is set up by others."""
    said = []
    for how in ("warning", "error"):
        monkeypatch.setattr(jobs._log, how, lambda line, *given: said.append(line % given))
    return said


@pytest.fixture
def later(tmp_path):
    """Move the clock."""
    shift = tmp_path / "clock"
    clock.follow(shift)

    def move(by):
        shift.write_text(str(by.total_seconds()))

    yield move
    clock.follow(None)


def promised(database, what, **more):
    with database.work(), transaction():
        promise("test", what=what, **more)


def job(database):
    with database.work():
        return session().scalars(select(Job)).one()


def test_what_is_promised_is_done_once(database, done):
    promised(database, "a")
    assert do_due(database) == 1
    assert do_due(database) == 0
    assert done == ["a"]


def test_a_promise_in_a_transaction_that_fails_was_never_made(database, done):
    with database.work(), pytest.raises(ZeroDivisionError), transaction():
        promise("test", what="a")
        raise ZeroDivisionError
    assert do_due(database) == 0
    assert done == []


def test_what_is_due_later_waits_for_its_time(database, done, later):
    promised(database, "a", due=clock.now() + timedelta(hours=1))
    assert do_due(database) == 0
    later(timedelta(hours=1, seconds=1))
    assert do_due(database) == 1


def test_what_did_not_work_is_tried_again_ever_later_and_given_up_in_the_end(database, done, later, logged):
    promised(database, "bad")
    waited = timedelta()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert do_due(database) == 0
        tried = job(database)
        assert tried.attempts == attempt
        waited += tried.due_at - clock.now() + timedelta(seconds=1)
        later(waited)
    assert job(database).given_up_at is not None
    assert do_due(database) == 0
    assert job(database).attempts == MOST_ATTEMPTS
    assert "RuntimeError" in str(logged)
    assert "Weatherby" not in str(logged)


def test_one_that_fails_does_not_hold_the_next_up(database, done):
    promised(database, "bad")
    promised(database, "good")
    do_due(database)
    assert done == ["good"]


def test_two_who_look_at_once_do_each_piece_once(database, done):
    for number in range(8):
        promised(database, str(number))
    workers = [threading.Thread(target=do_due, args=(database,)) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(done) == [str(n) for n in range(8)]


def test_work_whose_worker_died_is_taken_up_by_another(database, done, later):
    promised(database, "a")
    jobs._claim(database, apart=False)
    assert do_due(database) == 0
    later(CLAIM + timedelta(seconds=1))
    assert do_due(database) == 1
    assert done == ["a"]


def test_what_comes_round_comes_at_once_and_then_each_time_it_is_due(database, done, later):
    turns = []
    comes_round("often", timedelta(hours=1))(lambda: turns.append(1))
    for hours, expected in ((0, 1), (0.5, 1), (1.1, 2), (1.2, 2), (9, 3)):
        later(timedelta(hours=hours))
        do_rounds(database)
        assert len(turns) == expected, hours


def test_a_round_that_fails_does_not_stop_the_others(database, done, logged):
    turns = []

    def fails():
        raise RuntimeError("Mrs Weatherby")

    comes_round("bad", timedelta(hours=1))(fails)
    comes_round("good", timedelta(hours=1))(lambda: turns.append(1))
    do_rounds(database)
    assert turns == [1]
    assert "Weatherby" not in str(logged)
