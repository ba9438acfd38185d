"""One run: readers in this process, one writer in another, and what came of it."""

import asyncio
import gc
import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from bench.figures import cpu_seconds, memory_kib, percentile
from bench.targets import Target
from bench.wire import Client
from bench.words import NAMESPACE, comment, marked

BATCH, SETTLE_S, DRAIN_S = 20, 0.5, 20.0


@dataclass(frozen=True)
class Workload:
    """So many readers; `rate` posts a second, or None for flat out: the next when the last is answered."""

    readers: int
    rate: float | None
    seconds: float

    @property
    def name(self) -> str:
        """The workload in words."""
        return f"{self.readers} readers, " + (f"{self.rate:g} posts/s" if self.rate else "flat out")


@dataclass
class Outcome:
    """What one run came to. Times in milliseconds, from when a post was due."""

    posts_per_s: float
    p50: float
    p99: float
    answer_p50: float
    cpu_per_1000: float
    server_busy: float
    load_busy: float
    delivered: int
    lost: int
    twice: int
    event_bytes: int
    kib_per_connection: float
    refused: list[str] = field(default_factory=list)


@dataclass
class _Heard:
    """What the readers hear."""

    first: int
    readers: int
    delays: list[int] = field(default_factory=list)
    size: int = 0
    twice: int = 0
    newest: int = 0
    expected: int | None = None
    whole: asyncio.Event = field(default_factory=asyncio.Event)
    by: dict[int, set[int]] = field(default_factory=dict)

    def hear(self, client: Client, event: bytes) -> None:
        """Note a comment that arrived."""
        now = time.monotonic_ns()
        mark = marked(event)
        if mark is None or mark[0] < self.first:
            return
        mine = self.by.setdefault(id(client), set())
        if mark[0] in mine:
            self.twice += 1
            return
        mine.add(mark[0])
        self.delays.append(now - mark[1])
        self.size, self.newest = self.size + len(event), now
        if self.expected is not None and len(self.delays) >= self.expected:
            self.whole.set()

    async def rest(self, expected: int) -> None:
        """Wait until all that is owed has arrived, or for long enough."""
        self.expected = expected
        if len(self.delays) < expected:
            try:
                await asyncio.wait_for(self.whole.wait(), DRAIN_S)
            except TimeoutError:
                return


def run(target: Target, workload: Workload) -> Outcome:
    """Carry out one run on a server."""
    return asyncio.run(_run(target, workload))


async def _run(target: Target, workload: Workload) -> Outcome:
    heard = _Heard(int(time.monotonic() * 1000) * 1000, workload.readers)
    before = memory_kib(target.pid)
    readers = await connected(target, workload.readers, heard.hear)
    await asyncio.sleep(SETTLE_S)
    grown = memory_kib(target.pid) - before
    ours, theirs = multiprocessing.Pipe()
    writer = multiprocessing.get_context("spawn").Process(
        target=_write, args=(target, workload, heard.first, theirs), daemon=True
    )
    writer.start()
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(None, ours.recv)
        gc.collect()
        gc.disable()
        cpu, own = cpu_seconds(target.pid), time.process_time()
        ours.send("go")
        told = await loop.run_in_executor(None, ours.recv)
        await heard.rest(told["accepted"] * workload.readers)
        cpu, own = cpu_seconds(target.pid) - cpu, time.process_time() - own
    finally:
        gc.enable()
        for reader in readers:
            reader.leave()
    writer.join(20)
    return _outcome(workload, heard, told, cpu, own, grown / workload.readers)


def _outcome(workload: Workload, heard: _Heard, told: dict[str, Any], cpu: float, own: float, kib: float) -> Outcome:
    delivered = len(heard.delays)
    wall = (max(heard.newest, told["end"]) - told["start"]) / 1e9
    return Outcome(
        posts_per_s=told["accepted"] / wall,
        p50=percentile(heard.delays, 0.5) / 1e6,
        p99=percentile(heard.delays, 0.99) / 1e6,
        answer_p50=percentile(told["answers"], 0.5) / 1e6,
        cpu_per_1000=cpu * 1e6 / max(1, delivered),
        server_busy=cpu / wall,
        load_busy=max(own, told["cpu"]) / wall,
        delivered=delivered,
        lost=told["accepted"] * workload.readers - delivered,
        twice=heard.twice,
        event_bytes=heard.size // max(1, delivered),
        kib_per_connection=kib,
        refused=told["refused"],
    )


async def connected(target: Target, room: int, hear: Any = None, members: range | None = None) -> list[Client]:
    """Connect readers (all of a room, or only some of its members) and let each begin to hear it."""
    numbers = members or range(room)
    clients: list[Client] = []
    for start in range(0, len(numbers), BATCH):
        some = [Client(target.url, target.cookie(n), NAMESPACE, hear) for n in numbers[start : start + BATCH]]
        await asyncio.gather(*(one.connect() for one in some))
        for answer in await asyncio.gather(*(one.ask(*target.joining(room)) for one in some)):
            if not answer.get("ok"):
                raise SystemExit(f"{target.name} lets nobody in: {answer}")
        clients += some
    return clients


async def connecting(target: Target, count: int) -> float:
    """Return how much memory each of so many connections costs, in KiB."""
    before = memory_kib(target.pid)
    clients = await connected(target, count)
    await asyncio.sleep(SETTLE_S)
    grown = memory_kib(target.pid) - before
    for one in clients:
        one.leave()
    return grown / count


def _write(target: Target, workload: Workload, first: int, pipe: Connection) -> None:
    """Post as the workload says; runs in a process of its own."""
    asyncio.run(_writing(target, workload, first, pipe))


async def _writing(target: Target, workload: Workload, first: int, pipe: Connection) -> None:
    last = workload.readers
    (client,) = await connected(target, workload.readers, members=range(last, last + 1))
    posting = _Posting(client, target, workload.readers, first)
    pipe.send("ready")
    pipe.recv()
    gc.disable()
    cpu, start = time.process_time(), time.monotonic_ns()
    if workload.rate is None:
        await posting.flat_out(start + int(workload.seconds * 1e9))
    else:
        await posting.at(workload.rate, int(workload.seconds * workload.rate), start)
    end = time.monotonic_ns()
    pipe.send(
        {
            "start": start,
            "end": end,
            "accepted": len(posting.answers),
            "answers": posting.answers,
            "refused": posting.refused[:3],
            "cpu": time.process_time() - cpu,
        }
    )
    client.leave()


class _Posting:
    """Posts, and keeps how long each answer took."""

    def __init__(self, client: Client, target: Target, readers: int, first: int) -> None:
        self._client, self._target, self._readers, self._next = client, target, readers, first
        self.answers: list[int] = []
        self.refused: list[str] = []

    async def flat_out(self, until: int) -> None:
        """Post the next when the last is answered."""
        while (now := time.monotonic_ns()) < until and len(self.refused) < 20:
            await self.one(now)

    async def at(self, rate: float, count: int, start: int) -> None:
        """Post at a fixed rate, whether or not the last is answered."""
        posted = []
        for number in range(count):
            due = start + int(number / rate * 1e9)
            await asyncio.sleep(max(0, due - time.monotonic_ns()) / 1e9)
            posted.append(asyncio.ensure_future(self.one(due)))
        await asyncio.gather(*posted)

    async def one(self, due: int) -> None:
        """Post one comment that was due at a moment."""
        number, self._next = self._next, self._next + 1
        answer = await self._client.ask(*self._target.posting(self._readers, comment(number, due)))
        if answer.get("ok"):
            self.answers.append(time.monotonic_ns() - due)
        else:
            self.refused.append(str(answer)[:300])
