"""Searches that find nothing, in turn: for a word that only others hold, and for one that nobody holds."""

import statistics
from dataclasses import dataclass

from bench.browsing import Reader
from bench.figures import middle

FIRST = 3
"""Pairs that fill caches and are not counted."""


@dataclass(frozen=True)
class Pairs:
    """The milliseconds of searches for what others hold and for what nobody holds, pair by pair."""

    others: list[float]
    nobodys: list[float]

    @property
    def apart(self) -> float:
        """The median of the differences within a pair."""
        return middle([a - b for a, b in zip(self.others, self.nobodys, strict=True)])

    @property
    def noise(self) -> float:
        """The width of the middle half of the searches for what nobody holds."""
        low, _, high = statistics.quantiles(self.nobodys, n=4)
        return high - low

    @property
    def alike(self) -> bool:
        """Whether the two cannot be told apart."""
        return abs(self.apart) <= self.noise


def searched(reader: Reader, others: str, nobodys: str, pairs: int) -> Pairs:
    """Search in turn, so many times each; stop where anything is found."""
    took: dict[str, list[float]] = {others: [], nobodys: []}
    for number in range(pairs + FIRST):
        for word in (others, nobodys) if number % 2 else (nobodys, others):
            millis, page = reader.search(word)
            if "/dilemmas/" in page:
                raise SystemExit("What others wrote was found.")
            if number >= FIRST:
                took[word].append(millis)
    return Pairs(took[others], took[nobodys])
