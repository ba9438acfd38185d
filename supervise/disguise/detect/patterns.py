"""Shapes of details that a regular expression can tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page


@dataclass(frozen=True)
class Shape:
    """A pattern (its group ``it``, where there is one, is the finding), a reason and wordings to offer."""

    pattern: str
    reason: str
    replacements: tuple[str, ...]
    flags: re.RegexFlag = field(default=re.NOFLAG)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)


def matched(page: Page, shape: Shape, label: Label, kind: Kind) -> Iterator[Finding]:
    """A finding for every place where the shape stands."""
    group = "it" if "it" in shape.compiled.groupindex else 0
    for match in shape.compiled.finditer(page.text):
        start, end = match.span(group)
        if start < end:
            yield Finding(start, end, label, kind, shape.reason, shape.replacements)
