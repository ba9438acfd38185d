"""The lexicon of the themes: phrases with weights, read once and indexed by their first word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from supervise.disguise.lists import lists
from supervise.disguise.sources import source
from supervise.disguise.stems import stem, stemmed
from supervise.disguise.taxonomy import Taxonomy, taxonomy

_WEIGHTS = {"strong": 3.0, "clear": 2.0, "faint": 1.0, "slight": 0.5}
GAP = frozenset[str]()
GAP_WORDS = 4
AREA_WEIGHT = 1.5
_COMMON = 0.75


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words, each one of several stems; an empty set stands for up to four words between.

    ``needs`` numbers its words, as the lexicon does: a text that lacks one of them need not be searched.
    ``rarest`` is the place of the word that fewest texts have; ``back`` is how many words may stand before it.
    """

    slug: str
    weight: float
    words: tuple[frozenset[str], ...]
    needs: frozenset[int]
    rarest: int
    back: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by each stem of their rarest word, once for each side a text may be told from.

    ``numbers`` says of each stem which words of phrases it can stand for.
    """

    irregular: dict[str, str]
    numbers: Mapping[str, tuple[int, ...]]
    told_by_therapist: Mapping[str, tuple[Phrase, ...]]
    told_by_client: Mapping[str, tuple[Phrase, ...]]
    areas: Mapping[str, tuple[Phrase, ...]]
    therapist: frozenset[str]
    client: frozenset[str]
    families: Mapping[str, int]


class Unmatchable(ValueError):
    """A phrase that no text could ever meet; its message says which, and why."""


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with Supervise."""
    return lexicon_of(source("theme-words.yaml"))


def lexicon_of(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon that a file of theme words holds. Raises Unmatchable for a phrase without a meaning."""
    irregular: dict[str, str] = {}
    for base, forms in data["irregular"].items():
        irregular |= dict.fromkeys((*forms, base), base)
    for base in data["irregular"]:
        for form in (f"{base}s", f"{base}ing", f"{base.removesuffix('e')}ing"):
            irregular.setdefault(form, base)
    groups = {name: _stems(words, irregular) for name, words in data["classes"].items()}
    therapist, client = groups["therapist"], groups["client"]
    rest = {f"@{name}": words for name, words in groups.items() if name not in ("therapist", "client", "i", "she")}
    by_therapist = rest | {"@t": therapist | groups["i"], "@c": client | groups["she"]}
    by_client = rest | {"@t": therapist | groups["she"], "@c": client | groups["i"]}
    common = _stems(sorted(lists().commonest), irregular)
    entries = list(_entries(taxonomy(), data["themes"]))
    areas = [(area.slug, AREA_WEIGHT, word) for area in taxonomy().areas for word in area.keywords]
    numbers: dict[frozenset[str], int] = {}
    told_by_therapist, told_by_client, named = (
        _index(listed, told, irregular, usual, numbers)
        for listed, told, usual in (
            (entries, by_therapist, common),
            (entries, by_client, common),
            (areas, by_therapist, frozenset[str]()),
        )
    )
    return Lexicon(
        irregular,
        _by_stem(numbers),
        told_by_therapist,
        told_by_client,
        named,
        therapist,
        client,
        {slug: number for number, family in enumerate(data["families"]) for slug in family},
    )


def _entries(tax: Taxonomy, listed: Mapping[str, Any]) -> Iterator[tuple[str, float, str]]:
    for slug, theme in tax.themes.items():
        strengths: Mapping[str, list[str]] = listed.get(slug, {})
        own = set(chain.from_iterable(strengths.values()))
        yield from ((slug, _WEIGHTS["clear"], word) for word in theme.keywords if word not in own)
        for strength, phrases in strengths.items():
            yield from ((slug, _WEIGHTS[strength], phrase) for phrase in phrases)


def _stems(words: list[str], irregular: dict[str, str]) -> frozenset[str]:
    return frozenset(irregular.get(word, stem(word)) for word in words)


def _index(
    entries: list[tuple[str, float, str]],
    classes: Mapping[str, frozenset[str]],
    irregular: dict[str, str],
    common: frozenset[str],
    numbers: dict[frozenset[str], int],
) -> dict[str, tuple[Phrase, ...]]:
    best: dict[tuple[str, tuple[frozenset[str], ...]], float] = {}
    for slug, weight, phrase in entries:
        key = (slug, _meant(slug, phrase, classes, irregular))
        said = weight * _COMMON if len(key[1]) == 1 and not key[1][0].isdisjoint(common) else weight
        best[key] = max(said, best.get(key, 0))
    index: dict[str, list[Phrase]] = {}
    usual = _usual([words for _, words in best])
    for (slug, words), weight in best.items():
        rarest = min((at for at, options in enumerate(words) if options), key=lambda at: usual[words[at]])
        back = sum(1 if options else GAP_WORDS for options in words[:rarest])
        needs = frozenset(numbers.setdefault(options, len(numbers)) for options in words if options)
        met = Phrase(slug, weight, words, needs, rarest, back)
        for option in words[rarest]:
            index.setdefault(option, []).append(met)
    return {option: tuple(phrases) for option, phrases in index.items()}


def _by_stem(numbers: Mapping[frozenset[str], int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for options, number in numbers.items():
        for option in options:
            found.setdefault(option, []).append(number)
    return {option: tuple(listed) for option, listed in found.items()}


def _usual(phrases: Sequence[tuple[frozenset[str], ...]]) -> dict[frozenset[str], int]:
    """How usual each word of phrases is: what many phrases have, many texts have too."""
    said = Counter(chain.from_iterable(chain.from_iterable(phrases)))
    return {options: sum(said[option] for option in options) for words in phrases for options in words}


def _meant(
    slug: str, phrase: str, classes: Mapping[str, frozenset[str]], irregular: dict[str, str]
) -> tuple[frozenset[str], ...]:
    try:
        words = tuple(_words(phrase, classes, irregular))
    except Unmatchable as why:
        raise Unmatchable(f"theme words of {slug}: {phrase!r}: {why}") from None
    if not words or not words[0]:
        raise Unmatchable(f"theme words of {slug}: {phrase!r}: it has to begin with a word")
    return words


def _words(phrase: str, classes: Mapping[str, frozenset[str]], irregular: dict[str, str]) -> Iterator[frozenset[str]]:
    for part in phrase.split():
        if part == "*":
            yield GAP
        elif part in classes:
            yield classes[part]
        else:
            options = [stemmed(option, irregular, 9) for option in part.split("|")]
            if not all(options):
                raise Unmatchable(f"{part!r} has no letters")
            yield frozenset(option[0].stem for option in options)
            if len(options) == 1:
                yield from (frozenset([word.stem]) for word in options[0][1:])
