"""The servers that are measured, and how one joins and posts on each."""

import contextlib
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "the kettle is on again"


@dataclass(frozen=True)
class Target:
    """A running server; `cookies` are sessions of the people who may read there, none where nobody signs in."""

    name: str
    url: str
    pid: int
    rooms: Mapping[int, str] = field(default_factory=dict)
    cookies: Sequence[str] = field(default=(), repr=False)
    persists: bool = False

    def cookie(self, number: int) -> str:
        """Return the session of a reader by number."""
        return self.cookies[number % len(self.cookies)] if self.cookies else ""

    def joining(self, readers: int) -> tuple[str, dict]:
        """Return the event by which one of so many readers begins to hear."""
        if self.persists:
            return "dilemma:open", {"id": self.rooms[readers], "after": None}
        return "join", {"room": str(readers)}

    def posting(self, readers: int, words: str) -> tuple[str, dict]:
        """Return the event that posts a comment to so many readers."""
        if self.persists:
            return "comment:post", {"dilemma": self.rooms[readers], "body": words, "key": str(uuid.uuid4())}
        return "post", {"room": str(readers), "body": words}


@contextlib.contextmanager
def supervise(
    folder: Path,
    readers: Sequence[int],
    disguise: str = "rules",
    *,
    database: str = "",
    then: Callable[[], None] = lambda: None,
) -> Iterator[Target]:
    """Run the product on an installation of its own: for each number of readers a group of them and the writer.

    Its database is in the folder or at an address; `then` is done once the practice is made, before it is served.
    """
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SUPERVISE_")},
        "SUPERVISE_DATA_DIR": str(folder / "data"),
        "SUPERVISE_LIMITS": "off",
        "SUPERVISE_DISGUISE": disguise,
        "SUPERVISE_IDLE_MINUTES": "1440",
        "SUPERVISE_TEST_QUICK_HASH": "1",
        "PYTHONUNBUFFERED": "1",
        **({"SUPERVISE_DATABASE_URL": database} if database else {}),
    }
    sizes = [str(count + 1) for count in readers]
    made = subprocess.run(
        [sys.executable, "-m", "bench.practice", *sizes],
        input=PASSWORD + "\n", env=environ, cwd=ROOT, text=True, check=False, capture_output=True,
    )  # fmt: skip
    if made.returncode:
        raise SystemExit(f"The practice for the load test could not be made:\n{made.stderr[-2000:]}")
    practice = json.loads(made.stdout.splitlines()[-1])
    then()
    command = [sys.executable, "-m", "supervise", "run", "--port", "0"]
    with _running(command, folder / "supervise.log", environ) as (url, pid):
        cookies = [_sign_in(url, email) for email in practice["emails"]]
        rooms = {int(size) - 1: dilemma for size, dilemma in practice["dilemmas"].items()}
        yield Target("supervise", url, pid, rooms, cookies, persists=True)


def planned(folder: Path, module: str, *words: object) -> Any:
    """Let a module of the bench put more into the installation, before it is served; return what it prints as JSON."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SUPERVISE_")}
    made = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        env={**environ, "SUPERVISE_DATA_DIR": str(folder / "data"), "SUPERVISE_DISGUISE": "rules"},
        cwd=ROOT, text=True, check=False, capture_output=True,
    )  # fmt: skip
    if made.returncode:
        raise SystemExit(f"What is measured could not be made by {module}:\n{made.stderr[-2000:]}")
    return json.loads(made.stdout.splitlines()[-1])


@contextlib.contextmanager
def bare(folder: Path, variant: str, change: Path) -> Iterator[Target]:
    """Run the server to compare with: `nodelay` or `shipped`."""
    command = [sys.executable, "-m", "bench.bare", variant, str(change)]
    with _running(command, folder / f"{variant}.log", dict(os.environ)) as (url, pid):
        yield Target("bare" if variant == "nodelay" else "as shipped", url, pid)


@contextlib.contextmanager
def _running(command: list[str], log: Path, environ: dict[str, str]) -> Iterator[tuple[str, int]]:
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1
        )
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield found[0], process.pid
                    return
            raise SystemExit(f"{' '.join(command[1:4])} did not start:\n{log.read_text()[-2000:]}")
        finally:
            process.terminate()
            process.stdout.close()
            process.wait(20)


def _sign_in(url: str, email: str) -> str:
    """Sign in as a browser does and return the cookies."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{url}/signin").read().decode()
    tag = re.search(r'<input[^>]*name="csrf_token"[^>]*>', page)
    token = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    form = {"email": email, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    answer = browser.open(f"{url}/signin", urllib.parse.urlencode(form).encode())
    if answer.url.rstrip("/").endswith("/signin"):
        raise SystemExit(f"{email} could not sign in.")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
