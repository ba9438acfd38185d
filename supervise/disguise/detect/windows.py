"""The stretches of a text in which a costly pattern could stand at all."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

Window = tuple[int, int]


def around(page: Page, triggers: AbstractSet[str], before: int, after: int) -> Iterator[Window]:
    """Spans from ``before`` characters ahead of a trigger word to ``after`` beyond it, joined where they meet."""
    found = {at for trigger in page.places.keys() & triggers for at in page.places[trigger]}
    words = (page.words[at] for at in found)
    return joined((max(0, word.start - before), word.end + after) for word in words)


def holding(page: Page, words: AbstractSet[str]) -> set[str]:
    """Which words of the text are one of ``words``, or joined to one by a hyphen: 'mid-March'."""
    joint = (word for word in page.places if "-" in word and not words.isdisjoint(word.split("-")))
    return {*(page.places.keys() & words), *joint}


def stretches(text: str, near: Pattern, before: int, after: int | None = None) -> Iterator[Window]:
    """The stretches of a text around what ``near`` finds (as far beyond it as before), joined where they meet."""
    beyond = before if after is None else after
    return joined((max(0, match.start() - before), match.end() + beyond) for match in near.finditer(text))


def joined(windows: Iterable[Window]) -> Iterator[Window]:
    """The windows in order, as one where they meet."""
    first, last = 0, -1
    for start, end in sorted(windows):
        if start > last:
            if last > 0:
                yield first, last
            first = start
        last = max(last, end)
    if last > 0:
        yield first, last
