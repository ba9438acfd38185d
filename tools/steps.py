"""Steps of the set-up: each is done once and again only when what it is made from has changed."""

import fcntl
import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".setup"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
QUIET_S = 2.0


class Failure(Exception):
    """A step that could not be done; its message is what the person reads."""


@dataclass(frozen=True)
class Step:
    """One step: `made_from` are the files whose content decides whether it is due, `makes` what it leaves behind.

    What was done for the tests, the fuller extent, is enough for running; not the other way round.
    """

    name: str
    says: str
    made_from: Sequence[Path]
    makes: Sequence[Path]
    do: Callable[[], None]
    for_tests: bool = False

    def is_done(self) -> bool:
        """Tell whether nothing has changed since the step was last done."""
        stamp = STAMPS / self.name
        key, _, extent = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
        enough = extent == "test" or not self.for_tests
        return enough and key == self._key() and all(p.exists() for p in self.makes)

    def ensure(self) -> None:
        """Do the step if it is due."""
        if self.is_done():
            return
        say(self.says)
        (STAMPS / self.name).unlink(missing_ok=True)
        self.do()
        (STAMPS / self.name).write_text(f"{self._key()} {'test' if self.for_tests else 'run'}")

    def _key(self) -> str:
        """Return what the step depends on, as one hash: its sources, this folder, and the virtual environment."""
        parts = hashlib.sha256(str(ROOT).encode())
        for file in self.made_from:
            parts.update(f"\0{file.name}\0".encode() + (file.read_bytes() if file.exists() else b""))
        venv = VENV / "pyvenv.cfg"
        parts.update(str(venv.stat().st_mtime_ns if venv.exists() else 0).encode())
        return parts.hexdigest()


def say(line: str) -> None:
    """Tell the person what is being done."""
    print(line, flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up work in this folder at a time; a second one waits for the first."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up in this folder.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def home_or(variable: str, name: str) -> Mapping[str, str]:
    """Return where a program keeps what it fetched, as its variable says it: by itself at home, here without one."""
    return {} if os.access(Path.home(), os.W_OK) else {variable: str(STAMPS / name)}


def run(
    command: Sequence[str | Path],
    *,
    announced: str = "",
    counting: str = "",
    total: int = 0,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program quietly; show how many of its lines begin with `counting`, and all of them if it fails.

    That is out of `total`, and one more for each line that begins with `announced`. Raises Failure, after printing
    the program's last words, when it does not succeed.
    """
    log = STAMPS / "log"
    progress = _Progress(total)
    with (
        log.open("w") as kept,
        subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            kept.write(line)
            progress.total += bool(announced) and line.startswith(announced)
            if counting and line.startswith(counting):
                progress.one_more()
    if process.returncode:
        raise Failure("\n".join(["", *log.read_text().splitlines()[-25:], "", f"{_name(command)} did not succeed."]))


def _name(command: Sequence[str | Path]) -> str:
    return " ".join([Path(command[0]).name, *(str(p) for p in command[1:4])])


class _Progress:
    """A line now and then that says how far a long step has come."""

    def __init__(self, total: int) -> None:
        self.total, self.seen, self.told = total, 0, time.monotonic()

    def one_more(self) -> None:
        """Count one piece; speak when nothing was said for two seconds."""
        self.seen += 1
        if time.monotonic() - self.told > QUIET_S:
            self.told = time.monotonic()
            say(f"  {min(self.seen, self.total)} of {self.total}")
