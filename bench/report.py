"""What the bench prints: medians of the rounds, and the goals beside what was reached."""

import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.figures import middle
from bench.load import Outcome, Workload

Results = Mapping[tuple[str, str], Sequence[Outcome]]

COLUMNS: dict[str, Callable[[Outcome], float]] = {
    "posts/s": lambda one: one.posts_per_s,
    "p50 ms": lambda one: one.p50,
    "p99 ms": lambda one: one.p99,
    "answer ms": lambda one: one.answer_p50,
    "CPU ms/1000": lambda one: one.cpu_per_1000,
    "server busy": lambda one: one.server_busy,
    "load busy": lambda one: one.load_busy,
}


@dataclass(frozen=True)
class Goal:
    """A ratio of the product to a server beside it, in one workload."""

    name: str
    says: str
    figure: Callable[[Outcome], float]
    beside: str
    workload: int
    least: float | None = None
    most: float | None = None


GOALS = (
    Goal("L1", "posts/s, few readers, flat out, to a bare broadcast", COLUMNS["posts/s"], "bare", 0, least=0.60),
    Goal("L2", "posts/s, many readers, flat out, to a bare broadcast", COLUMNS["posts/s"], "bare", 1, least=1.5),
    Goal("L3", "CPU per 1,000 deliveries, many readers, to the library as shipped", COLUMNS["CPU ms/1000"],
         "as shipped", 3, most=0.30),
)  # fmt: skip
KIB_PER_CONNECTION = 64


def head(rounds: int, seconds: float, disguise: str) -> None:
    """Say what is measured, and where."""
    by = "by rules," if disguise == "rules" else "in full, the name model included where it is installed,"
    print(f"A persisted comment (signed in, checked {by} stored with synchronous=FULL, rendered) beside a bare")
    print("Flask-SocketIO broadcast of the same bytes: gevent, TCP_NODELAY, nothing compressed, nothing stored.")
    print("'As shipped' is the library's own server, which compresses for whoever offers it, as every browser does.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; {rounds} rounds in turn, {seconds:g} s each;")
    print("medians of the rounds. Trust the ratios: the load shares the machine with the server.\n", flush=True)


def progress(number: int, rounds: int, workload: str, target: str) -> None:
    """Show how far it is: on a terminal in one line, else a line for each run, so that a log shows that it goes on."""
    told = f"round {number + 1} of {rounds}: {workload}, {target}"
    sys.stderr.write(f"\r{told}\033[K" if sys.stderr.isatty() else f"{told}\n")
    sys.stderr.flush()


def progress_done() -> None:
    """Wipe the progress away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")


def tables(results: Results) -> None:
    """Print the figures of every workload."""
    for workload in dict.fromkeys(name for name, _ in results):
        here = {target: outcomes for (name, target), outcomes in results.items() if name == workload}
        size = middle([one.event_bytes for outcomes in here.values() for one in outcomes])
        print(f"{workload} (events of {size:.0f} bytes)")
        print(f"  {'':<12}" + "".join(f"{name:>13}" for name in COLUMNS))
        for target, outcomes in here.items():
            cells = [middle([figure(one) for one in outcomes]) for figure in COLUMNS.values()]
            print(f"  {target:<12}" + "".join(f"{cell:>13.2f}" if cell < 10 else f"{cell:>13.0f}" for cell in cells))
            _troubles(outcomes)
        print(flush=True)


def memory(kib: Mapping[str, float], idle: int) -> None:
    """Print what a connection costs."""
    print(f"memory per connection, {idle} connected to a fresh server")
    for target, each in kib.items():
        print(f"  {target:<12}{each:>13.1f} KiB")
    print()


def goals(results: Results, kib: Mapping[str, float], plan: Sequence[Workload]) -> None:
    """Print each goal, what is reached, and whether that is enough."""
    print("goals (PERFORMANCE: L1, L2, L3, L9)")
    for goal in GOALS:
        reached = _ratio(results, plan[goal.workload].name, goal)
        enough = reached >= goal.least if goal.least is not None else reached <= (goal.most or 0)
        wanted = f"at least {goal.least:.2f}x" if goal.least is not None else f"at most {goal.most:.2f}x"
        _goal(goal.name, f"{reached:.2f}x", wanted, goal.says, enough)
    each = kib["supervise"]
    says = "memory per connection, idle"
    _goal("L9", f"{each:.0f} KiB", f"at most {KIB_PER_CONNECTION} KiB", says, each <= KIB_PER_CONNECTION)


def _ratio(results: Results, workload: str, goal: Goal) -> float:
    ours, theirs = results[workload, "supervise"], results[workload, goal.beside]
    return middle(
        [goal.figure(a) / max(1e-9, goal.figure(b)) for a, b in zip(ours, theirs, strict=True)]
    )  # round by round: the machine changes over time, and both of a round saw the same


def _goal(name: str, reached: str, wanted: str, says: str, enough: bool) -> None:
    print(f"  {name}  {reached:>9}  {wanted:<16}  {'reached' if enough else 'NOT reached':<12}  {says}", flush=True)


def _troubles(outcomes: Sequence[Outcome]) -> None:
    lost, twice = sum(one.lost for one in outcomes), sum(one.twice for one in outcomes)
    refused = [why for one in outcomes for why in one.refused]
    if lost or twice or refused:
        print(f"    lost {lost}, twice {twice}, refused {len(refused)} {refused[:1]}")
