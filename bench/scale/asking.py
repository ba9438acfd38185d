"""An installation of one size, asked for its pages as people who sit there, and how long each took."""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.browsing import Reader, installed, signed_in
from bench.scale.growing import COMMON, Size, grow, who_is_asked
from supervise.app import Supervise

PEOPLE = 12
PAGES = ("search", "Today", "group page")


@dataclass
class Practice:
    """An installation of one size, and who asks there, each with their group; `took`: the milliseconds of each page."""

    size: Size
    readers: Sequence[tuple[Reader, str]]
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, page: str, chance: random.Random, words: Sequence[str]) -> None:
        """Ask for a page as somebody, and note how long it took."""
        reader, group = chance.choice(self.readers)
        if page == "search":
            # a common word and one of any kind, as people search
            millis, _ = reader.search(f"{words[chance.randrange(COMMON)]} {chance.choice(words)}")
        else:
            millis, _ = reader.ask("/" if page == "Today" else f"/groups/{group}")
        self.took.setdefault(page, []).append(millis)


@dataclass(frozen=True)
class Grown:
    """An installation of one size, and who can sign in there, each with their group."""

    size: Size
    built: Supervise
    people: Sequence[tuple[str, str]]

    def entered(self, seed: int) -> Practice:
        """Open browsers in it: not before it is asked for something, since a session that waits is locked."""
        asking = random.Random(seed).sample(list(self.people), min(PEOPLE, len(self.people)))
        return Practice(self.size, [(signed_in(self.built, address), group) for address, group in asking])


@contextmanager
def grown(folder: Path, size: Size, seed: int, url: str = "") -> Iterator[Grown]:
    """Grow an installation, or ask the one again that was grown there before."""
    there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with installed(folder, url) as (built, database):
        begun = time.perf_counter()
        if not there:
            grow(database, size, seed)
        people = who_is_asked(database)
        made = "from before" if there else f"made in {time.perf_counter() - begun:.0f} s"
        print(f"  {size.comments:>9,} comments, {size.threads:,} threads, {size.groups:,} groups {made}", flush=True)
        yield Grown(size, built, people)
