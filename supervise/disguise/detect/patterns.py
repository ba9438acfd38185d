"""Shapes of details that a regular expression can tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from supervise.disguise.detect.windows import Window, around, holding, stretches
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Match, Pattern

DIGIT = Pattern(r"\d")
AT = Pattern(r"@|\(at\)")
DOT = Pattern(r"[./]\w")
# each begins with what is rarest in a text, and looks back from there
LETTER = Pattern(r"\d(?<=[A-Za-z]\d)")
HOUSE = Pattern(r"\d[A-Za-z]?,? [A-Z]")
CODE = Pattern(r"\d(?:(?<=[A-Z]\d)|(?<=[A-Z][-/ ]\d)|(?=[-/ ]?[A-Z]))")
FIGURES = Pattern(r"\d(?:[ ().-]{0,2}\d){2}")
SCORE = Pattern(r"[_/.\d](?:(?<=_)|(?<=/)(?=\w)|(?<=[a-z]\d)|(?<=[a-z]\.)(?=[a-z]))")
_REACH = 90


@dataclass(frozen=True)
class Shape:
    """A pattern (its group ``it``, where there is one, is the finding), a reason and wordings to offer.

    It is looked for only around what ``near`` finds; where it has ``words``, only around one of them as well.
    """

    pattern: str
    reason: str
    replacements: tuple[str, ...]
    near: Pattern = DIGIT
    words: frozenset[str] = frozenset()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return Pattern(self.pattern).compiled

    @cached_property
    def group(self) -> str | int:
        return "it" if "it" in self.compiled.groupindex else 0


def matched(page: Page, shapes: Iterable[Shape], label: Label, kind: Kind) -> Iterator[Finding]:
    """A finding for every place where one of the shapes stands."""
    known: dict[Pattern, list[Window]] = {}
    for shape in shapes:
        windows = _said(page, shape) if shape.words else _met(page, shape, known)
        for match in chain.from_iterable(shape.compiled.finditer(page.text, *window) for window in windows):
            start, end = match.span(shape.group)
            if start < end:
                yield Finding(start, end, label, kind, shape.reason, shape.replacements)


def _met(page: Page, shape: Shape, known: dict[Pattern, list[Window]]) -> list[Window]:
    if shape.near not in known:
        known[shape.near] = list(stretches(page.text, shape.near, _REACH))
    return known[shape.near]


def _said(page: Page, shape: Shape) -> list[Window]:
    windows = around(page, holding(page, shape.words), _REACH, _REACH)
    return [window for window in windows if shape.near.search(page.text, *window)]


def everywhere(pattern: Pattern, page: Page, windows: Iterable[Window]) -> Iterator[Match]:
    """Where a pattern stands in any of the windows."""
    return chain.from_iterable(pattern.finditer(page.text, *window) for window in windows)


def first_words(alternatives: str) -> frozenset[str]:
    """The first word of each of 'flat|house|home office'."""
    return frozenset(one.split()[0] for one in alternatives.split("|"))
