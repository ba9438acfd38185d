"""`python -m bench`: a persisted comment to connected readers, beside a bare broadcast of the same bytes."""

import argparse
import asyncio
import json
import resource
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import report, targets
from bench.load import Outcome, Workload, connected, connecting, run
from bench.targets import Target
from bench.words import PLACE, comment


def main(argv: list[str] | None = None) -> None:
    """Measure and print."""
    given = _grammar().parse_args(argv)
    if given.quick:
        given.rounds, given.seconds, given.readers = 1, 0.5, [4, 8, 16]
    _raise_limit_on_open_files()
    small, large, idle = given.readers
    plan = [
        Workload(small, None, given.seconds),
        Workload(large, None, given.seconds),
        Workload(small, 10, given.seconds),
        Workload(large, 5, given.seconds),
    ]
    with tempfile.TemporaryDirectory(prefix="supervise-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        report.head(given.rounds, given.seconds, given.disguise)
        product = stack.enter_context(targets.supervise(folder, given.readers, given.disguise))
        change = folder / "change.json"
        change.write_text(json.dumps(asyncio.run(one_change(product, small))))
        plain = stack.enter_context(targets.bare(folder, "nodelay", change))
        shipped = stack.enter_context(targets.bare(folder, "shipped", change))
        memory = {one.name: asyncio.run(connecting(one, idle)) for one in (product, plain, shipped)}
        results = measured(plan, [plain, product], shipped, given.rounds)
    report.tables(results)
    report.memory(memory, idle)
    report.goals(results, memory, plan)


def measured(
    plan: list[Workload], both: list[Target], shipped: Target, rounds: int
) -> dict[tuple[str, str], list[Outcome]]:
    """Run every workload on every server, in turn, round after round."""
    results: dict[tuple[str, str], list[Outcome]] = {}
    for number in range(rounds):
        for workload in plan:
            beside = [shipped] if workload.rate and workload is plan[-1] else []
            for target in [*both, *beside]:
                report.progress(number, rounds, workload.name, target.name)
                results.setdefault((workload.name, target.name), []).append(run(target, workload))
    report.progress_done()
    return results


async def one_change(product: Target, readers: int) -> dict:
    """Return the change that the product sends for one comment, a place left for the words."""
    heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def hear(_client: object, event: bytes) -> None:
        if b'"change"' in event and not heard.done():
            heard.set_result(event)

    (reader,) = await connected(product, readers, hear, range(1, 2))
    words = comment(0, 0)
    answer = await reader.ask(*product.posting(readers, words))
    if not answer.get("ok"):
        raise SystemExit(f"The product does not take the load's words: {answer}")
    event = await asyncio.wait_for(heard, 10)
    reader.leave()
    change: dict = json.loads(event[event.index(b"[") :])[1]
    if words not in change["html"]:
        raise SystemExit("The change that the product sends does not hold the words as they were posted.")
    return {**change, "html": change["html"].replace(words, PLACE)}


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="length of one run")
    parser.add_argument("--readers", type=int, nargs=3, default=[30, 200, 500], metavar=("FEW", "MANY", "IDLE"))
    parser.add_argument("--disguise", choices=["rules", "full"], default="rules", help="how the words are checked")
    parser.add_argument("--quick", action="store_true", help="a few seconds with tiny numbers: does it run")
    return parser


def _raise_limit_on_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))


if __name__ == "__main__":
    main()
