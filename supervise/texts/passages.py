"""Where words stand in a text: pure, in Unicode code points of the source Markdown.

People mark what they see, which is not what was written: stress, links and numbers of lists are not seen as they were
typed. So words are compared as a sequence of words, whatever stands between them.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from supervise.disguise.lists import fold, lists

Span = tuple[int, int]

HOLE = "\ufffc"
"""Stands in words that somebody marked for what was covered already."""

MOST = 400
"""Places of the same words in one text; words that stand more often are common ones."""

LONGEST_WORD = 40
"""How far a marked passage is widened to whole words; some scripts put no space between them."""

_WORD = re.compile(rf"[^\W_]+|{HOLE}")
_UNSEEN = re.compile(r"(?<=\])\([^)\n]{0,500}\)|&#?\w{1,31};|^[ \t>]*\d{1,9}[.)](?=\s)", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]*\]\([^)\n]{0,500}\)|<[^\s<>]+>")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))*")
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u20e3"}
_SKINS = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class _Word:
    said: str
    start: int
    end: int


def find(body: str, words: str, covered: Sequence[Span] = ()) -> list[Span]:
    """Return every place (up to MOST) where words that somebody saw stand in what was written, addresses of links too.

    `covered` is what they could not see; in `words` a HOLE may stand for it. Without any letter in them, words are
    looked for as they are.
    """
    wanted = [word.said for word in _words(words)]
    if not any(said != HOLE for said in wanted):
        found = _exactly(body, words.strip())
    else:
        shown = _with_holes(body, covered)
        found = {*_runs(_words(_seen(shown)), wanted), *_runs(_words(shown), wanted)}
    links = _links(body)
    return sorted({_widened(body, span, links) for span in sorted(found)[:MOST]})


def verbatim(body: str, words: str) -> Span | None:
    """Return the first place where words stand exactly as they are, and by themselves; None where they do not."""
    at = body.find(words)
    span = (at, at + len(words))
    return span if at >= 0 and _widened(body, span, _links(body)) == span else None


def again(body: str, passage: str) -> list[Span]:
    """Return where a covered passage stands in another text or revision; not one of the commonest words."""
    said = [word.said for word in _words(passage)]
    if len(said) == 1 and (len(said[0]) == 1 or (said[0].islower() and fold(said[0]) in lists().commonest)):
        return []
    return find(body, passage) if said or len(passage.strip()) > 1 else []


def widened(body: str, span: Span) -> Span:
    """Return a span with the rest of the words, characters and links that it cuts; without blanks at its ends."""
    return _widened(body, span, _links(body))


def _widened(body: str, span: Span, links: Sequence[Span]) -> Span:
    start, end = min(max(0, span[0]), len(body)), min(len(body), span[1])
    if start >= end:
        return start, start
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    if start == end:
        return start, start
    start, end = _whole_words(body, start, end)
    start, end = _whole_characters(body, start, end)
    first = bisect_right(links, start, key=lambda link: link[1])
    while first < len(links) and links[first][0] < end:
        start, end = min(start, links[first][0]), max(end, links[first][1])
        first += 1
    return start, end


def paragraphs(body: str, covered: Sequence[Span] = ()) -> list[Span]:
    """Return where the paragraphs of a text stand; a covered passage is never parted."""
    shown = list(body)
    for start, end in covered:
        shown[start:end] = HOLE * (end - start)
    return [found.span() for found in _PARAGRAPH.finditer("".join(shown))]


def within(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span lies wholly inside one of others."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def touches(span: Span, other: Span) -> bool:
    """Tell whether two spans have a character in common."""
    return span[0] < other[1] and other[0] < span[1]


def _seen(text: str) -> str:
    """Blank out what is written and not seen, so that every place stays where it is."""
    return _UNSEEN.sub(lambda unseen: " " * len(unseen[0]), text)


def _links(body: str) -> list[Span]:
    return [link.span() for link in _LINK.finditer(body)]


def _words(text: str) -> list[_Word]:
    return [_Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


def _runs(seen: Sequence[_Word], wanted: Sequence[str]) -> list[Span]:
    """Return where a sequence of words stands in another, in time that is bounded whatever the two are."""
    starts = list(accumulate((len(word.said.casefold()) + 1 for word in seen), initial=0))
    line = _joined(word.said for word in seen)
    sought = _joined(wanted)
    runs: list[Span] = []
    at = line.find(sought)
    while at >= 0 and len(runs) < MOST:
        place = bisect_left(starts, at)
        run = seen[place : place + len(wanted)]
        if len(wanted) > 1 or _one_word(wanted[0], run[0].said):
            runs.append((run[0].start, run[-1].end))
        at = line.find(sought, at + len(sought) - 1)
    return runs


def _joined(words: Iterable[str]) -> str:
    return "\0" + "".join(word.casefold() + "\0" for word in words)


def _one_word(wanted: str, said: str) -> bool:
    """Tell whether two spellings are one word: 'Will' is not 'will', nor 'Grace' 'grace'."""
    return not (wanted[0].isupper() and said[0].islower() and fold(said) in lists().everyday)


def _with_holes(body: str, covered: Sequence[Span]) -> str:
    shown = list(body.replace(HOLE, " "))
    for start, end in covered:
        shown[start:end] = [HOLE, *(" " * (end - start - 1))] if end > start else []
    return "".join(shown)


def _exactly(body: str, words: str) -> set[Span]:
    return {found.span() for found in re.finditer(re.escape(words), body)} if words else set()


def _whole_words(body: str, start: int, end: int) -> Span:
    first, last = start, end
    while first > 0 and _in_word(body[first - 1]) and _in_word(body[start]):
        first -= 1
    while last < len(body) and _in_word(body[last]) and _in_word(body[end - 1]):
        last += 1
    return (first if start - first <= LONGEST_WORD else start, last if last - end <= LONGEST_WORD else end)


def _whole_characters(body: str, start: int, end: int) -> Span:
    """Take in what makes one character with what stands at the ends: accents, skins, flags, joined emoji."""
    while start > 0 and (_joins(body[start]) or body[start - 1] == "\u200d" or _flags(body[start - 1], body[start])):
        start -= 1
    while end < len(body) and (_joins(body[end]) or body[end - 1] == "\u200d" or _flags(body[end - 1], body[end])):
        end += 1
    return start, end


def _joins(one: str) -> bool:
    return one in _JOINERS or ord(one) in _SKINS or unicodedata.combining(one) != 0


def _flags(one: str, other: str) -> bool:
    return ord(one) in _FLAGS and ord(other) in _FLAGS


def _in_word(one: str) -> bool:
    return one.isalnum() or unicodedata.combining(one) != 0
