"""What a person looks for, as they typed it: any text becomes a question or none, in time linear in its length."""

import re
from dataclasses import dataclass

from supervise.texts.spelling import Word, words_in

MOST_WORDS = 12
SHORTEST_BEGUN = 2
"""Letters that a word must have for those that it only begins to be found."""

_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing that must be there: words that follow one another, the last perhaps only begun.

    A single word without quotes is found in all its forms, by its `stem`.
    """

    words: tuple[str, ...]
    stem: str | None = None
    begun: bool = False

    @property
    def in_order(self) -> str:
        """The words as an entry holds them, a space before and, unless the last is only begun, after."""
        return f" {' '.join(self.words)}{'' if self.begun else ' '}"

    @property
    def anywhere(self) -> list[list[tuple[str, bool]]]:
        """What the index is asked: of each list one must be there; True where what begins so is enough."""
        if self.stem is not None:
            return [[(self.stem, False), *([(self.words[0], True)] if self.begun else [])]]
        *whole, last = self.words
        return [*([(word, False)] for word in whole), [(last, self.begun)]]

    def is_word(self, word: Word, place: int = 0) -> bool:
        """Tell whether a word of a text is the one sought at a place."""
        if self.stem is not None and word.stem == self.stem:
            return True
        sought = self.words[place]
        last = place == len(self.words) - 1
        return word.plain.startswith(sought) if self.begun and last else word.plain == sought


@dataclass(frozen=True, slots=True)
class Question:
    """All that must be there; `shortened` where there were more words than are looked for."""

    parts: tuple[Sought, ...]
    shortened: bool = False

    def __bool__(self) -> bool:
        """Whether there is a word to look for."""
        return bool(self.parts)


def read(typed: str) -> Question:
    """Read what was typed: words, phrases in quotes; of very many words the first."""
    found: dict[Sought, None] = {}
    left = MOST_WORDS
    for number, stretch in enumerate(_QUOTES.split(typed)):
        quoted = number % 2 == 1
        for chunk in [stretch] if quoted else stretch.split():
            words = [word for _, word in zip(range(left + 1), words_in(chunk), strict=False)]
            if words[left:]:
                words, left = words[:left], -1
            else:
                left -= len(words)
            if words:
                ends = not quoted and left >= 0 and typed.endswith(chunk)
                found[_sought(words, quoted=quoted, begun=ends)] = None
            if left < 0:
                return Question(tuple(found), shortened=True)
    parts = list(found)
    return Question(tuple(s if s is parts[-1] else _whole(s) for s in parts))


def _sought(words: list[Word], *, quoted: bool, begun: bool) -> Sought:
    plain = tuple(word.plain for word in words)
    root = words[0].stem if len(words) == 1 and not quoted else None
    return Sought(plain, root, begun=begun and len(plain[-1]) >= SHORTEST_BEGUN)


def _whole(sought: Sought) -> Sought:
    return Sought(sought.words, sought.stem) if sought.begun else sought
