"""A name once caught is caught at every mention; and names that need not be caught are let go."""

from collections.abc import Collection, Iterator, Sequence

from supervise.disguise.detect.given_names import is_double
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.lists import fold
from supervise.disguise.page import Case, Page

_FOLLOWS_MODAL = frozenset(
    ["i", "you", "he", "she", "it", "they", "we", "this", "that", "the", "there", "his", "her", "be", "have", "not"]
)


def spread(page: Page, found: Sequence[Finding]) -> Iterator[Finding]:
    """Further mentions of the names in ``found``: their parts, small letters, possessives."""
    titles = page.lists.cues["titles"]
    parts: set[str] = set()
    places: dict[str, Finding] = {}
    holders = _holders(page, found)
    for word, holder in zip(page.words, holders, strict=True):
        if holder is None:
            continue
        if holder.label is Label.PERSON and len(word.fold) > 1 and word.fold not in titles and word.fold not in _SMALL:
            parts.add(word.fold)
            parts.update(part for part in word.fold.split("-") if len(part) > 3)
        elif (
            not word.everyday and word.case is not Case.SMALL and holder.start == word.start and holder.end == word.end
        ):
            places[word.fold] = holder
    for at, word in enumerate(page.words):
        if holders[at] is not None:
            continue
        bare = word.fold[:-1] if word.fold.endswith("s") and word.fold not in parts and not word.everyday else word.fold
        if bare in parts and _again(page, at):
            end = word.end - len(word.fold) + len(bare)
            yield Finding(word.start, end, Label.PERSON, Kind.DIRECT, "a name met elsewhere in this text", ())
        elif word.fold in places and word.case is not Case.SMALL:
            same = places[word.fold]
            yield Finding(word.start, word.end, same.label, same.kind, same.reason, same.replacements)


_SMALL = frozenset(
    [
        "de",
        "da",
        "del",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "al",
        "el",
        "ap",
        "ni",
        "o",
        "of",
        "the",
        "and",
        "y",
    ]
)


def _holders(page: Page, found: Sequence[Finding]) -> list[Finding | None]:
    """The finding in which each word of the page stands."""
    holders: list[Finding | None] = []
    first = 0
    for word in page.words:
        while first < len(found) and found[first].end <= word.start:
            first += 1
        held = first < len(found) and found[first].start < word.end
        holders.append(found[first] if held else None)
    return holders


def _again(page: Page, at: int) -> bool:
    word = page.words[at]
    if not word.everyday:
        return True
    if word.case is Case.SMALL:
        return page.small and is_double(page, word) and page.before(at) not in page.lists.cues["not_before_names"]
    return not (word.opens and page.after(at) in _FOLLOWS_MODAL)


def unlisted(text: str, found: Sequence[Finding], known_names: Collection[str]) -> Iterator[Finding]:
    """Findings without the names that are known to everybody in the group already."""
    known = {part for name in known_names for part in fold(name).replace("-", " ").split()}
    for finding in found:
        if _names_whole(text, finding, known_names):
            continue
        said = (
            fold(text[finding.start : finding.end]).replace("-", " ").split() if finding.label is Label.PERSON else []
        )
        if not said or not all(part.strip(".") in known for part in said):
            yield finding


def _names_whole(text: str, finding: Finding, names: Collection[str]) -> bool:
    """Tell whether a finding is no user name but an `@` before a whole name that everybody in the group knows."""
    if not text.startswith("@", finding.start):
        return False
    begin = finding.start + 1
    return any(
        finding.end <= (end := begin + len(name))
        and text[begin:end].casefold() == name.casefold()
        and not text[end : end + 1].isalnum()
        for name in names
    )
