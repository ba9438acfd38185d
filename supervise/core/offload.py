"""Heavy work off the loop: lanes of a few native threads each, a short queue, and the newest of equal calls.

What is quick must not stand behind what is slow, hence lanes: each has threads and a queue of its own.
"""

import os
import sys
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from gevent.threadpool import ThreadPool

from supervise.core import greenlets

P = ParamSpec("P")
T = TypeVar("T")

WAITING = 64
"""Calls that may wait in a lane; one more is turned away."""

SWITCH_S = 0.0005
"""How long a native thread may compute in Python before the loop gets a turn, in seconds.

Every statement and every send of the loop lets the interpreter go; with Python's own 5 ms each of them could wait so
long for a thread that computes.
"""

KINDNESS = 5
"""The niceness of work that may take its time."""


class Busy(Exception):
    """Too much heavy work is waiting already; try again in a moment."""


class Superseded(Exception):
    """A newer call with the same key came before this one's turn."""


@dataclass(frozen=True, slots=True)
class _Key:
    value: Hashable


@dataclass(eq=False, slots=True)
class _Ticket:
    key: _Key | None
    turn: threading.Event = field(default_factory=threading.Event)
    superseded: bool = False


class Line:
    """Who runs and who waits: `places` at once, first come first served, no key twice at a time."""

    def __init__(self, places: int, waiting: int = WAITING) -> None:
        self.places, self.most_waiting = places, waiting
        self._lock = threading.Lock()
        self._running: list[_Key | None] = []
        self._waiting: list[_Ticket] = []

    @contextmanager
    def turn(self, key: Hashable | None = None) -> Iterator[None]:
        """Hold a place for a block; raise Busy when too many wait, Superseded when a newer one of that key came."""
        mine = None if key is None else _Key(key)
        self._enter(mine)
        try:
            yield
        finally:
            self._leave(mine)

    def _enter(self, key: _Key | None) -> None:
        ticket = _Ticket(key)
        with self._lock:
            self._supersede(key)
            if self._may_run(key):
                self._running.append(key)
                return
            if len(self._waiting) >= self.most_waiting:
                raise Busy
            self._waiting.append(ticket)
        try:
            ticket.turn.wait()
        except BaseException:
            self._give_up(ticket)
            raise
        if ticket.superseded:
            raise Superseded

    def _leave(self, key: _Key | None) -> None:
        with self._lock:
            self._running.remove(key)
            self._call_next()

    def _may_run(self, key: _Key | None) -> bool:
        return len(self._running) < self.places and (key is None or key not in self._running)

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


class Lane:
    """A few native threads for one sort of work, with a queue of its own."""

    def __init__(self, threads: int, waiting: int = WAITING, *, native: bool = False) -> None:
        """Name how many run at once and how many may wait.

        `native` work computes without the interpreter, as hashing does: its threads let the loop's go first. Work in
        Python must not, since whoever holds the interpreter while it waits for a processor keeps all others waiting.
        """
        self.line = Line(threads, waiting)
        self._native = native
        self._pool: Any = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function on a native thread and return its result; other greenlets go on meanwhile.

        An exception comes back as it is. Raises Busy when too many calls wait already. The function must not touch
        greenlets, sessions of the database or live connections. Called from within such a function, of whichever
        lane, it runs at once.
        """
        return self._take_turn(None, lambda: function(*args, **kwargs))

    def latest(self, key: Hashable, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `run`, one at a time for each key, and of the calls that wait with the same key only the newest runs.

        The older ones raise Superseded at once. One that has begun is not interrupted.
        """
        return self._take_turn(_Key(key), lambda: function(*args, **kwargs))

    def _take_turn(self, key: Hashable | None, work: Callable[[], T]) -> T:
        if getattr(_inside, "thread", False):
            return work()
        with self.line.turn(key):
            return self._on_thread(work) if greenlets.is_patched() else _here(work)

    def _on_thread(self, work: Callable[[], T]) -> T:
        if self._pool is None:
            sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
            self._pool = ThreadPool(self.line.places)
        # the outcome travels as a value: gevent prints what is raised on its threads, and that may hold people's words
        good, outcome = self._pool.apply(_outcome, (work, self._native))
        if not good:
            raise outcome
        result: T = outcome
        return result


_inside = threading.local()


def _outcome(work: Callable[[], T], native: bool) -> tuple[bool, T | BaseException]:
    if native and not getattr(_inside, "kind", False) and sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), KINDNESS)  # on Linux of this thread alone
        _inside.kind = True
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


_anything = Lane(threads=2)
run, latest = _anything.run, _anything.latest
"""The lane of whatever has none of its own: copies, files to be made."""
