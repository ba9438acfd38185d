"""`python -m bench.meetings`: meetings held at once on one process; from a command to all screens of its meeting."""

import argparse
import asyncio
import os
import platform
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import targets
from bench.figures import cpu_seconds, percentile
from bench.load import SETTLE_S
from bench.meetings.room import NAMES, Room
from bench.targets import Target, planned

PLANNING = "bench.meetings.planning"


@dataclass(frozen=True)
class Held:
    """What came of it: how long each command took to the last screen, in milliseconds, and what the server used."""

    took: dict[str, list[float]]
    refused: list[str]
    lost: int
    wall: float
    cpu: float


def main(argv: list[str] | None = None) -> None:
    """Hold the meetings, measure and print."""
    given = _grammar().parse_args(argv)
    many = f"{given.meetings} meetings of {given.people} people at once on one process"
    pace = f"a command every {given.every:g} s in each, for {given.seconds:g} s"
    print(f"{many}, {pace}; Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    ids: list[str] = []
    with tempfile.TemporaryDirectory(prefix="supervise-bench-") as name:
        folder = Path(name)
        many = given.meetings * given.people

        def plan() -> None:
            ids.extend(planned(folder, PLANNING, given.meetings, given.people))

        with targets.supervise(folder, [many - 1], then=plan) as server:
            held = asyncio.run(_held(server, ids, given))
    _tell(held)


async def _held(server: Target, ids: list[str], given: argparse.Namespace) -> Held:
    rooms = [Room(server, one, range(n * given.people, (n + 1) * given.people)) for n, one in enumerate(ids)]
    for room in rooms:
        await room.fill()
    await asyncio.sleep(SETTLE_S)
    start, cpu = time.monotonic(), cpu_seconds(server.pid)
    apart = given.every / len(rooms)
    until = start + given.seconds
    await asyncio.gather(*(room.hold(start + n * apart, given.every, until) for n, room in enumerate(rooms)))
    wall, cpu = time.monotonic() - start, cpu_seconds(server.pid) - cpu
    for room in rooms:
        room.empty()
    took = {name: [ms for room in rooms for ms in room.took[name]] for name in NAMES}
    return Held(took, [why for room in rooms for why in room.refused], sum(room.lost for room in rooms), wall, cpu)


def _tell(held: Held) -> None:
    every = [ms for found in held.took.values() for ms in found]
    print(f"\n  {'from a command to all screens':<32}{'commands':>10}{'p50 ms':>10}{'p99 ms':>10}")
    for name, found in [*((NAMES[name], found) for name, found in held.took.items()), ("all", every)]:
        print(f"  {name:<32}{len(found):>10}{percentile(found, 0.5):>10.1f}{percentile(found, 0.99):>10.1f}")
    done = max(1, len(every))
    print(f"\n  processor: {held.cpu:.1f} s in {held.wall:.1f} s, {100 * held.cpu / held.wall:.0f} % of one core, "
          f"{1000 * held.cpu / done:.1f} ms a command")  # fmt: skip
    if held.refused or held.lost:
        print(f"  refused {len(held.refused)} {held.refused[:1]}, not seen on a screen {held.lost}")


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.meetings", description=__doc__)
    parser.add_argument("--meetings", type=int, default=20)
    parser.add_argument("--people", type=int, default=10, help="in each")
    parser.add_argument("--every", type=float, default=2.0, help="seconds from one command of a meeting to its next")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long they are held")
    return parser


if __name__ == "__main__":
    main()
