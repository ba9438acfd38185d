"""Small matters of grammar: whose, which article, capital or not."""

import re

from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

_HER = Pattern(
    r"\b(?:she|her|hers|herself|woman|girl|mother|mum|mom|wife|daughter|sister|lady|mrs|ms|miss)\b", re.IGNORECASE
)
_HIS = Pattern(
    r"\b(?:he|him|his|himself|man|boy|lad|father|dad|husband|son|brother|gentleman|mr|bloke|fella)\b", re.IGNORECASE
)
_MINE = Pattern(r"\b(?:I['\u2019]m|I am|I was|I turned|I)\W{0,3}$", re.IGNORECASE)
_NEAR = 160


def owner(page: Page, at: int) -> str:
    """'her', 'his', 'my' or 'their', by the pronoun nearest to a place in the text."""
    before, after = page.text[max(0, at - _NEAR) : at], page.text[at : at + _NEAR]
    if _MINE.search(before[-8:]):
        return "my"
    here = _nearest(before, after)
    return here or "their"


def _nearest(before: str, after: str) -> str:
    best = (10**6, "")
    for word, pattern in (("her", _HER), ("his", _HIS)):
        for match in pattern.finditer(before):
            best = min(best, (len(before) - match.end(), word))
        match_after = pattern.search(after)
        if match_after:
            best = min(best, (match_after.start() + 30, word))
    return best[1]


def fitted(page: Page, start: int, words: str) -> str:
    """``words`` with a capital where they begin a sentence, as the writer would have it."""
    if page.small or not words:
        return words
    before = page.text[:start].rstrip(" \"'\u201c\u2018(*#>-")[-1:] if start else "."
    begins = before in (".", "!", "?", "\n", "") and not page.text[max(0, start - 3) : start].endswith(("Mr. ", "Dr. "))
    newline = "\n" in page.text[max(0, start - 3) : start]
    return words[0].upper() + words[1:] if begins or newline else words
