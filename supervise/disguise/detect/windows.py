"""The stretches of a text in which a costly pattern could stand at all."""

from collections.abc import Collection, Iterator

from supervise.disguise.page import Page


def around(page: Page, triggers: Collection[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Spans from ``before`` characters ahead of a trigger word to ``after`` beyond it, joined where they meet."""
    first, last = 0, -1
    for word in page.words:
        if word.fold not in triggers and word.fold.rstrip("s") not in triggers:
            continue
        start, end = max(0, word.start - before), word.end + after
        if start > last:
            if last > 0:
                yield first, last
            first = start
        last = end
    if last > 0:
        yield first, last
