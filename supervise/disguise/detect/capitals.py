"""Runs of words with capitals: the places where a name can stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supervise.disguise.detect.given_names import is_given, is_usual, stands_as_name
from supervise.disguise.page import Case, Page, Word


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` of a page, both included, taken together as one name."""

    first: int
    last: int

    def words(self, page: Page) -> Sequence[Word]:
        return page.words[self.first : self.last + 1]

    def span(self, page: Page) -> tuple[int, int]:
        return page.words[self.first].start, page.words[self.last].end


def runs(page: Page) -> Iterator[Run]:
    """Runs of words with a capital that touch, small particles ('van', 'ni') taken in."""
    at = 0
    words = page.words
    while at < len(words):
        if words[at].case is Case.SMALL:
            at += 1
            continue
        last = at
        while (step := _next(page, last)) is not None:
            last = step
        yield from _trimmed(page, at, last)
        at = last + 1


def _next(page: Page, at: int) -> int | None:
    """The word that goes on with a run after ``at``: the next with a capital, over two particles at most."""
    words = page.words
    if words[at].owns:
        return None
    for step in (at + 1, at + 2, at + 3):
        if step >= len(words) or not _touches(words[step]):
            return None
        if words[step].case is not Case.SMALL:
            return step
        if words[step].fold not in page.lists.cues["particles"]:
            return None
    return None


def _touches(word: Word) -> bool:
    if word.gap in (" ", "\u00a0", "-"):
        return not word.opens
    return word.gap == ". " and not word.opens


def _trimmed(page: Page, first: int, last: int) -> Iterator[Run]:
    """Without the ordinary words at its head, and cut at a day or a word of the field."""
    words = page.words
    if is_theorist_run(page, Run(first, last)):
        return
    while first <= last and (_ordinary_head(page, first, last) or _mere_sound(page, first)):
        first += 1
    start = first
    if first <= last and is_theorist_run(page, Run(first, last)):
        return
    for at in range(first, last + 1):
        if is_field(page, at, start, last) or words[at].text == "I":
            if start < at:
                yield Run(start, at - 1)
            start = at + 1
    if start <= last:
        yield Run(start, last)


def _ordinary_head(page: Page, at: int, last: int) -> bool:
    """Whether the first word of a run only has its capital from opening the sentence."""
    word = page.words[at]
    if not word.opens or not word.everyday or word.fold in page.lists.cues["titles"] | {"st", "saint"}:
        return False
    if at == last:
        return not stands_as_name(page, at)
    if page.words[last].fold in page.lists.cues["organisations"] and word.fold not in page.lists.commonest:
        return False
    following = page.words[at + 1]
    if word.fold in page.lists.cues["nicknaming"] and is_usual(page, following):
        return False
    if word.fold in page.lists.cues["modals"] and following.fold in page.lists.given:
        return True
    return not (is_given(page, word) and not following.everyday)


def _mere_sound(page: Page, at: int) -> bool:
    """'Oh Siobhan', 'Er, yes': what somebody utters is nobody's name."""
    word = page.words[at]
    return word.fold in page.lists.cues["interjections"] and page.before(at) not in page.lists.cues["plain_titles"]


def is_field(page: Page, at: int, first: int, last: int) -> bool:
    """Whether a word is one of the field's or the calendar's own, and not part of somebody's name."""
    word = page.words[at]
    known = page.lists
    if word.quiet:
        return True
    if word.fold in known.theorists:
        return _is_theorist(page, at, first)
    if not _of_field(word.fold, known.field):
        return False
    if word.case is Case.CAPITAL and page.after(at) in page.lists.cues["workplaces"] and not word.opens:
        return False
    if page.after(at) in ("state", "tech") and page.words[at + 1].case is Case.CAPITAL and page.before(at) == "at":
        return False
    if word.fold in known.cues["titles"] and at < last and page.words[at + 1].case is not Case.SMALL:
        return False
    if _also_somebody(page, at, first):
        return False
    alone = first == last
    named = is_usual(page, word) and word.case is Case.CAPITAL
    if named and not alone and at == first and _surname_like(page, at + 1):
        return False
    return not (at > first and page.words[at - 1].fold in known.cues["plain_titles"])


def _also_somebody(page: Page, at: int, first: int) -> bool:
    """'I saw Max by the lift', 'Hui Min': a word of the field with a capital where a name has one."""
    word, known = page.words[at], page.lists
    if word.case is not Case.CAPITAL or word.fold in known.cues["virtues"]:
        return False
    if at > first and page.words[at - 1].case is Case.CAPITAL and is_usual(page, page.words[at - 1]):
        return known.given.get(word.fold, False)
    return (
        word.fold in known.cues["also_names"]
        and not word.opens
        and not page.text[word.end : word.end + 3].strip(". ").isdigit()
    )


def _surname_like(page: Page, at: int) -> bool:
    word = page.words[at]
    return not word.everyday and word.case is Case.CAPITAL and word.fold not in page.lists.field


def _of_field(folded: str, field: frozenset[str]) -> bool:
    """A word of the field, several of it, or a form of it: 'CORE', 'GPs', 'CORE-OM'."""
    if folded in field or (folded.endswith("s") and len(folded) > 4 and folded[:-1] in field):
        return True
    first, _, rest = folded.partition("-")
    return 0 < len(rest) <= 3 and first in field


def _is_theorist(page: Page, at: int, first: int) -> bool:
    known = page.lists
    word = page.words[at]
    if at > first:
        before = page.words[at - 1]
        firsts = known.theorists[word.fold]
        initials = {name[0] for name in firsts}
        return before.fold in firsts or (len(before.fold) <= 2 and before.fold[:1] in initials)
    if word.fold in known.unsure_theorists and is_usual(page, word):
        return page.before(at) in known.cues["read_in"]
    following = page.words[at + 1] if at + 1 < len(page.words) else None
    return following is None or following.gap != " " or following.everyday or following.case is Case.SMALL


def is_theorist_run(page: Page, run: Run) -> bool:
    """'Carl Rogers', 'D. W. Winnicott': a first name and the surname it belongs to."""
    words = run.words(page)
    firsts = page.lists.theorists.get(words[-1].fold)
    if firsts is None or len(words) < 2:
        return False
    initials = {name[0] for name in firsts} | {name[-1] for name in firsts if len(name) == 2}
    return all(word.fold in firsts or (len(word.fold) <= 2 and word.fold[0] in initials) for word in words[:-1])
