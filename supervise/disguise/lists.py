"""The lists the detectors look words up in: names, places, everyday words, words of the field, cues."""

import gzip
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from supervise.disguise.sources import source

_COMMONEST = 1500
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ß": "ss"})


def fold(word: str) -> str:
    """A word in plain small letters, accents off: the shape in which every list is kept."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_PLAIN).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists, folded. ``given`` says of each first name whether it is usual somewhere.

    ``commonest`` are everyday words so frequent that they are no names, whatever a list of names says.
    """

    everyday: frozenset[str]
    commonest: frozenset[str]
    given: Mapping[str, bool]
    surnames: Mapping[str, bool]
    places: frozenset[str]
    long_places: frozenset[str]
    theorists: Mapping[str, frozenset[str]]
    unsure_theorists: frozenset[str]
    field: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    cues: Mapping[str, frozenset[str]]


@cache
def lists() -> Lists:
    """The lists that ship with Supervise, read once (a quarter of a second, about 15 MB)."""
    words = source("field-words.yaml")
    places = frozenset(_packed("places.gz"))
    field = frozenset(
        fold(word)
        for name in ("shared_names", "methods", "drugs", "days", "roles", "peoples", "countries", "things")
        for word in words[name]
    )
    cues = {name: frozenset(found) for name, found in source("cues.yaml").items()}
    everyday = _packed("words.gz")
    return Lists(
        everyday=frozenset(everyday),
        commonest=frozenset(everyday[:_COMMONEST]) - cues["also_names"] | cues["hushed"],
        given=_starred("given.gz", cues["more_given"]),
        surnames=_starred("surnames.gz", frozenset()),
        places=places,
        long_places=frozenset(place.split()[0] for place in places if " " in place),
        theorists=MappingProxyType({name: frozenset(first) for name, first in words["theorists"].items()}),
        unsure_theorists=frozenset(words["ambiguous_theorists"]),
        field=field,
        phrases=_by_first(words["phrases"]),
        cues=MappingProxyType(cues),
    )


def _by_first(phrases: list[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return MappingProxyType({first: tuple(rests) for first, rests in found.items()})


def _packed(name: str) -> list[str]:
    return gzip.decompress(files(__package__).joinpath("data", name).read_bytes()).decode().split("\n")


def _starred(name: str, more: frozenset[str]) -> Mapping[str, bool]:
    listed = {line.rstrip("*"): line.endswith("*") for line in _packed(name)}
    return MappingProxyType(listed | dict.fromkeys(more, True))
