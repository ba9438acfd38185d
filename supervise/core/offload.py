"""Heavy work off the loop: a few native threads, a short queue, and the newest of equal calls."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from gevent.threadpool import ThreadPool

from supervise.core import greenlets

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 2
WAITING = 64
"""Calls that may wait for a thread; one more is turned away."""


class Busy(Exception):
    """Too much heavy work is waiting already; try again in a moment."""


class Superseded(Exception):
    """A newer call with the same key came before this one's turn."""


def run(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function on a native thread and return its result; other greenlets go on meanwhile.

    An exception comes back as it is. Raises Busy when WAITING calls wait already. The function must not touch
    greenlets, sessions of the database or live connections. Called from within such a function it runs at once.
    """
    return _take_turn(None, lambda: function(*args, **kwargs))


def latest(key: Hashable, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like `run`, one at a time for each key, and of the calls that wait with the same key only the newest runs.

    The older ones raise Superseded at once. One that has begun is not interrupted.
    """
    return _take_turn(_Key(key), lambda: function(*args, **kwargs))


@dataclass(frozen=True, slots=True)
class _Key:
    value: Hashable


@dataclass(eq=False, slots=True)
class _Ticket:
    key: _Key | None
    turn: threading.Event = field(default_factory=threading.Event)
    superseded: bool = False


class _Line:
    """Who runs and who waits, first come first served, no key twice at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: list[_Key | None] = []
        self._waiting: list[_Ticket] = []

    def enter(self, key: _Key | None) -> None:
        """Wait for a turn; raise Busy or Superseded instead."""
        ticket = _Ticket(key)
        with self._lock:
            self._supersede(key)
            if self._may_run(key):
                self._running.append(key)
                return
            if len(self._waiting) >= WAITING:
                raise Busy
            self._waiting.append(ticket)
        try:
            ticket.turn.wait()
        except BaseException:
            self._give_up(ticket)
            raise
        if ticket.superseded:
            raise Superseded

    def leave(self, key: _Key | None) -> None:
        """Hand the turn on."""
        with self._lock:
            self._running.remove(key)
            self._call_next()

    def _may_run(self, key: _Key | None) -> bool:
        return len(self._running) < THREADS and (key is None or key not in self._running)

    def _supersede(self, key: _Key | None) -> None:
        for older in [one for one in self._waiting if key is not None and one.key == key]:
            self._waiting.remove(older)
            older.superseded = True
            older.turn.set()

    def _call_next(self) -> None:
        for ticket in list(self._waiting):
            if self._may_run(ticket.key):
                self._waiting.remove(ticket)
                self._running.append(ticket.key)
                ticket.turn.set()

    def _give_up(self, ticket: _Ticket) -> None:
        """Leave the line when the waiting itself was broken off; a turn that had just come is handed on."""
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            elif not ticket.superseded:
                self._running.remove(ticket.key)
                self._call_next()


_line = _Line()
_inside = threading.local()
_pools: list[Any] = []


def _take_turn(key: _Key | None, work: Callable[[], T]) -> T:
    if getattr(_inside, "thread", False):
        return work()
    _line.enter(key)
    try:
        return _on_thread(work) if greenlets.is_patched() else _here(work)
    finally:
        _line.leave(key)


def _on_thread(work: Callable[[], T]) -> T:
    if not _pools:
        _pools.append(ThreadPool(THREADS))
    # the outcome travels as a value: gevent prints what is raised on its threads, and that may hold people's words
    good, outcome = _pools[0].apply(_outcome, (work,))
    if not good:
        raise outcome
    result: T = outcome
    return result


def _outcome(work: Callable[[], T]) -> tuple[bool, T | BaseException]:
    try:
        return True, _here(work)
    except BaseException as error:  # noqa: BLE001  it is raised again where it was asked for
        return False, error


def _here(work: Callable[[], T]) -> T:
    _inside.thread = True
    try:
        return work()
    finally:
        _inside.thread = False
