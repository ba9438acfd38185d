"""The outgoing half of one connection: nobody ever waits for a slow reader, and what waits is bounded."""

import contextlib
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from supervise.web import frames

BEHIND = 256 * 1024
"""Bytes of what others said that may wait for one reader; further behind, it is sent away to catch up."""

HELD = 4 * 1024 * 1024
"""Bytes that may wait in all, answers to the reader's own questions (a long catch-up) included."""


class Event(Protocol):
    """What engineio's event of either mode can do."""

    def set(self) -> None: ...
    def clear(self) -> None: ...
    def wait(self, timeout: float | None = None) -> object: ...


class Sender:
    """Writes whole frames in order: at once while the reader keeps up, else from a queue of its own."""

    __slots__ = (
        *("_behind", "_ending", "_head", "_held", "_lock", "_patience", "_queue", "_raw", "_start"),
        *("drained", "lost"),
    )

    def __init__(
        self, raw: socket.socket, start: Callable[[Callable[[], None]], Any], drained: Event, patience: float
    ) -> None:
        """Take a socket that never waits, what starts a task or greenlet, and how long a reader may take nothing."""
        self._raw, self._start, self._patience = raw, start, patience
        self._lock = threading.Lock()
        # the frame that is being written counts as nobody's lag: a long answer may take its time on a slow line
        self._head: memoryview | None = None
        self._queue: deque[tuple[bytes, bool]] = deque()
        self._held = self._behind = 0
        self._ending = self.lost = False
        self.drained = drained
        drained.set()

    @property
    def ending(self) -> bool:
        """Whether the last frame has been taken."""
        return self._ending

    def send(self, data: bytes, *, asked: bool = False) -> None:
        """Send a frame without ever waiting; `asked`: it answers a question of this reader's."""
        with self._lock:
            if self._ending:
                return
            if self._too_far():
                self._pump()  # perhaps it is the emitter who left no time for writing
            if self._too_far():
                self._send_away()
            else:
                self._put(data, asked)

    def finish(self, last: bytes) -> None:
        """Send a last frame after what waits; whatever comes later is dropped."""
        with self._lock:
            if not self._ending:
                self._put(last, asked=False)
                self._ending = True

    def cut(self) -> None:
        """End both directions now; a reading or writing task wakes up and sees the end."""
        with self._lock:
            self._cut()

    def _too_far(self) -> bool:
        return self._behind > BEHIND or self._held > HELD

    def _cut(self) -> None:
        self._ending = self.lost = True
        self._head = None
        self._queue.clear()
        self.drained.set()
        with contextlib.suppress(OSError):
            self._raw.shutdown(socket.SHUT_RDWR)

    def _put(self, data: bytes, asked: bool) -> None:
        if self._head is not None:
            self._queue.append((data, asked))
            self._held += len(data)
            self._behind += 0 if asked else len(data)
            return
        sent = self._write(data)
        if sent < len(data) and not self.lost:
            self._head = memoryview(data)[sent:]
            self.drained.clear()
            self._start(self._flush)

    def _write(self, data: bytes | memoryview) -> int:
        try:
            return self._raw.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            self._cut()
            return 0

    def _send_away(self) -> None:
        """Keep only the frame that is half written, close after it, and let the reading task end now."""
        self._queue.clear()
        self._queue.append((frames.closing(frames.TRY_LATER), False))
        self._ending = True
        with contextlib.suppress(OSError):
            self._raw.shutdown(socket.SHUT_RD)

    def _flush(self) -> None:
        """Write what waits whenever the reader takes some; runs in a task of its own and ends with the queue."""
        with contextlib.suppress(OSError, ValueError, KeyError), selectors.DefaultSelector() as ready:
            ready.register(self._raw, selectors.EVENT_WRITE)
            while self._head is not None:
                if not ready.select(self._patience):
                    self.cut()
                with self._lock:
                    self._pump()

    def _pump(self) -> None:
        while self._head is not None:
            rest = self._head[self._write(self._head) :]
            if self.lost:
                return
            if rest:
                self._head = rest
                return
            self._next()

    def _next(self) -> None:
        if self._queue:
            data, asked = self._queue.popleft()
            self._held -= len(data)
            self._behind -= 0 if asked else len(data)
            self._head = memoryview(data)
        else:
            self._head = None
            self.drained.set()
