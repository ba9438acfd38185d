"""Written words as blocks and runs, for files that are no pages. Pure: only what may be seen comes out.

Passages of it can be followed into the runs: where each begins and ends. For that private characters are put at their
ends before the words are read, inside whatever stresses them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from markdown_it.token import Token

from supervise.texts import footnotes
from supervise.texts.markdown import Span, hide, tokens, told

MOST = 2000
"""Passages that can be followed in one text; there is no room for more private characters."""

_BEGIN, _END = 0xE100, 0xE900
_ENDS = re.compile(f"([{chr(_BEGIN)}-{chr(_END + MOST)}])")
_HEAD = re.compile(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]|#{1,6})(?=[ \t]))*[ \t]*")
_OPENS, _CLOSES = "[<", ")>;"
_SAFE = ("http://", "https://", "mailto:")
_DESTROYED = "These words were destroyed."


class Sort(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; `begins` and `ends` are the passages that begin before it and end after it.

    One with a `footnote` stands for it, by its number in this text.
    """

    text: str
    strong: bool = False
    emphasised: bool = False
    struck: bool = False
    hidden: bool = False
    link: str = ""
    begins: Sequence[int] = ()
    ends: Sequence[int] = ()
    footnote: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or item; `level` is how deep it stands, `series` which numbered list it is in, if any.

    One of a `footnote` belongs to it, by its number in this text.
    """

    sort: Sort
    runs: list[Run]
    level: int = 0
    quoted: bool = False
    series: int = 0
    first: int = 1
    footnote: int = 0


def blocks_of(body: str | None, covers: Sequence[Span] = (), passages: Sequence[Span] = ()) -> list[Block]:
    """Return words as blocks, covered passages hidden; runs say where each of some passages begins and ends."""
    if body is None:
        return [Block(Sort.PARAGRAPH, [Run(_DESTROYED, hidden=True)])]
    return _Reading().read(tokens(_with_ends(body, covers, passages)))


def _with_ends(body: str, covers: Sequence[Span], passages: Sequence[Span]) -> str:
    """Hide what is covered, and put a character of its own at each end of the passages."""
    shown = _ENDS.sub("\ufffd", body)
    at: list[tuple[int, str]] = []
    for number, span in enumerate(passages[:MOST]):
        start, end = _inside(shown, span)
        for place, mark in ((start, chr(_BEGIN + number)), (end, chr(_END + number))):
            within = next((cover for cover in covers if cover[0] < place < cover[1]), None)
            at.append((place if within is None else within[mark >= chr(_END)], mark))
    pieces, last = [], 0
    for place, mark in sorted(at):
        pieces += [shown[last:place], mark]
        last = place
    if not at:
        return hide(shown, covers)
    moved = [(_moved(start, at, after=True), _moved(end, at, after=False)) for start, end in covers]
    return hide("".join([*pieces, shown[last:]]), moved)


def _moved(place: int, at: Sequence[tuple[int, str]], *, after: bool) -> int:
    """Return a place after marks were put in: those that stand at it before or after it."""
    return place + sum(1 for one, _ in at if one < place or (after and one == place))


def _inside(body: str, span: Span) -> Span:
    """Return a passage without the signs at its ends that only say how it looks."""
    start, end = span
    head = _HEAD.match(body, body.rfind("\n", 0, start) + 1)
    start = min(end, max(start, head.end() if head else start))
    first, last = start, end
    while first < end and not body[first].isalnum() and body[first] not in _OPENS:
        first += 1
    while last > first and not body[last - 1].isalnum() and body[last - 1] not in _CLOSES:
        last -= 1
    return (first, last) if first < last else (start, end)


@dataclass(slots=True)
class _Reading:
    """Tokens read one after another, with all that they stand in."""

    found: list[Block] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    items: list[bool] = field(default_factory=list)
    quotes: int = 0
    series: int = 0
    heading: int = 0
    footnote: int = 0

    def read(self, given: Sequence[Token]) -> list[Block]:
        """Return the blocks of a text."""
        for token in given:
            self._take(token)
        return self.found

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            self.series += kind == "ordered_list_open"
            number = self.series if kind == "ordered_list_open" else 0
            self.lists.append((number, int(token.attrGet("start") or 1)))
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif kind == "list_item_open":
            self.items.append(True)
        elif kind == "list_item_close":
            self.items.pop()
        elif kind == "heading_open":
            self.heading = int(token.tag[1:])
        elif kind == "heading_close":
            self.heading = 0
        elif kind in {"blockquote_open", "blockquote_close"}:
            self.quotes += 1 if token.nesting > 0 else -1
        elif kind in {footnotes.OPEN, footnotes.CLOSE}:
            self.footnote = footnotes.number_of(token) if kind == footnotes.OPEN else 0
        elif kind == "hr":
            self.found.append(Block(Sort.RULE, []))
        elif kind == "inline":
            self.found.append(replace(self._block(token), footnote=self.footnote))

    def _block(self, token: Token) -> Block:
        runs = _runs(token.children or [])
        quoted = self.quotes > 0
        if self.heading:
            return Block(Sort.HEADING, runs, self.heading, quoted)
        if not self.lists:
            return Block(Sort.PARAGRAPH, runs, 0, quoted)
        series, first = self.lists[-1]
        begun, self.items[-1] = self.items[-1], False  # what follows in one item has no sign of its own
        return Block(Sort.ITEM if begun else Sort.PARAGRAPH, runs, len(self.lists), quoted, series, first)


def _runs(given: Sequence[Token]) -> list[Run]:
    runs: list[Run] = []
    strong = emphasised = struck = 0
    link = ""
    for token in given:
        strong += token.nesting * (token.tag == "strong")
        emphasised += token.nesting * (token.tag == "em")
        struck += token.nesting * (token.tag == "s")
        if token.type in {"link_open", "link_close"}:
            href = str(token.attrGet("href") or "") if token.nesting > 0 else ""
            link = href if href.startswith(_SAFE) else ""
        note = footnotes.number_of(token) if token.type == footnotes.REF else 0
        said = {"text": token.content, "softbreak": " ", "hardbreak": "\n", footnotes.REF: str(note)}
        words = said.get(token.type, "")
        _say(runs, words, Run("", strong > 0, emphasised > 0, struck > 0, link=link, footnote=note))
    return [one for one in runs if one.text]


def _say(runs: list[Run], words: str, like: Run) -> None:
    """Add words to the runs of a block; where a passage begins or ends, a run begins or ends, too.

    The last run may be an empty one that only keeps which passages begin next.
    """
    for piece in _ENDS.split(words):
        if _ENDS.fullmatch(piece):
            number = ord(piece) - _BEGIN
            if number < _END - _BEGIN:
                before = runs.pop().begins if runs and not runs[-1].text else ()
                runs.append(Run("", begins=(*before, number)))
            elif runs and runs[-1].text:
                runs[-1] = replace(runs[-1], ends=(*runs[-1].ends, number - (_END - _BEGIN)))
            continue
        for text, hidden in told(piece):
            new = replace(like, text=text, hidden=hidden)
            last = runs[-1] if runs else None
            if last is not None and not last.text:
                runs[-1] = replace(new, begins=last.begins)
            elif last is not None and not last.ends and replace(last, text="", begins=()) == replace(new, text=""):
                runs[-1] = replace(last, text=last.text + text)
            else:
                runs.append(new)
