"""`python -m bench.erasing`: how long posting takes in a large database, quiet and while one comment is erased."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench import targets
from bench.erasing.seed import THREAD, comment_id, fill
from bench.figures import percentile
from bench.load import connected
from bench.targets import Target
from bench.wire import Client
from bench.words import comment
from supervise.core.compacting import is_promised
from supervise.core.config import load
from supervise.core.db import Database

READERS = 8
PATIENCE_S = 600.0
AGAIN_S = 0.1
MOST_WAITING = 200
MOST = 2.0
"""How many times the quiet 99th percentile the one while erasing may be."""


def main(argv: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.erasing", description=__doc__)
    parser.add_argument("--comments", type=int, default=1_000_000, help="how many the database holds")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long it is quiet first")
    parser.add_argument("--after", type=float, default=75.0, help="seconds until a server has settled")
    parser.add_argument("--rate", type=float, default=10.0, help="posts a second")
    parser.add_argument("--postgresql", default="", metavar="ADDRESS", help="an empty database instead of SQLite")
    given = parser.parse_args(argv)
    print(f"Posting {given.rate:g} times a second to {READERS} readers, in a database of {given.comments:,} comments:")
    print("quiet, and from the moment that one comment is removed until its bytes are in no file.", flush=True)
    with tempfile.TemporaryDirectory(prefix="supervise-bench-") as name:
        folder = Path(name)
        settings = {"SUPERVISE_DATA_DIR": str(folder / "data"), "SUPERVISE_DATABASE_URL": given.postgresql}
        url = load({name: value for name, value in settings.items() if value}).database_url
        began = time.monotonic()
        with (
            targets.supervise(
                folder, [READERS], database=given.postgresql, then=lambda: fill(url, given.comments)
            ) as server,
            closing(Database(url)) as database,
        ):
            print(f"  made in {time.monotonic() - began:.0f} s, {_mebibytes(database):,.0f} MiB", flush=True)
            quiet, erasing, took = asyncio.run(_measured(server, database, given))
    _tell(quiet, erasing, took)


async def _measured(
    server: Target, database: Database, given: argparse.Namespace
) -> tuple[list[float], list[float], float]:
    """Return how long each post took quiet and while erasing, in milliseconds, and how many seconds erasing took."""
    clients = await connected(server, READERS, members=range(READERS))
    writer, author = clients[0], clients[1]  # whoever posted the dilemma wrote all that was filled in
    posting = _Posting(server, writer, given.rate)
    await posting.until(_after(given.after))
    quiet = await posting.until(_after(given.seconds))
    began = time.monotonic()
    answer = await author.ask("comment:remove", {"id": comment_id(THREAD // 2)})
    if not answer.get("ok"):
        raise SystemExit(f"The comment could not be removed: {answer}")
    erasing = await posting.until(lambda: _is_done(database) or _overdue(began))
    took = time.monotonic() - began
    for one in clients:
        one.leave()
    return quiet, erasing, took


class _Posting:
    """Posts at a fixed rate, whether or not the last is answered."""

    def __init__(self, server: Target, writer: Client, rate: float) -> None:
        self._server, self._writer, self._rate, self._number = server, writer, rate, 0

    async def until(self, over: Callable[[], bool]) -> list[float]:
        """Post until something is over; return how many milliseconds each answer took from when it was due."""
        posted, start, count = [], time.monotonic_ns(), 0
        while not over():
            due = start + int(count / self._rate * 1e9)
            await asyncio.sleep(max(0, due - time.monotonic_ns()) / 1e9)
            posted.append(asyncio.ensure_future(self._one(due)))
            count += 1
            if sum(not one.done() for one in posted) > MOST_WAITING:
                raise SystemExit("This machine does not keep up with so many posts. Name a smaller --rate.")
        return list(await asyncio.gather(*posted))

    async def _one(self, due: int) -> float:
        number, self._number = self._number, self._number + 1
        asked = self._server.posting(READERS, comment(number, due))
        while (answer := await self._writer.ask(*asked)).get("code") == "too_fast":  # noqa: ASYNC110
            await asyncio.sleep(AGAIN_S)  # the machine is busy; the writer waits for that as well
        if not answer.get("ok"):
            raise SystemExit(f"A comment was not taken: {answer}")
        return (time.monotonic_ns() - due) / 1e6


def _after(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def _is_done(database: Database) -> bool:
    """Tell whether the server has nothing more to let go of."""
    with database.work():
        return not is_promised()


def _mebibytes(database: Database) -> float:
    size = "page_count * page_size FROM pragma_page_count, pragma_page_size"
    asked = f"SELECT {size if database.is_sqlite else 'pg_database_size(current_database())'}"
    with database.engine.connect() as connection:
        return float(connection.exec_driver_sql(asked).scalar_one()) / 2**20


def _overdue(began: float) -> bool:
    if time.monotonic() - began > PATIENCE_S:
        raise SystemExit(f"After {PATIENCE_S:g} s its bytes are still in the files.")
    return False


def _tell(quiet: list[float], erasing: list[float], took: float) -> None:
    print(f"  {'':<16}{'posts':>8}{'p50 ms':>10}{'p99 ms':>10}{'most ms':>10}")
    for name, each in (("quiet", quiet), ("while erasing", erasing)):
        cells = "".join(f"{one:>10.1f}" for one in (percentile(each, 0.5), percentile(each, 0.99), max(each)))
        print(f"  {name:<16}{len(each):>8}{cells}")
    ratio = percentile(erasing, 0.99) / percentile(quiet, 0.99)
    enough = "reached" if ratio <= MOST else "NOT reached"
    print(f"  its bytes were gone after {took:.0f} s (ten of them are waited, so that several go together)")
    print(
        f"  E1  {ratio:>8.2f}x  at most {MOST:.2f}x  {enough:<12}  p99 of posting while a comment is erased, to quiet"
    )


if __name__ == "__main__":
    main()
