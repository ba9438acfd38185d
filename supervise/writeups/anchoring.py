"""Where words stand after a text was changed. Pure.

A passage is looked for by its own words together with those round it, so that the same words elsewhere do not draw it
away; words that were changed in it or near it cost closeness, not the place. What is not close enough to anything has
no place any more: better none than a wrong one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

Span = tuple[int, int]

AROUND = 20
"""Words before and after a passage that help to find it."""

RUN = 3
"""Words in a row that are looked for; single words stand everywhere."""

COMMON = 60
"""Runs that stand more often than this tell nothing."""

LONG = 8
"""Words from which on a passage is found by itself, with nothing round it alike."""

_WORD = re.compile(r"[^\W_]+")
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that a passage may have come to: how far it moved, which of its words and of those round it are there."""

    shift: int
    inside: int
    outside: int


class Text:
    """A text as a sequence of words, each with its place; looked through only once its words are asked for."""

    def __init__(self, body: str) -> None:
        self.body = body

    @cached_property
    def words(self) -> list[str]:
        """The words in their order, all in small letters."""
        return [one[0].casefold() for one in _WORD.finditer(self.body)]

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands."""
        return [one.span() for one in _WORD.finditer(self.body)]

    @cached_property
    def line(self) -> str:
        """All words in a row, told apart by a sign that stands in none."""
        return "\0" + "".join(f"{word}\0" for word in self.words)

    @cached_property
    def runs(self) -> Mapping[Run, list[int]]:
        """Where a few words stand in a row, by those words."""
        found: dict[Run, list[int]] = defaultdict(list)
        for place in range(len(self.words) - RUN + 1):
            found[tuple(self.words[place : place + RUN])].append(place)
        return found

    def within(self, span: Span) -> tuple[int, int]:
        """Return from which word on and up to which a span reaches."""
        first = bisect_right(self.spans, span[0], key=lambda one: one[1])
        last = bisect_left(self.spans, span[1], key=lambda one: one[0])
        return (first, last) if first < last else (0, 0)

    def count(self, words: Sequence[str]) -> int:
        """Return how often words stand here in a row."""
        return self.line.count("\0" + "".join(f"{word}\0" for word in words))

    def where(self, first: int, last: int) -> Span:
        """Return the span from one word up to another."""
        return self.spans[first][0], self.spans[last - 1][1]


def follow(old: Text, span: Span, new: Text) -> Span | None:
    """Return where a passage of a text stands in its later words; None where it stands there no more."""
    if old.body == new.body:
        return span
    first, last = old.within(span)
    if first == last or not new.words:
        return None
    size = last - first
    best = _best(old, new, first, last)
    if best is None:
        return _only_one(old, new, first, last)
    places = _aligned(old, first, last, new, best.shift)
    if not places:
        return None
    start, end = min(places), max(places) + 1
    whole = len(places) == end - start == size
    if not _is_close(old, first, last, len(places), best.outside, whole=whole):
        return None
    if len(places) * 5 < size * 4 and not _is_told_by(places, new, old):
        return None
    longest = min(size + max(2, size // 3), 2 * len(places))
    return new.where(start, end) if end - start <= longest else None


def very_words(old: Text, span: Span, new: Text, found: Span) -> Span | None:
    """Return where the very words of a passage stand, with the signs at its ends; None where any of them was changed.

    `found` is where the passage has come to.
    """
    if old.body == new.body:
        return span
    first, last = old.within(span)
    start = found[0] - (old.spans[first][0] - span[0])
    end = found[1] + (span[1] - old.spans[last - 1][1])
    alike = start >= 0 and new.body[start:end].split() == old.body[slice(*span)].split()
    return (start, end) if alike else None


def _best(old: Text, new: Text, first: int, last: int) -> _Candidate | None:
    """Return the place where most of a passage's words and of those round it stand in rows."""
    begin, end = max(0, first - AROUND), min(len(old.words), last + AROUND)
    there: dict[int, set[int]] = defaultdict(set)
    for place in range(begin, end - RUN + 1):
        found = new.runs.get(tuple(old.words[place : place + RUN]), ())
        for other in found if len(found) <= COMMON else ():
            there[other - place].update(range(place, place + RUN))
    slack = _slack(last - first)
    own = [shift for shift, places in there.items() if any(first <= place < last for place in places)]
    candidates = [_candidate(shift, there, slack, first, last) for shift in own]
    stretch = len(new.words) / len(old.words)
    near = [
        (one.inside, one.outside, -abs(first + one.shift - first * stretch), one) for one in candidates if one.inside
    ]
    return max(near, key=lambda one: one[:3])[3] if near else None


def _candidate(shift: int, there: dict[int, set[int]], slack: int, first: int, last: int) -> _Candidate:
    """Return a place with what came along: words that were put in or taken out shift the rest a little."""
    along: set[int] = set()
    for other, places in there.items():
        if abs(other - shift) <= slack:
            along |= places
    inside = sum(1 for place in along if first <= place < last)
    own = sum(1 for place in there[shift] if first <= place < last)
    # of few words only what moved just as they did stands round them
    outside = len(there[shift]) - own if last - first < LONG else len(along) - inside
    return _Candidate(shift, inside if own else 0, outside)


def _slack(size: int) -> int:
    return 4 + size // 3


def _aligned(old: Text, first: int, last: int, new: Text, shift: int) -> Collection[int]:
    """Return which words of a text are those of a passage, near a place, in their order.

    A few words round it are laid beside it too: of what stands there twice, they tell which is meant.
    """
    slack = _slack(last - first)
    start, stop = max(0, first - RUN), min(len(old.words), last + RUN)
    begin, end = max(0, start + shift - slack), min(len(new.words), stop + shift + slack)
    found: set[int] = set()
    for one in SequenceMatcher(None, old.words[start:stop], new.words[begin:end], autojunk=False).get_matching_blocks():
        if abs(begin + one.b - start - one.a - shift) <= slack:
            inside = range(max(first, start + one.a), min(last, start + one.a + one.size))
            found.update(place - start - one.a + begin + one.b for place in inside)
    return _without_strays(found)


def _in_rows(places: Collection[int]) -> list[list[int]]:
    """Return places in their order, those that follow one another together."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _is_told_by(places: Collection[int], new: Text, old: Text) -> bool:
    """Tell whether some words in a row stood once only: what is said again and again points to no place by itself."""
    rows = (new.words[row[0] : row[-1] + 1] for row in _in_rows(places))
    return any(len(row) > 1 and old.count(row) == 1 for row in rows)


def _without_strays(places: Collection[int]) -> list[int]:
    """Leave out few words at the ends that stand apart from the rest: such words stand everywhere."""
    runs = _in_rows(places)
    while len(runs) > 1 and len(runs[0]) < RUN and runs[1][0] - runs[0][-1] >= RUN:
        runs = runs[1:]
    while len(runs) > 1 and len(runs[-1]) < RUN and runs[-1][0] - runs[-2][-1] >= RUN:
        runs = runs[:-1]
    return [place for run in runs for place in run]


def _is_close(old: Text, first: int, last: int, alike: int, outside: int, *, whole: bool) -> bool:
    """Tell whether what was found is the passage: most of its words, and something of what stood round it."""
    size = last - first
    if alike * 5 < size * 3 or (size < LONG and alike + (size > RUN) < size):
        return False
    if outside >= (RUN - 1 if whole else 2 * RUN):
        return True
    if whole:
        return size >= LONG or old.count(old.words[first:last]) == 1
    return size >= 2 * LONG and alike * 10 >= size * 7


def _only_one(old: Text, new: Text, first: int, last: int) -> Span | None:
    """Return where very few words stand, if they stand once in both texts."""
    words = old.words[first:last]
    if old.count(words) != 1 or new.count(words) != 1 or len(words) < RUN - 1:
        return None
    at = new.line[: new.line.index("\0" + "".join(f"{word}\0" for word in words)) + 1].count("\0") - 1
    return new.where(at, at + len(words))
