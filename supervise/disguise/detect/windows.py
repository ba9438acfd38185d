"""The stretches of a text in which a costly pattern could stand at all."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from supervise.disguise.page import Page


def around(page: Page, triggers: AbstractSet[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Spans from ``before`` characters ahead of a trigger word to ``after`` beyond it, joined where they meet."""
    first, last = 0, -1
    found = {at for trigger in page.places.keys() & triggers for at in page.places[trigger]}
    for word in (page.words[at] for at in sorted(found)):
        start, end = max(0, word.start - before), word.end + after
        if start > last:
            if last > 0:
                yield first, last
            first = start
        last = end
    if last > 0:
        yield first, last
