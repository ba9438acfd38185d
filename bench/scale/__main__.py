"""`python -m bench.scale`: search, Today and a group's page at 10,000 comments and at 1,000,000, asked in turn.

Then searches for a word that only others hold, in turn with searches for one that nobody holds.
"""

import argparse
import os
import platform
import random
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.figures import middle, percentile
from bench.pairs import searched
from bench.scale.asking import PAGES, Practice, grown
from bench.scale.growing import FOREIGN, Growing, Size

MOST = 2.0
"""How many times as long the large practice may take."""

PAIRS = 200


def main(argv: list[str] | None = None) -> None:
    """Grow both, ask both in turn, print."""
    given = _grammar().parse_args(argv)
    chance = random.Random(given.seed)
    words = Growing(given.seed).words
    urls = given.postgresql or ["", ""]
    on = "PostgreSQL" if given.postgresql else "SQLite"
    print(f"{on}, Python {platform.python_version()}, {os.cpu_count()} cores, seed {given.seed}; "
          f"{given.times} times each, in turn", flush=True)  # fmt: skip
    with ExitStack() as stack:
        folder = Path(given.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="supervise-scale-")))
        made = [
            stack.enter_context(grown(folder / str(comments), Size(comments), given.seed, url))
            for comments, url in zip((given.small, given.large), urls, strict=True)
        ]
        both = [one.entered(given.seed) for one in made]
        for page in PAGES:
            for number in range(given.times + 3):
                for one in both:
                    one.ask(page, chance, words)
                    if number < 3:  # the first ones fill caches
                        one.took.pop(page)
        reached = _report(both)
        alike = _foreign(both[1])
    print(f"\nat most {MOST:g} times as long: {'reached' if reached else 'NOT reached'}; "
          f"foreign hits within the noise: {'reached' if alike else 'NOT reached'}")  # fmt: skip


def _report(both: Sequence[Practice]) -> bool:
    """Print how long each page takes in each practice; return whether the large one keeps to its goal."""
    small, large = both
    print(f"\n  {'':<12}{'p50 ms':>10}{'':>10}{'ratio':>8}{'p99 ms':>12}{'':>10}{'ratio':>8}")
    ratios = []
    for page in PAGES:
        cells = []
        for share in (0.5, 0.99):
            a, b = (percentile(one.took[page], share) for one in (small, large))
            ratios.append(b / max(a, 1e-9))
            cells += [f"{a:>10.1f}{b:>10.1f}{ratios[-1]:>8.2f}"]
        print(f"  {page:<12}{cells[0]}  {cells[1]}")
    return max(ratios) <= MOST


def _foreign(one: Practice) -> bool:
    """Print how long a search takes that many others' words would fit, beside one that fits nothing anywhere."""
    reader, _ = one.readers[0]
    found = searched(reader, FOREIGN, FOREIGN[::-1], PAIRS)
    print(f"\n  a search that finds nothing, {PAIRS} pairs in turn: median {middle(found.nobodys):.2f} ms where nobody "
          f"holds the word,\n  {middle(found.others):.2f} ms where others hold it; median difference "
          f"{found.apart:+.3f} ms, noise (middle half of the former) {found.noise:.2f} ms")  # fmt: skip
    return found.alike


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000, help="comments of the small practice")
    parser.add_argument("--large", type=int, default=1_000_000, help="comments of the large practice")
    parser.add_argument("--times", type=int, default=100, help="how often each page is asked for")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--keep", metavar="FOLDER", help="where both practices stay (several GB), to be asked again")
    parser.add_argument("--postgresql", nargs=2, metavar="ADDRESS", help="two empty databases instead of SQLite")
    return parser


if __name__ == "__main__":
    main()
