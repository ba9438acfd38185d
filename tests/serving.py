"""The product's own server as a program, and browsers that tell on every page."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests import loaded
from tests.processes import Process

_READY = r"http://127\.0\.0\.1:(\d+)"
_HERE = {"127.0.0.1", "localhost"}
_NOT_HANDED_ON = ("SUPERVISE_", "PYTHONDONTWRITEBYTECODE")
"""What begins like this is not the servers' own: settings of whoever tests, and what would compile all code each time."""


class RunningServer:
    """`supervise run` on a free port of the loopback address, with a data directory of its own.

    `environ` adds to the environment (`SUPERVISE_DATABASE_URL=...`), `program` stands for the command `supervise`.
    All that it prints goes to `log`.
    """

    def __init__(self, folder: Path, *, program: Sequence[str] = loaded.PROGRAM, **environ: str) -> None:
        self.program = program
        self.data_dir = folder / "data"
        self.log = folder / "server.log"
        self._clock = folder / "clock"
        self._folder = folder
        self.environ: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)},
            "PYTHONUNBUFFERED": "1",
            "SUPERVISE_DATA_DIR": str(self.data_dir),
            "SUPERVISE_TEST_QUICK_HASH": "1",
            "SUPERVISE_TEST_CLOCK": str(self._clock),
            **environ,
        }
        self.port = 0
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """The address, without a stroke at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._present().pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.running

    def start(self) -> "RunningServer":
        """Start it, and return when it takes requests; started again, it takes the same port."""
        words = ["run", "--host", "127.0.0.1", "--port", str(self.port)]
        ours = self.program == loaded.PROGRAM
        begun = loaded.begin(words, self.environ, self._folder) if ours else None
        command = [*self.program, *words]
        self._process = Process(command, ready=_READY, log=self.log, env=self.environ, cwd=self._folder, begun=begun)
        self.port = int(self._process.found[1])
        return self

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self._present().kill()

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and return its exit status."""
        return self._present().stop()

    def restart(self) -> None:
        """Start it again on the same port; one that still runs is stopped first."""
        if self.running:
            self.stop()
        self.start()

    def supervise(self, *words: str, said: str = "", fails: bool = False) -> str:
        """Give a command on this server's data, with `said` as its standard input; return what it prints."""
        done = self._carried_out(words, said)
        assert (done.returncode != 0) == fails, f"supervise {' '.join(words)}: {done.returncode}\n{done.stderr}"
        return done.stdout if not fails else done.stderr

    def _carried_out(self, words: Sequence[str], said: str) -> subprocess.CompletedProcess[str] | loaded.Done:
        if self.program == loaded.PROGRAM:
            return loaded.carry_out(words, self.environ, self._folder, said)
        return subprocess.run(
            [*self.program, *words],
            input=said,
            capture_output=True,
            text=True,
            env=self.environ,
            cwd=self._folder,
            check=False,
            timeout=120,
        )

    def move_clock(self, seconds: float) -> None:
        """Let the server's time be that many seconds later than the true time."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self._clock)

    def logged(self) -> str:
        """Return all that the server printed so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _present(self) -> Process:
        assert self._process is not None, "start() it first"
        return self._process


Serve = Callable[..., RunningServer]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers: `serve(SUPERVISE_LIMITS="off")`; `start=False` leaves it to the test to start it.

    At the end those that still run are stopped, and none may have printed a traceback.
    """
    yield from _serving(tmp_path)


@pytest.fixture(scope="module")
def serve_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """The same for servers that all tests of a file share."""
    yield from _serving(tmp_path_factory.mktemp("servers"))


@pytest.fixture
def server(serve: Serve) -> RunningServer:
    """A running server that holds nothing yet."""
    return serve()


def _serving(folder: Path) -> Iterator[Serve]:
    made: list[RunningServer] = []

    def make(*, start: bool = True, **environ: str) -> RunningServer:
        own = folder / f"server-{len(made)}"
        own.mkdir()
        made.append(RunningServer(own, **environ))
        return made[-1].start() if start else made[-1]

    yield make
    for one in made:
        if one.running:
            one.stop()
    troubled = [one.logged() for one in made if "Traceback" in one.logged()]
    assert not troubled, f"a server stumbled:\n{troubled[0][-6000:]}"


class Watch:
    """Notes what no page may do: ask a foreign host, break the Content-Security-Policy, stumble in a script."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Expect what matches: a refused form (`status of 422`), a cut line (`ERR_INTERNET_DISCONNECTED`)."""
        self._allowed.append(re.compile(pattern))

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context, those that it opens later included."""
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._console)
        context.on("weberror", lambda stumbled: self._said(f"uncaught: {stumbled.error}"))
        context.on("page", self._page)

    def check(self) -> None:
        """Fail with what was noted and not expected."""
        wrong = [one for one in self.seen if not any(p.search(one) for p in self._allowed)]
        assert not wrong, "the pages did what no page may do:\n" + "\n".join(wrong)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda opened: self._asked(opened.url))

    def _asked(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname not in _HERE:
            self.seen.append(f"foreign request: {address}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._said(f"{message.text} ({message.location['url']})")

    def _said(self, text: str) -> None:
        self.seen.append(f"console: {text}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The watch over all pages of this test; it speaks at the end."""
    watching = Watch()
    yield watching
    watching.check()


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[..., BrowserContext]:
    """Make a browser context that is watched (a person's own browser, with their own cookies)."""

    def make(**words: Any) -> BrowserContext:
        context = new_context(**words)
        watch.over(context)
        return context

    return make


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that is there, quiet, and without the sandbox that root cannot have."""
    named = os.environ.get("SUPERVISE_TEST_CHROMIUM")
    there = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = named or next(filter(None, map(shutil.which, there)), None)
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    where = {"executable_path": program} if program else {}
    return {**browser_type_launch_args, "args": [*quiet, "--disable-quic", *root], **where}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """People who read British English in London."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}
