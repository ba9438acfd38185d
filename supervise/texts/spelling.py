"""How words are compared: the same on both databases, since it is done here and neither of them is asked."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

FORM = 1
"""Which form of the words the index holds; raise it when what is below comes to spell any word otherwise."""

LONGEST_WORD = 40
LONGEST_WRITTEN = 80
"""Letters of a word that are looked at, and that are compared: what only looks like a word is kept short."""

_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: each of their letters is a word here, and several in a row a phrase."""

_INSIDE = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0f18-\u0fbc"
"""Marks that stand within a word and that are not letters by themselves."""

_WORD = re.compile(rf"[{_NO_SPACES}]|(?:(?![{_NO_SPACES}])[^\W_]|(?<=[^\W_])['\u2019](?=[^\W\d_])|[{_INSIDE}])+")
_VOWEL = re.compile("[aeiouy]")
_SHORTEST_INFLECTED, _SHORTEST_ROOT = 4, 3
_FOLDED_AWAY = re.compile("['\u2019\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_NOT_KEPT = re.compile(r"[\x00-\x2f\x3a-\x60\x7b-\x7f\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as it is compared, its stem, and where it stands."""

    plain: str
    stem: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Return the words of a text in their order; in time proportional to its length."""
    known: dict[str, tuple[str, str]] = {}  # of this text alone: what was destroyed stays in no memory
    for match in _WORD.finditer(text):
        written = match.group()[:LONGEST_WRITTEN]
        if written not in known:
            known[written] = _spelled(written)
        plain, root = known[written]
        if plain:
            yield Word(plain, root, match.start(), match.end())


def _spelled(written: str) -> tuple[str, str]:
    """Return how a word is compared: without case, accents and apostrophes, a possessive's s left off; and its stem."""
    small = written.casefold()
    if small.endswith(("'s", "\u2019s")):
        small = small[:-2]
    bare = _FOLDED_AWAY.sub("", unicodedata.normalize("NFD", small))
    plain = _NOT_KEPT.sub("", unicodedata.normalize("NFC", bare))[:LONGEST_WORD]
    return plain, _stem(plain)


def _stem(word: str) -> str:
    """Return what the English forms of a word have in common, near enough: plurals, -ed, -ing, British spellings.

    Of its own, beside the disguise check's: what is in the index must not change with what could point to a person.
    """
    if len(word) < _SHORTEST_INFLECTED or not word.isascii():
        return word
    root = _without_plural(word)
    for ending in ("ing", "ed"):
        if root.endswith(ending) and _VOWEL.search(root[: -len(ending)]) and len(root) - len(ending) >= _SHORTEST_ROOT:
            root = root[: -len(ending)]
            break
    if len(root) > _SHORTEST_ROOT and root[-1] == root[-2] and root[-1] not in "aeiou":
        root = root[:-1]
    root = root.removesuffix("e") if len(root) > _SHORTEST_ROOT else root
    return root.replace("our", "or") if len(root) > _SHORTEST_INFLECTED else root


def _without_plural(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST_INFLECTED:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
