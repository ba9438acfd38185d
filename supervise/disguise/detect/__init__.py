"""The detectors, one file each, and how their findings become one list."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from supervise.disguise.detect import (
    ages,
    agree,
    contact,
    dates,
    ids,
    learned,
    names,
    occupations,
    organisations,
    places,
    proper,
    rare,
)
from supervise.disguise.detect.spread import spread, unlisted
from supervise.disguise.detect.wording import worded
from supervise.disguise.findings import Finding, Label
from supervise.disguise.model import hints
from supervise.disguise.page import Page, read
from supervise.disguise.pattern import Pattern
from supervise.disguise.runner import Hint

_LOOSE_END = Pattern(r"(?:[\s,(]+(?:at|from|in|of|for|on|to|with|near|the|a|who|and|,|\())*[\s,(]*$", re.IGNORECASE)
_DETECTORS = (contact, ids, dates, ages, proper, names, places, organisations, occupations, rare)
# where two findings meet and neither holds the other, the surer sort stays
_RANK = {
    Label.CONTACT: 0,
    Label.ID: 1,
    Label.DATE: 2,
    Label.ORGANISATION: 3,
    Label.PERSON: 4,
    Label.LOCATION: 5,
    Label.AGE: 6,
    Label.OCCUPATION_RARE: 7,
    Label.RARE_DETAIL: 8,
}


def find(text: str, known_names: Collection[str] = (), *, rules_only: bool = False) -> tuple[Finding, ...]:
    """All findings of a text, in order, none overlapping another."""
    page = read(text)
    found = settled(text, chain.from_iterable(detector.find(page) for detector in _DETECTORS))
    seen = [] if rules_only else _asked(page, found)
    found = tuple(agree.agreed(page, found, seen))
    found = settled(text, chain(found, learned.find(page, seen, found)))
    found = settled(text, chain(found, spread(page, found), ages.beside(page, found)))
    return worded(page, tuple(unlisted(text, found, known_names)))


def _asked(page: Page, found: Sequence[Finding]) -> list[Hint]:
    """What the model says where that can change anything: most of a text the rules have settled, and it takes long.

    Where it is asked and sees nothing there, it is asked of all: whether it sees anything tells it apart from no model.
    """
    doubts = list(agree.doubted(page, found))
    about = [*doubts, *learned.wanted(page, found)]
    seen = hints(page.text, about) if about else []
    return hints(page.text) if doubts and not seen else seen


def _free(text: str, finding: Finding, taken: set[int]) -> Finding | None:
    """The finding where nothing surer stands; of a job or an event, the beginning that is free."""
    if taken.isdisjoint(range(finding.start, finding.end)):
        return finding
    if finding.label not in (Label.OCCUPATION_RARE, Label.RARE_DETAIL) or finding.start in taken:
        return None
    end = next(at for at in range(finding.start, finding.end) if at in taken)
    kept = _LOOSE_END.sub("", text[finding.start : end])
    return replace(finding, end=finding.start + len(kept)) if len(kept) > 3 else None


def settled(text: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for every place: the surer sort first, then the longer; what it overlaps goes."""
    order = sorted(found, key=lambda finding: (_RANK[finding.label], finding.start - finding.end, finding.start))
    taken: set[int] = set()
    kept = []
    for finding in order:
        free = _free(text, finding, taken)
        if free is not None:
            taken.update(range(free.start, free.end))
            kept.append(free)
    return tuple(sorted(kept, key=lambda finding: finding.start))
