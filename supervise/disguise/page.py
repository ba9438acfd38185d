"""A text cut into words, each with its place and what its letters look like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from supervise.disguise.lists import Lists, fold, lists
from supervise.disguise.pattern import Pattern

_WORD = Pattern(r"[^\W\d_]+(?:['\u2019\-\u2010\u2011][^\W\d_]+)*")
_TAIL = Pattern(r"['\u2019](?:s|d|ll|ve|re|m|t)$", re.IGNORECASE)
_OPENS = Pattern(r"[.!?\u2026:;\n\u2022]|(?:^|\s|\()[\"\u201c\u2018'*]|[\u201c]|^\s*[-*>#]|\u2014\s*[\"']|\s-\s")
_CLOSE = (" ", ", ")
_SHOUTED_RUN = 4


class Case(Enum):
    """What the letters of a word look like."""

    SMALL = auto()
    CAPITAL = auto()
    CAPITALS = auto()


@dataclass(slots=True)
class Word:
    """One word without a trailing 's: its letters, its folded form, its place, and how it stands.

    ``quiet`` is true for a word of a phrase that names nobody ('Jane Eyre', 'the Drama Triangle').
    ``opens`` is true where a sentence or a spoken line begins, so that a capital says nothing there.
    ``everyday`` is true for words of the language that are no proper nouns.
    """

    text: str
    fold: str
    start: int
    end: int
    case: Case
    opens: bool
    everyday: bool
    owns: bool
    gap: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A text and its words. ``small`` is true where the writer does without small or without capital letters.

    ``places`` says of each folded word, and of it without a plural s or 'ex-', at which words it stands.
    """

    text: str
    words: Sequence[Word]
    small: bool
    lists: Lists
    places: Mapping[str, Sequence[int]]

    def before(self, at: int, steps: int = 1) -> str:
        """The folded word so many steps before ``at`` in the same sentence, else an empty string."""
        place = at - steps
        if place < 0:
            return ""
        for word in self.words[place + 1 : at + 1]:
            if word.opens:
                return ""
        return self.words[place].fold

    def after(self, at: int, steps: int = 1) -> str:
        """The folded word so many steps after ``at`` in the same sentence, else an empty string."""
        between = self.words[at + 1 : at + steps + 1]
        if len(between) < steps:
            return ""
        for word in between:
            if word.opens:
                return ""
        return between[-1].fold


def read(text: str) -> Page:
    """Cut a text into words, in time proportional to its length."""
    known = lists()
    words: list[Word] = []
    met: dict[str, _Letters] = {}
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        whole = match.group()
        letters = met.get(whole)
        if letters is None:
            letters = met[whole] = _letters(whole, known)
        plain, folded, case, everyday, owns = letters
        gap = text[end:start]
        opens = not words or (gap not in _CLOSE and _opens(gap, words[-1], known))
        words.append(Word(plain, folded, start, start + len(plain), case, opens, everyday, owns, gap))
        end = stop
    _quieten(words)
    _hush(words, known)
    opening = [word.case is Case.SMALL for word in words if word.opens and not word.text.isupper()]
    small = sum(opening) * 2 > len(opening) if opening else bool(words) and text.isupper()
    return Page(text, words, small, known, _places(words))


def _places(words: list[Word]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.fold, []).append(at)
    for folded, found in list(places.items()):
        if folded.endswith("s"):
            places.setdefault(folded.rstrip("s"), []).extend(found)
        if folded.startswith("ex-"):
            places.setdefault(folded[3:].rstrip("s"), []).extend(found)
    return places


class _Letters(NamedTuple):
    """What a word's letters say by themselves, wherever it stands."""

    plain: str
    fold: str
    case: Case
    everyday: bool
    owns: bool


def _letters(whole: str, known: Lists) -> _Letters:
    plain, negated, owns = whole, False, False
    if not whole.isalpha():
        negated = whole.casefold().endswith(("n't", "n\u2019t"))
        plain = whole if negated else _TAIL.sub("", whole)
        owns = plain != whole and whole[len(plain) :].casefold() in ("'s", "\u2019s")
    small = fold(plain)
    case = Case.SMALL
    if plain[:1].isupper() or (len(plain) > 2 and plain[:1].islower() and plain[1:2].isupper()):
        case = Case.CAPITALS if len(plain) > 1 and plain.isupper() else Case.CAPITAL
    return _Letters(plain, small, case, negated or _everyday(small, known), owns)


def _opens(gap: str, last: Word, known: Lists) -> bool:
    return bool(_OPENS.search(gap)) and not _after_initial(gap, last, known)


def _after_initial(gap: str, last: Word, known: Lists) -> bool:
    """'Dr. Lowe' and 'J. Lowe' are no new sentence."""
    return gap == ". " and (
        last.fold in known.cues["plain_titles"] or (len(last.text) == 1 and last.text.isupper() and last.text != "I")
    )


def _everyday(small: str, known: Lists) -> bool:
    if small in known.cues["clear_names"]:
        return False
    if len(small) == 1 or small in known.everyday or small.endswith("something"):
        return True
    if "-" in small:
        return all(_everyday(part, known) for part in small.split("-") if part)
    if small.endswith("s") and small[:-1] in known.everyday:
        return True
    return "'" in small and small.partition("'")[0] in known.everyday


def _hush(words: list[Word], known: Lists) -> None:
    """Mark the words of phrases that name nobody."""
    for at, word in enumerate(words):
        for rest in known.phrases.get(word.fold, ()):
            following = words[at + 1 : at + 1 + len(rest)]
            if word.case is not Case.SMALL and [next_.fold for next_ in following] == list(rest):
                for quiet in (word, *following):
                    quiet.quiet = True


def _quieten(words: list[Word]) -> None:
    """Words in a run of capitals tell no more than small letters do."""
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and (word.case is Case.CAPITALS or (run and word.text in ("I", "A"))):
            run.append(word)
            continue
        if len(run) >= _SHOUTED_RUN:
            for shouted in run:
                shouted.case = Case.SMALL
        run = []
