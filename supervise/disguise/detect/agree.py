"""What the rules take for a person on slight grounds, held against the rest of the text and the name model."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from supervise.disguise.detect import organisations
from supervise.disguise.detect.given_names import is_usual
from supervise.disguise.detect.kinds import in_places
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.lists import fold
from supervise.disguise.page import Page, Word
from supervise.disguise.runner import Hint, Sort

_NONE, _SURE = 0.1, 0.8
"""How much of it looks like a person's name where the model sees none, and where it sees one."""


def agreed(page: Page, found: Sequence[Finding], hints: Sequence[Hint]) -> Iterator[Finding]:
    """The findings; a person who is an organisation or a place elsewhere in the text, or to the model, becomes one."""
    same = {fold(page.text[one.start : one.end]): one for one in found if one.label in _OTHERS}
    for finding in found:
        weight = _personal(finding, hints)
        if finding.label is Label.LOCATION and weight >= _SURE and not _on_lists(page, finding):
            yield replace(finding, label=Label.PERSON, kind=Kind.DIRECT, reason="a name", replacements=())
        elif finding.label is not Label.PERSON or weight >= _SURE or not _slight(page, finding):
            yield finding
        elif (other := same.get(fold(page.text[finding.start : finding.end]))) is not None:
            yield replace(other, start=finding.start, end=finding.end)
        elif hints and _unlike(page, finding) and weight < _NONE:
            said = page.text[finding.start : finding.end]
            offers = organisations.instead(said)
            yield Finding(finding.start, finding.end, Label.ORGANISATION, Kind.QUASI, "a name of something", offers)
        else:
            yield finding


def doubted(page: Page, found: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Where findings stand on such slight grounds that the model is asked about them."""
    for finding in found:
        unlisted = finding.label is Label.LOCATION and not _on_lists(page, finding)
        if unlisted or (finding.label is Label.PERSON and _slight(page, finding)):
            yield finding.start, finding.end


_OTHERS = (Label.ORGANISATION, Label.LOCATION)


def _words(page: Page, finding: Finding) -> list[Word]:
    first = bisect_left(page.words, finding.start, key=lambda word: word.start)
    following = (page.words[at] for at in range(first, len(page.words)))
    return list(takewhile(lambda word: word.end <= finding.end, following))


def _slight(page: Page, finding: Finding) -> bool:
    """Neither a title nor a usual first name speaks for a person."""
    words = _words(page, finding)
    return bool(words) and words[0].fold not in page.lists.cues["titles"] and not is_usual(page, words[0])


def _unlike(page: Page, finding: Finding) -> bool:
    """Several words, with neither an initial nor a known surname among them."""
    words = _words(page, finding)
    return len(words) > 1 and not any(len(word.text) == 1 or word.fold in page.lists.surnames for word in words)


def _on_lists(page: Page, finding: Finding) -> bool:
    return not _words(page, finding) or in_places(page, _words(page, finding))


def _personal(finding: Finding, hints: Sequence[Hint]) -> float:
    """How much of it looks like somebody's name to the model, between 0 and 1."""
    weight, first = 0.0, bisect_right(hints, finding.start, key=lambda hint: hint.end)
    for hint in (hints[at] for at in range(first, len(hints))):
        if hint.start >= finding.end:
            break
        if hint.sort is Sort.PERSON:
            weight += hint.weight * (min(hint.end, finding.end) - max(hint.start, finding.start))
    return weight / (finding.end - finding.start)
