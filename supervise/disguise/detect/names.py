"""Names of people."""

from collections.abc import Iterator
from dataclasses import replace

from supervise.disguise.detect.capitals import Run, is_field
from supervise.disguise.detect.given_names import is_given, is_usual, small_double
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Case, Page
from supervise.disguise.pattern import Pattern


def find(page: Page) -> Iterator[Finding]:
    """Names of people typed in small letters, or among words that are all capitals."""
    yield from _small(page)
    yield from _possessives(page)


def of_run(page: Page, run: Run) -> Finding:
    """A finding for somebody's name. What is offered instead is chosen later, when all mentions are known."""
    return named(page, *_with_title(page, run.first, run.last))


_BRACKETED = Pattern(r" \([1-9]\d(?=[,)])")
_AGED = Pattern(r"(?: is|s| was)? ?(?:,|\(| )[1-9]\d(?=[,.;)]| and\b)")


def named(page: Page, first: int, last: int) -> Finding:
    """A finding for the words ``first`` to ``last``, with its reason."""
    words = page.words[first : last + 1]
    titled = words[0].fold in page.lists.cues["titles"]
    reason = "a name with a title" if titled else "a first name and surname" if last > first else "a first name"
    if first == last and not is_given(page, words[0]):
        reason = "a name"
    return Finding(words[0].start, words[-1].end, Label.PERSON, Kind.DIRECT, reason, ())


def _with_title(page: Page, first: int, last: int) -> tuple[int, int]:
    if first and page.words[first].gap in (" ", ". ") and page.words[first - 1].fold in page.lists.cues["plain_titles"]:
        return first - 1, last
    if first and page.words[first].gap == " " and page.words[first - 1].fold in ("big", "wee", "auld"):
        return first - 1, last
    if first and page.words[first].gap == " " and page.words[first - 1].fold in page.lists.cues["elder_titles"]:
        owned = page.before(first - 1) in page.lists.cues["owners"]
        return (first, last) if owned else (first - 1, last)
    return first, last


def _small(page: Page) -> Iterator[Finding]:
    words = page.words
    at = 0
    while at < len(words):
        word = words[at]
        if word.case is not Case.SMALL or not _small_name(page, at):
            at += 1
            continue
        last = at
        while last + 1 < len(words) and _goes_on(page, last):
            last += 1
        yield named(page, *_with_title(page, at, last))
        at = last + 1


def _possessives(page: Page) -> Iterator[Finding]:
    """'niamhs mum', 'jonnos work': typed without the apostrophe; the s is left."""
    for at, word in enumerate(page.words if page.small else ()):
        if not word.fold.endswith("s") or word.case is not Case.SMALL:
            continue
        if page.after(at) in page.lists.cues["belongings"]:
            if _owner(page, at):
                yield replace(named(page, at, at), end=word.end - 1, reason="a first name")
            continue
        if page.after(at) not in page.lists.cues["kin"]:
            continue
        bare = word.fold[:-1]
        if word.everyday and bare not in page.lists.cues["also_names"] | page.lists.cues["words_and_names"]:
            continue
        if page.lists.given.get(bare) and (word.everyday or word.fold not in page.lists.given):
            yield replace(named(page, at, at), end=word.end - 1, reason="a first name")


def _owner(page: Page, at: int) -> bool:
    """Whether a word that ends in s, before something that people own, is a first name and that s."""
    word, known = page.words[at], page.lists
    itself = word.everyday or word.fold in known.given or word.fold in known.places or word.fold in known.field
    return not itself and len(word.fold) > 4 and word.fold[:-1] in known.given


def _small_name(page: Page, at: int) -> bool:
    word = page.words[at]
    before = page.before(at)
    cues = page.lists.cues
    if before in cues["plain_titles"] and word.gap in (" ", ". "):
        return not word.everyday or is_usual(page, word)
    if word.everyday and not page.small:
        return False
    if small_double(page, at):
        return True
    if page.small and not word.everyday and is_usual(page, word) and _BRACKETED.match(page.text, word.end):
        return True  # an age in brackets makes a person of a name that is somebody's in the field, too
    if _nobody(page, at) or before in ("the", "st", "saint"):
        return False
    if page.small and len(word.fold) > 3 and _AGED.match(page.text, word.end):
        return True
    if page.small and len(word.fold) > 3 and page.after(at) in (cues["speaks"] if word.opens else cues["animate"]):
        return True
    if before in cues["naming"] and (page.before(at, 2) in page.lists.cues["namers"] or before == "called"):
        return True
    if before in cues["kin"] and word.gap in (" ", ", ") and (page.small or is_given(page, word)):
        return word.gap == " " or is_given(page, word)
    if len(word.fold) < 3 or not is_usual(page, word):
        return page.small and len(word.fold) > 2 and is_given(page, word) and _acts(page, at)
    return not _town_first(page, at)


def _nobody(page: Page, at: int) -> bool:
    word = page.words[at]
    known = page.lists
    if (
        word.everyday
        or word.quiet
        or word.fold in page.lists.cues["hushed"]
        or word.fold in known.field
        or word.fold in known.cues["titles"]
    ):
        return True
    glued = page.text[word.end : word.end + 1] in ("@", "_", "/") or page.text[word.start - 1 : word.start] in (
        "@",
        "_",
        "/",
        ".",
    )
    return glued or is_field(page, at, at, at) or (word.fold.endswith("s") and word.fold[:-1] in known.field)


def _acts(page: Page, at: int) -> bool:
    return page.after(at) in page.lists.cues["speaks"] or page.before(at) in page.lists.cues["dative"]


def _town_first(page: Page, at: int) -> bool:
    word = page.words[at]
    return word.fold in page.lists.places and page.before(at) in page.lists.cues["inside"]


def _goes_on(page: Page, at: int) -> bool:
    following, known = page.words[at + 1], page.lists
    if page.words[at].owns or following.gap not in (" ", "-") or following.opens:
        return False
    if following.everyday:
        return _shouted_surname(page, at + 1)
    listed = following.fold in known.surnames or following.fold in known.given
    return following.case is Case.SMALL and listed and not _nobody(page, at + 1)


def _shouted_surname(page: Page, at: int) -> bool:
    """'DARREN PICKUP': a word that is a surname too, among words that are all capitals."""
    word, known = page.words[at], page.lists
    shouted = len(word.text) > 3 and word.text.isupper() and page.words[at - 1].text.isupper()
    return shouted and word.fold in known.surnames and word.fold not in known.commonest and word.fold not in known.field
