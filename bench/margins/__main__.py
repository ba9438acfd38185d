"""`python -m bench.margins`: a write-up of 10,000 words with 300 notes beside a thread of 300 comments, in turn."""

import argparse
import asyncio
import http.client
import os
import platform
import re
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from bench import targets
from bench.figures import percentile
from bench.targets import Target, planned
from bench.wire import Client
from bench.words import NAMESPACE

PLANNING = "bench.margins.planning"
READER, AUTHOR = 0, 1
PATIENCE_S = 20.0


def main(argv: list[str] | None = None) -> None:
    """Measure and print."""
    given = _grammar().parse_args(argv)
    about = f"a write-up of {given.words} words with {given.notes} notes, a thread of {given.notes} comments"
    print(
        f"{about}; {given.times} times in turn; Python {platform.python_version()}, {os.cpu_count()} cores", flush=True
    )
    made: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="supervise-bench-") as name:
        folder = Path(name)

        def plan() -> None:
            made.update(planned(folder, PLANNING, given.words, given.notes))

        with targets.supervise(folder, [2], then=plan) as server:
            took = asyncio.run(_measured(server, made, given.times))
    _tell(took)


async def _measured(server: Target, made: dict[str, str], times: int) -> dict[str, list[float]]:
    """Open each page and post to each, in turn; return how long each took, in milliseconds."""
    heard = _Heard()
    screen = Client(server.url, server.cookie(AUTHOR), NAMESPACE, heard.hear)
    await screen.connect()
    dilemma = server.rooms[2]
    seen = [await screen.ask("writeup:open", {"id": made["write_up"], "after": 0})]
    seen += [await screen.ask("dilemma:open", {"id": dilemma, "after": None})]
    if not all(one.get("ok") for one in seen):
        raise SystemExit(f"A room was not opened: {seen}")
    reader = _Browser(server.url, server.cookie(READER))
    pages = {"a write-up opens": f"/writeups/{made['write_up']}", "a thread opens": f"/dilemmas/{dilemma}"}
    took: dict[str, list[float]] = {}

    async def timed(what: str, act: Callable[[], Awaitable[float]]) -> None:
        start = time.monotonic()
        end = await act()
        took.setdefault(what, []).append(1000 * (end - start))

    note = {"part": made["part"], "words": made["words"], "body": "And what did you make of it?"}
    comment = {"body": "And what did you make of it?", "kind": "response"}
    for turn in range(times + 2):
        if turn == 2:
            took.clear()  # the first two find nothing in memory yet
        for what, path in pages.items():
            await timed(what, partial(reader.opened, path))
        writes = [
            ("a note arrives", f"/writeups/{made['write_up']}/notes", note, f"writeup:{made['write_up']}"),
            ("a comment arrives", f"/dilemmas/{dilemma}/comments", comment, f"dilemma:{dilemma}"),
        ]
        for what, path, form, room in writes:
            await timed(what, partial(heard.after, reader, path, form, room))
    screen.leave()
    return took


class _Heard:
    """What the other browser hears of the two rooms."""

    def __init__(self) -> None:
        self._waits: tuple[bytes, asyncio.Future[float]] | None = None

    def hear(self, _client: object, event: bytes) -> None:
        """Note a change."""
        if self._waits and b'"change"' in event and self._waits[0] in event and not self._waits[1].done():
            self._waits[1].set_result(time.monotonic())

    async def after(self, reader: "_Browser", path: str, form: dict[str, str], room: str) -> float:
        """Post, wait until the change has arrived, and return when it did."""
        came: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waits = (f'"{room}"'.encode(), came)
        posted = asyncio.create_task(asyncio.to_thread(reader.post, path, form))
        arrived = await asyncio.wait_for(came, PATIENCE_S)
        await posted
        return arrived


class _Browser:
    """Somebody's plain requests, on a line that stays open."""

    def __init__(self, url: str, cookie: str) -> None:
        self._line = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
        self._headers = {"Cookie": cookie, "Origin": url}
        token = re.search(r'name="csrf-token" content="([^"]*)"', self.get("/"))
        self._token = token[1] if token else ""

    async def opened(self, path: str) -> float:
        """Read a page, and return when all of it was there."""
        await asyncio.to_thread(self.get, path)
        return time.monotonic()

    def get(self, path: str) -> str:
        """Return a page."""
        self._line.request("GET", path, headers=self._headers)
        answer = self._line.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{path} is answered with {answer.status}.")
        return page

    def post(self, path: str, form: dict[str, str]) -> None:
        """Send a form."""
        sent = urllib.parse.urlencode({**form, "key": str(uuid.uuid4()), "csrf_token": self._token})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._line.request("POST", path, sent, {**self._headers, **kind})
        answer = self._line.getresponse()
        page = answer.read()
        if answer.status != 303:
            raise SystemExit(f"{path} is answered with {answer.status}: {page[:300]!r}")


def _tell(took: dict[str, list[float]]) -> None:
    print(f"\n  {'':<22}{'p50 ms':>10}{'p99 ms':>10}")
    for what, found in took.items():
        print(f"  {what:<22}{percentile(found, 0.5):>10.1f}{percentile(found, 0.99):>10.1f}")
    for one, other in (("a write-up opens", "a thread opens"), ("a note arrives", "a comment arrives")):
        print(
            f"\n  {one} in {percentile(took[one], 0.5) / percentile(took[other], 0.5):.2f} x the time in which {other}"
        )


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.margins", description=__doc__)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=300)
    parser.add_argument("--times", type=int, default=20)
    return parser


if __name__ == "__main__":
    main()
