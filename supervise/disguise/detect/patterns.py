"""Shapes of details that a regular expression can tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page

DIGIT = re.compile(r"\d")
AT = re.compile(r"@|\(at\)")
DOT = re.compile(r"[./]\w")
SCORE = re.compile(r"_|[a-z]\d|/\w|[a-z]\.[a-z]")
_REACH = 90


@dataclass(frozen=True)
class Shape:
    """A pattern (its group ``it``, where there is one, is the finding), a reason and wordings to offer.

    It is looked for only around what ``near`` finds.
    """

    pattern: str
    reason: str
    replacements: tuple[str, ...]
    near: re.Pattern[str] = DIGIT

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def group(self) -> str | int:
        return "it" if "it" in self.compiled.groupindex else 0


def matched(page: Page, shapes: Iterable[Shape], label: Label, kind: Kind) -> Iterator[Finding]:
    """A finding for every place where one of the shapes stands."""
    known: dict[re.Pattern[str], list[tuple[int, int]]] = {}
    for shape in shapes:
        if shape.near not in known:
            known[shape.near] = list(stretches(page.text, shape.near, _REACH))
        for window in known[shape.near]:
            for match in shape.compiled.finditer(page.text, *window):
                start, end = match.span(shape.group)
                if start < end:
                    yield Finding(start, end, label, kind, shape.reason, shape.replacements)


def stretches(text: str, near: re.Pattern[str], reach: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text around what ``near`` finds, joined where they meet."""
    first, last = 0, -1
    for match in near.finditer(text):
        start, end = max(0, match.start() - reach), match.end() + reach
        if start > last:
            if last > 0:
                yield first, last
            first = start
        last = end
    if last > 0:
        yield first, last
