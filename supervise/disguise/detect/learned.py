"""What the name model sees and the rules have not: snapped to whole words, and held against the lists of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supervise.disguise.detect.capitals import Run, is_field, is_theorist_run
from supervise.disguise.detect.given_names import is_double, is_usual
from supervise.disguise.detect.kinds import is_virtue
from supervise.disguise.detect.names import named
from supervise.disguise.detect.places import instead
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Case, Page, Word
from supervise.disguise.runner import Hint, Sort

ENOUGH = 0.3
"""How sure the model must be of a word that no dictionary has."""
SURE = 0.6
"""How sure it must be where the word itself, or its letters, speak against a name."""
CERTAIN = 0.8
"""How sure it must be that a usual first name is one, where the word stands for something else as well."""


@dataclass(frozen=True, slots=True)
class _Seen:
    at: int
    sort: Sort
    weight: float


def find(page: Page, hints: Sequence[Hint], found: Sequence[Finding]) -> Iterator[Finding]:
    """Names of people and places that stand in none of the findings so far."""
    group: list[_Seen] = []
    for seen in _words(page, hints, found):
        if group and not _goes_on(page, group[-1], seen):
            yield _finding(page, group)
            group = []
        group.append(seen)
    if group:
        yield _finding(page, group)


def wanted(page: Page, found: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Where words stand that could be names to the model, were it sure: it need not be asked of any others."""
    held = 0
    for at, word in enumerate(page.words):
        while held < len(found) and found[held].end <= word.start:
            held += 1
        if held < len(found) and found[held].start < word.end:
            continue
        if word.everyday and word.case is Case.SMALL and not page.small:
            continue
        if any(_stands(page, _Seen(at, sort, 1.0)) for sort in (Sort.PERSON, Sort.PLACE)):
            yield word.start, word.end


def _words(page: Page, hints: Sequence[Hint], found: Sequence[Finding]) -> Iterator[_Seen]:
    """The words that the model takes for names with reason, each by the sort it most looks like."""
    if not hints:
        return
    first = held = 0
    for at, word in enumerate(page.words):
        while first < len(hints) and hints[first].end <= word.start:
            first += 1
        while held < len(found) and found[held].end <= word.start:
            held += 1
        if held < len(found) and found[held].start < word.end:
            continue
        if first == len(hints) or hints[first].start >= word.end:
            continue
        seen = _weighed(at, word, hints, first)
        if seen is not None and _stands(page, seen):
            yield seen


def _weighed(at: int, word: Word, hints: Sequence[Hint], first: int) -> _Seen | None:
    """How much of the whole word looks like a name: a piece of it ('Ro' of Rorschach) is not enough."""
    weights = dict.fromkeys(Sort, 0.0)
    for hint in (hints[place] for place in range(first, len(hints))):
        if hint.start >= word.end:
            break
        letters = min(hint.end, word.end) - max(hint.start, word.start)
        weights[hint.sort] += max(0, letters) * hint.weight / (word.end - word.start)
    sort = max(weights, key=lambda one: weights[one])
    return _Seen(at, sort, weights[sort]) if weights[sort] >= ENOUGH else None


def _stands(page: Page, seen: _Seen) -> bool:
    """Whether a word can be a name at all: the field's own words, titles and everyday words are not."""
    word, known = page.words[seen.at], page.lists
    if len(word.fold) < 2 or word.quiet or word.fold in known.commonest or word.fold in known.cues["titles"]:
        return False
    if _of_theorist(page, seen.at) or word.case is Case.CAPITALS or _names_a_thing(page, seen.at):
        return False
    if is_field(page, seen.at, seen.at, seen.at):
        return word.fold not in known.theorists and _usual(page, seen, SURE)
    if word.everyday and word.case is Case.SMALL:
        return page.small and seen.weight >= SURE and seen.sort is Sort.PERSON and is_double(page, word)
    if word.everyday:
        if word.case is not Case.CAPITAL or is_virtue(page, seen.at):
            return False
        if word.opens:
            return _usual(page, seen, CERTAIN)
        return seen.weight >= SURE
    return seen.weight >= (SURE if word.case is Case.SMALL and not page.small else ENOUGH)


def _names_a_thing(page: Page, at: int) -> bool:
    """'Tuckman's stages', 'I watched Fleabag': no list knows it as somebody's name, and it is a thing's."""
    word, known = page.words[at], page.lists
    if page.after(at) in known.cues["laws"]:
        return True
    return page.before(at) in known.cues["watched"] and word.fold not in known.given


def _usual(page: Page, seen: _Seen, enough: float) -> bool:
    """A usual first name with its capital, to the model as well."""
    word = page.words[seen.at]
    if word.fold in page.lists.cues["virtues"]:
        return False
    return word.case is Case.CAPITAL and seen.sort is Sort.PERSON and seen.weight >= enough and is_usual(page, word)


def _of_theorist(page: Page, at: int) -> bool:
    last = len(page.words) - 1
    return any(is_theorist_run(page, Run(max(0, at - back), min(last, at - back + 1))) for back in (0, 1))


def _goes_on(page: Page, last: _Seen, seen: _Seen) -> bool:
    following = page.words[seen.at]
    if seen.at != last.at + 1 or following.gap not in (" ", "-") or page.words[last.at].owns:
        return False
    return (last.sort is Sort.PERSON) == (seen.sort is Sort.PERSON)


def _finding(page: Page, group: Sequence[_Seen]) -> Finding:
    first, last = group[0].at, group[-1].at
    if group[0].sort is Sort.PERSON and not _placed(page, first):
        return named(page, first, last)
    start, end = page.words[first].start, page.words[last].end
    said = page.text[start:end]
    reason = "a street" if any(seen.sort is Sort.STREET for seen in group) else "a place"
    return Finding(start, end, Label.LOCATION, Kind.QUASI, reason, instead(said))


def _placed(page: Page, at: int) -> bool:
    """'in galashiels': a town of the lists, where a town is put."""
    return page.words[at].fold in page.lists.places and page.before(at) in page.lists.cues["inside"]
