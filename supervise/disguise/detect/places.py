"""Towns, villages, districts, islands and roads."""
# ruff: noqa: E501, RUF001 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator

from supervise.disguise.detect.capitals import Run
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Case, Page
from supervise.disguise.pattern import Pattern

_ROAD = Pattern(
    r"(?<![\w-])(?:[ABMN]\d{1,4}(?:\(M\))?|I-\d{1,3}|US-\d{1,3}|Route \d{1,3}|Junction \d{1,2}|junction \d{1,2})(?![\w-])"
)
_SMALL_ROAD = Pattern(
    r"(?i:\b(?:on|off|along|down|up) (?:the )?)(?P<it>[a-z][a-z'’]{3,20} (?:road|street|lane|avenue))\b"
)
_TOWN = ("a town", "a town some way off")


def find(page: Page) -> Iterator[Finding]:
    """Roads by their numbers, and places smaller than a region that are typed in small letters."""
    for match in _ROAD.finditer(page.text):
        if match.group()[0] in "IUR" or re.search(
            r"(?i)(?:the|on|off|road|motorway) $", page.text[max(0, match.start() - 9) : match.start()]
        ):
            yield Finding(*match.span(), Label.LOCATION, Kind.QUASI, "a road", ("main road", "motorway"))
    yield from _small(page)


def of_run(page: Page, run: Run) -> Finding:
    """A finding for the name of a place."""
    start, end = run.span(page)
    return Finding(start, end, Label.LOCATION, Kind.QUASI, "a place", instead(page.text[start:end]))


def instead(said: str) -> tuple[str, ...]:
    """A kind of place for a place."""
    low = said.casefold()
    if re.search(r"\b(?:road|street|lane|avenue|drive|close|crescent|way|terrace)$", low):
        return ("a street near there", "a road in town")
    if re.search(r"shire$|\b(?:county|kent|essex|devon|cornwall|dorset|surrey|sussex|norfolk|suffolk|cumbria)\b", low):
        return ("another county", "the countryside")
    if re.search(r"\b(?:isle|island|islands)\b", low):
        return ("an island", "a small community")
    return _TOWN


def _small(page: Page) -> Iterator[Finding]:
    """Places typed in small letters."""
    words = page.words
    for at, word in enumerate(words):
        if word.case is not Case.SMALL:
            continue
        length = _listed(page, at)
        if length and page.before(at) != "the" and _as_place(page, at, length):
            end = words[at + length - 1].end
            yield Finding(word.start, end, Label.LOCATION, Kind.QUASI, "a place", _TOWN)
    if page.small:
        for match in _SMALL_ROAD.finditer(page.text):
            yield Finding(*match.span("it"), Label.LOCATION, Kind.QUASI, "a street", ("a street near there",))


def _listed(page: Page, at: int) -> int:
    known = page.lists
    first = page.words[at]
    if first.fold in known.long_places:
        words = page.words[at : at + 3]
        for length in (3, 2):
            joined = " ".join(word.fold for word in words[:length])
            if len(words) >= length and joined in known.places and not all(word.everyday for word in words[:length]):
                return length
    if first.everyday:
        return 0
    return int((first.fold in known.places or first.fold in known.cues["counties"]) and first.fold not in known.field)


def _as_place(page: Page, at: int, length: int) -> bool:
    word = page.words[at]
    if page.before(at) in page.lists.cues["at_places"] and word.gap == " ":
        return True
    usual = page.lists.given.get(word.fold, False)
    return page.small and not usual and (length > 1 or len(word.fold) > 4)
