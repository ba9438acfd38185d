"""What runs beside the server: promised jobs, rounds, the lock of idle sessions, and the head of each room."""

import logging
from collections.abc import Callable

from supervise.core import clock
from supervise.core.db import Database
from supervise.core.jobs import do_due, do_rounds
from supervise.core.rooms import seq_of
from supervise.web import bus, endings, live

BEAT_S = 1.0
ROUNDS_EVERY, HEADS_EVERY = 20, live.PING_S
_log = logging.getLogger("supervise.beside")
Judge = Callable[[set[str]], dict[str, str]]
_sessions: list[Judge] = []
_seats: list[Judge] = []
_steps: list[Callable[[], None]] = []


def judges_sessions(judge: Judge) -> None:
    """Let a function say of sessions with open sockets which are `locked`, which `lapsed` and which `ended`."""
    _sessions[:] = [judge]


def judges_seats(judge: Judge) -> None:
    """Let a function say of members who listen which role each has who may still read; others are left out."""
    _seats[:] = [judge]


def at_each_beat(step: Callable[[], None]) -> Callable[[], None]:
    """Let a function of each process be done about once a second, in work of its own."""
    _steps.append(step)
    return step


def keep_up(database: Database, *, go_on: Callable[[], bool] = lambda: True) -> None:
    """Do all of it again and again; what fails once is tried at the next beat."""
    beat = 0
    while go_on():
        clock.pause(BEAT_S)
        beat += 1
        _try(lambda: do_due(database))
        _try(lambda: _lock_idle(database))
        for step in _steps:
            _try(lambda step=step: _in_work(database, step))  # type: ignore[misc]
        if beat % ROUNDS_EVERY == 0:
            _try(lambda: do_rounds(database))
        if beat % HEADS_EVERY == 0 or bus.had_a_gap():
            _try(lambda: look_again(database))
            _try(lambda: _heads(database))


def keep_up_apart(database: Database, *, go_on: Callable[[], bool] = lambda: True) -> None:
    """Do the jobs that take long, beside all others."""
    while go_on():
        clock.pause(BEAT_S)
        _try(lambda: do_due(database, apart=True))


def _try(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001  the next beat comes whatever this one met
        _log.error("beside the server: %s", type(error).__name__)


def _in_work(database: Database, step: Callable[[], None]) -> None:
    with database.work():
        step()


def _lock_idle(database: Database) -> None:
    sessions = endings.open_sessions()
    if not sessions or not _sessions:
        return
    with database.work():
        judged = _sessions[0](sessions)
    for sign_in_id, state in judged.items():
        if state == "locked":
            endings.lock_session(sign_in_id)
        else:
            endings.cut_session(sign_in_id, "lapsed" if state == "lapsed" else "signed_out")


def look_again(database: Database) -> None:
    """Take out of their rooms those who may not hear them any more, and tell the other processes who is here.

    Both are told at once when they happen; a process whose broker was away has not heard it.
    """
    members = endings.seated_members()
    if members and _seats:
        with database.work():
            roles = _seats[0](members)
        endings.keep_seats(members, roles)
    endings.tell_who_is_here()


def _heads(database: Database) -> None:
    for room in endings.open_rooms():
        with database.work():
            seq = seq_of(room)
        endings.send_head(room, seq)
