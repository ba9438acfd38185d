"""Commands of the program that begin in a blink: a process has all code loaded, and each command is a fork of it.

What a command does is the program's own; only the seconds that loading costs are paid once for all tests of a process.
The tests of the first start, of the wheel and of the small practice start the program as its users do.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PROGRAM = (sys.executable, "-m", "supervise")
"""The command that this stands for."""


class Begun:
    """A command that runs, with what of `subprocess.Popen` the tests use."""

    def __init__(self, pid: int, report: int, stdout: IO[str] | None) -> None:
        self.pid, self.stdout = pid, stdout
        self.returncode: int | None = None
        self._report = report

    def poll(self) -> int | None:
        """Return its exit status; none while it runs."""
        return self._status(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended and return its exit status."""
        status = self._status(timeout)
        if status is None:
            raise subprocess.TimeoutExpired("supervise", timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _status(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._report], [], [], timeout)[0]:
            told = os.read(self._report, 32)
            os.close(self._report)
            self.returncode = int(told) if told else -signal.SIGKILL
        return self.returncode


@dataclass(frozen=True)
class Done:
    """A command that has ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


class Loaded:
    """The process with the code, from this side."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._turn = threading.Lock()
        environ = {n: v for n, v in os.environ.items() if not n.startswith(("SUPERVISE_", "PYTHONDONTWRITE"))}
        program = Path(__file__).with_name("loading.py")
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-u", str(program), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                cwd="/",
            )

    def begin(self, words: Sequence[str], env: Mapping[str, str], cwd: Path, fds: Sequence[int]) -> tuple[int, int]:
        """Begin a command with these three for its input, output and errors; return its pid and where its end is told."""
        report, told = os.pipe()
        asked = json.dumps({"words": list(words), "env": dict(env), "cwd": str(cwd)}).encode()
        with self._turn:
            socket.send_fds(self._line, [len(asked).to_bytes(4)], [*fds, told])
            self._line.sendall(asked)
            os.close(told)
            pid = int.from_bytes(os.read(report, 4))
        return pid, report

    def end(self) -> None:
        """Let it go."""
        self._line.close()
        self._process.wait(10)


@cache
def _loaded() -> Loaded:
    made = Loaded()
    atexit.register(made.end)
    return made


def begin(words: Sequence[str], env: Mapping[str, str], cwd: Path) -> Begun:
    """Begin a command; what it prints, errors included, can be read from it."""
    ours, theirs = os.pipe()
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        pid, report = _loaded().begin(words, env, cwd, [nothing, theirs, theirs])
    finally:
        os.close(nothing)
        os.close(theirs)
    return Begun(pid, report, os.fdopen(ours, errors="replace"))


def carry_out(words: Sequence[str], env: Mapping[str, str], cwd: Path, said: str, patience_s: float = 120) -> Done:
    """Carry a command out to its end, with `said` as its input."""
    with _unnamed(said) as given, _unnamed() as printed, _unnamed() as complained:
        pid, report = _loaded().begin(words, env, cwd, [one.fileno() for one in (given, printed, complained)])
        begun = Begun(pid, report, None)
        try:
            status = begun.wait(patience_s)
        finally:
            begun.send_signal(signal.SIGKILL)
        printed.seek(0)
        complained.seek(0)
        return Done(status, printed.read(), complained.read())


def _unnamed(content: str = "") -> IO[str]:
    file = TemporaryFile("w+")  # noqa: SIM115  its user closes it
    file.write(content)
    file.seek(0)
    return file
