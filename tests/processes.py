"""Programs that tests start: known to be ready by a line they print, and gone whatever becomes of the tests."""

import os
import pwd
import re
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.loaded import Begun

# Lives beside a program and ends it when the one who started both is gone, even by kill -9.
_LEASH = 'trap "" INT TERM; cat >/dev/null; kill -KILL "$1" 2>/dev/null; rm -rf "$2"'


class Gone(AssertionError):
    """The program ended, or said nothing of being ready in time; holds the end of what it printed."""


class Process:
    """A running program. All that it prints goes to `log`; `remove` is a folder that must not outlive it."""

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        ready: str,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        remove: Path | None = None,
        patience_s: float = 30,
        begun: Begun | None = None,
    ) -> None:
        self.log = log
        self._ready = re.compile(ready)
        self._found: re.Match[str] | None = None
        self._told = threading.Event()
        self._line = threading.Condition()
        self._process = begun or subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=dict(env) if env is not None else None,
            cwd=cwd,
            **as_user(user),
        )
        self._leash = subprocess.Popen(
            ["/bin/sh", "-c", _LEASH, "leash", str(self.pid), str(remove or "")], stdin=subprocess.PIPE
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._told.wait(patience_s) or self._found is None:
            self.kill()
            raise Gone(f"{command[0]} did not say /{ready}/:\n{self.tail()}")
        self.found = self._found

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self, by: signal.Signals = signal.SIGTERM, patience_s: float = 20) -> int:
        """Ask it to end and return its exit status; a program that does not answer in time is killed, and it is said."""
        try:
            return self._end(by, patience_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Gone(f"it did not end {patience_s} s after {by.name}:\n{self.tail()}") from None

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def tail(self, lines: int = 30) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""

    def says(self, words: str, patience_s: float = 10) -> str:
        """Wait until it has printed some words, which may come a moment after an answer; return all that it printed."""
        with self._line:
            assert self._line.wait_for(lambda: words in self.log.read_text(errors="replace"), patience_s), self.tail()
            return self.log.read_text(errors="replace")

    def _end(self, by: signal.Signals, patience_s: float = 20) -> int:
        self._process.send_signal(by)
        status = self._process.wait(patience_s)
        self._leash.kill()
        self._leash.wait()
        if self._leash.stdin:
            self._leash.stdin.close()
        self._reader.join(patience_s)
        return status

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        with stdout, self.log.open("a") as log:
            for line in stdout:
                with self._line:
                    log.write(line)
                    log.flush()
                    self._line.notify_all()
                if self._found is None and (match := self._ready.search(line)):
                    self._found = match
                    self._told.set()
        self._told.set()


def as_user(user: str | None) -> dict[str, object]:
    """Return the words that make subprocess run a program as another user, with none of the present one's groups."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
