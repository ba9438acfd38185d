"""A process beside the server for one sort of long work: it computes where it cannot hold the server up.

It starts when it is first asked for something, takes one request at a time over a pair of sockets, and ends by itself
when the server goes (whatever ended it) or nothing was asked for a while. What it is given travels over that pair
alone: nothing in its arguments, its environment or a file, and nothing that it prints is kept.
"""

import contextlib
import logging
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from threading import Lock
from typing import Any, BinaryIO

from supervise.core import clock

if sys.platform != "win32":
    import resource

PATIENCE_S = 60.0
"""How long an answer may take before the process is held to be stuck."""
IDLE_S = 600.0
"""How long it stays with nothing to do, in seconds; then its memory is given back."""
AGAIN_AFTER_S = 60.0
"""How long after it could not be started the next attempt is made."""

_KINDNESS = 5
_LENGTH = struct.Struct("!I")
_FORGET = b""
_log = logging.getLogger("supervise.companion")


class Unavailable(Exception):
    """The process cannot be started here; do the work some other way."""


class Died(Exception):
    """The process ended or got stuck over this request, in a new one as well."""


class Companion:
    """The server's end. Requests and answers are anything that can be pickled; callers take turns by themselves."""

    def __init__(self, module: str, patience_s: float = PATIENCE_S) -> None:
        """Name the module that is run as the process; it calls `answer_all`."""
        self._module, self._patience_s = module, patience_s
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._talking = Lock()
        self._to_forget = False
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        """The process that runs now, if one does."""
        return self._process.pid if self._process else None

    def ask(self, request: object) -> Any:
        """Return the answer to one request; other greenlets go on meanwhile.

        Raises Unavailable where the process cannot be started, Died when it ended over this request twice.
        """
        asked = pickle.dumps(request)
        with self._talking:
            answer = self._ask(asked)
        self._forget_now()
        return pickle.loads(answer)  # noqa: S301  written by our own code in a process that we started

    def forget(self) -> None:
        """Let the process drop what it remembers of requests: at once, or right after the one it is at."""
        self._to_forget = True
        self._forget_now()

    def end(self) -> None:
        """End the process; a later request starts another."""
        process, self._process = self._process, None
        line, self._line = self._line, None
        if line:
            line.close()
        if process:
            process.kill()
            process.wait()

    def _ask(self, asked: bytes) -> bytes:
        for last in (False, True):
            try:
                return self._exchange(self._present(), asked)
            except (OSError, EOFError) as error:
                self.end()  # it may have gone for want of work, or have fallen over what was asked before
                if last or isinstance(error, TimeoutError):
                    raise Died from None
            except BaseException:
                self.end()  # the caller gave up half way: the answer must not go to the next one
                raise
        raise Died

    def _exchange(self, line: socket.socket, asked: bytes) -> bytes:
        line.sendall(_LENGTH.pack(len(asked)) + asked)
        return _received(line, _LENGTH.unpack(_received(line, _LENGTH.size))[0])

    def _present(self) -> socket.socket:
        if self._line is None:
            self._start()
        assert self._line is not None
        return self._line

    def _start(self) -> None:
        if clock.ticks() < self._not_before:
            raise Unavailable
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own module
                    [sys.executable, "-P", "-m", self._module],
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL,
                    env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                )
        except (OSError, ValueError):
            ours.close()
            self._give_up()
            raise Unavailable from None
        ours.settimeout(self._patience_s)
        self._line = ours
        self._greet(ours)

    def _greet(self, line: socket.socket) -> None:
        """See that it came up, so that one that never does is not taken for one that died over a request."""
        try:
            self._exchange(line, _FORGET)
        except (OSError, EOFError):
            self.end()
            self._give_up()
            raise Unavailable from None
        except BaseException:
            self.end()
            raise

    def _give_up(self) -> None:
        self._not_before = clock.ticks() + AGAIN_AFTER_S
        _log.warning("%s could not be started as a process; the server does its work itself", self._module)

    def _forget_now(self) -> None:
        # whoever talks meanwhile comes here right after, and does it then
        while self._to_forget and self._talking.acquire(blocking=False):
            try:
                self._to_forget = False
                if self._line is not None:
                    self._exchange(self._line, _FORGET)
            except (OSError, EOFError):
                self.end()
            except BaseException:
                self.end()
                raise
            finally:
                self._talking.release()


def answer_all(answer: Callable[[Any], object], forget: Callable[[], None], idle_s: float = IDLE_S) -> None:
    """Be the process: answer request after request until the server has gone or nothing was asked for a while."""
    asking, answering = sys.stdin.buffer, sys.stdout.buffer
    _be_modest()
    while select.select([asking], [], [], idle_s)[0]:
        asked = _read(asking, _LENGTH.unpack(_read(asking, _LENGTH.size))[0])
        if asked == _FORGET:
            forget()
            answered = _FORGET
        else:
            answered = pickle.dumps(answer(pickle.loads(asked)))  # noqa: S301  written by the server that started us
        answering.write(_LENGTH.pack(len(answered)) + answered)
        answering.flush()


def _be_modest() -> None:
    """Let the server go first and say when to end, and leave no picture of the memory on disk on a fall."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_KINDNESS)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _received(line: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = line.recv(min(size - len(parts), 1 << 16))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _read(stream: BinaryIO, size: int) -> bytes:
    read = stream.read(size)
    if len(read) < size:
        raise SystemExit(0)
    return read
