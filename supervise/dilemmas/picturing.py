"""What a group's themes show over time and together, without pointing at anybody.

A number stands only where three dilemmas by three authors are behind it, each number by itself; no sum stands beside
them, from which one that is left out could be had. Only what is addressed to the whole group is counted, so that the
picture is the same for everybody in it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Audience, Dilemma, DilemmaTheme
from supervise.dilemmas.queries import standing
from supervise.groups.queries import Seat

FEWEST = 3
"""Dilemmas, and different authors of them, that must stand behind a number."""

PERIODS = 6
Slug = str


@dataclass(frozen=True, slots=True)
class Half:
    """Half a year of the group's own calendar."""

    year: int
    second: bool

    @classmethod
    def of(cls, day: date) -> "Half":
        """Return the half year of a day."""
        return cls(day.year, day.month > 6)

    @property
    def before(self) -> "Half":
        """The half year before."""
        return Half(self.year, second=False) if self.second else Half(self.year - 1, second=True)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Numbers by theme and half year, and by pair of themes; what is left out is too few to be shown."""

    halves: Sequence[Half]
    over_time: Mapping[Slug, Mapping[Half, int]]
    together: Sequence[tuple[Slug, Slug, int]]


class _Count:
    """Dilemmas and who wrote them."""

    def __init__(self) -> None:
        self.dilemmas: set[Id] = set()
        self.authors: set[Id] = set()

    def add(self, dilemma: Id, author: Id) -> None:
        self.dilemmas.add(dilemma)
        self.authors.add(author)

    @property
    def shown(self) -> int:
        """How many there are; 0 where they are too few to be told."""
        many = len(self.dilemmas)
        return many if many >= FEWEST and len(self.authors) >= FEWEST else 0


def pictures_of(seat: Seat) -> Pictures:
    """Return what may be shown of the themes of a group's dilemmas."""
    halves = _halves(clock.in_zone(clock.now(), seat.group.zone).date())
    times: dict[tuple[Slug, Half], _Count] = defaultdict(_Count)
    pairs: dict[tuple[Slug, Slug], _Count] = defaultdict(_Count)
    for (dilemma, author, at), slugs in _themed(seat).items():
        half = Half.of(clock.in_zone(at, seat.group.zone).date())
        for slug in slugs:
            times[slug, half].add(dilemma, author)
        for pair in combinations(sorted(slugs), 2):
            pairs[pair].add(dilemma, author)
    over_time: dict[Slug, dict[Half, int]] = defaultdict(dict)
    for (slug, half), count in times.items():
        if half in halves and count.shown:
            over_time[slug][half] = count.shown
    together = [(one, other, count.shown) for (one, other), count in pairs.items() if count.shown]
    return Pictures(halves, over_time, sorted(together, key=lambda pair: (-pair[2], pair[:2])))


def _themed(seat: Seat) -> Mapping[tuple[Id, Id, datetime], set[Slug]]:
    rows = session().execute(
        standing(select(Dilemma.id, Dilemma.author_id, Dilemma.posted_at, DilemmaTheme.slug))
        .join(DilemmaTheme, DilemmaTheme.dilemma_id == Dilemma.id)
        .where(Dilemma.group_id == seat.group.id, Dilemma.audience == Audience.GROUP)
    )
    themed: dict[tuple[Id, Id, datetime], set[Slug]] = defaultdict(set)
    for dilemma, author, at, slug in rows:
        themed[dilemma, author, at].add(slug)
    return themed


def _halves(today: date) -> list[Half]:
    halves = [Half.of(today)]
    while len(halves) < PERIODS:
        halves.insert(0, halves[0].before)
    return halves
