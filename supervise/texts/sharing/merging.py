"""Merging words that two wrote from the same beginning, where only the results are known: what a plain form sends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from supervise.core.comparing import stretches

_PIECES = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """Some words in the place of others, from and to which code point."""

    start: int
    end: int
    words: str


def changes(before: str, after: str) -> list[Change]:
    """Return how words became others, in order."""
    return [
        Change(start, end, after[at:to])
        for start, end, at, to in _beside(before, after)
        if before[start:end] != after[at:to]
    ]


def merged(base: str, mine: str, theirs: str) -> list[Change]:
    """Return what to change in `theirs` so that all stands in it that was changed from `base` to `mine`.

    What others wrote meanwhile stays; of what they read in common only that goes which either took away. What both
    did alike, as when a form is sent twice, is done once.
    """
    if mine == theirs:
        return []
    since = _beside(base, theirs)
    done: list[Change] = []
    for one in changes(base, mine):
        at, already = _place(one.start, one.end, since, base, theirs)
        if one.words and one.words != already:
            done.append(Change(at, at, one.words))
        for start, end, new, to in since:
            if base[start:end] == theirs[new:to] and one.start < end and one.end > start:
                shift = new - start
                done.append(Change(max(start, one.start) + shift, min(end, one.end) + shift, ""))
    return sorted(done, key=lambda change: (change.start, change.end))


def applied(words: str, done: Sequence[Change]) -> str:
    """Return words after some changes of them."""
    for one in reversed(done):
        words = words[: one.start] + one.words + words[one.end :]
    return words


def _place(
    first: int, last: int, since: Sequence[tuple[int, int, int, int]], base: str, theirs: str
) -> tuple[int, str]:
    """Return where a place of the beginning now is, and what others have put there in its stead."""
    for start, end, new, to in since:
        same = base[start:end] == theirs[new:to]
        if same and start <= first < end:
            return new + first - start, ""
        if not same and start <= first <= end:
            return to, theirs[new:to] if (start, end) == (first, last) else ""
    return len(theirs), ""


def _beside(before: str, after: str) -> list[tuple[int, int, int, int]]:
    """Return how two texts lie beside each other, word by word, in code points."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    at, to = _places(old), _places(new)
    return [(at[a], at[b], to[c], to[d]) for a, b, c, d in stretches(old, new)]


def _places(pieces: Sequence[str]) -> list[int]:
    found = [0]
    for one in pieces:
        found.append(found[-1] + len(one))
    return found
