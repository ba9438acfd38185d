"""Events, news and unusual facts of a life that people would recognise."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from supervise.disguise.detect.windows import around
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern
from supervise.disguise.sources import source

_REACH = 110


@dataclass(frozen=True, slots=True)
class _Fact:
    near: frozenset[str]
    pattern: Pattern
    reason: str
    instead: tuple[str, ...]


@cache
def _facts() -> tuple[_Fact, ...]:
    return tuple(
        _Fact(frozenset(fact["near"]), Pattern(fact["pattern"]), fact["say"], tuple(fact["instead"]))
        for fact in source("rare-details.yaml")
    )


def find(page: Page) -> Iterator[Finding]:
    """Facts that would be recognised, in plain words without a name in them."""
    for fact in _facts():
        for window in around(page, fact.near, _REACH, _REACH):
            for match in fact.pattern.finditer(page.text, *window):
                yield Finding(*match.span(), Label.RARE_DETAIL, Kind.QUASI, fact.reason, fact.instead)
