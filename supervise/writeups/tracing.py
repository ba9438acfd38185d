"""Whether a fact that was told comes again where a write-up makes something of it. Pure.

A fact is known by one name or several; a name stands where all its words stand close together, in whichever form.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from supervise.texts.spelling import words_in
from supervise.writeups.outline import Outline, Section

NEAR = 8
"""How many other words may stand between those of a name."""

SMALL = frozenset(
    (
        *("a", "an", "and", "at", "for", "had", "has", "her", "his", "in", "is", "its", "my", "of", "on", "or"),
        *("our", "that", "the", "their", "to", "was", "who", "with"),
    )
)
"""Words that say nothing by themselves, as long as a name has others."""

AROUND = 40
"""Letters that are shown before and after."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first place of a fact in a section, with what stands round it."""

    section: Section
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a fact stands, by sections in their order; `comes_again` where the write-up makes something of it."""

    places: Sequence[Found]
    comes_again: bool


class Told:
    """The words of a section, read once for all facts that are looked for in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(words_in(text))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self._places[word.stem].append(place)

    def places(self, stems: Collection[str]) -> list[int]:
        """Return where any of some stems stands, in order; nowhere where one of them is missing."""
        found = [self._places.get(stem, []) for stem in stems]
        return sorted(chain(*found)) if all(found) else []


def trace(outline: Outline, told: Mapping[str, Told], names: Iterable[str]) -> Trace:
    """Return in which sections any of a fact's names stands; `told` is what the sections say, by their ids.

    It comes again where it stands in a section that takes facts up, and in an outline without such, in any second one.
    """
    sought = [key for name in names if (key := _key(name))]
    here = [(one, told[one.id]) for one in outline.sections if one.id in told]
    places = [found for section, words in here if (found := _first(section, words, sought))]
    taking_up = [one for one in outline.sections if one.takes_up]
    again = any(one.section.takes_up for one in places) if taking_up else len(places) > 1
    return Trace(places, again)


def _key(name: str) -> frozenset[str]:
    """Return the stems that make a name, without small words where there are others."""
    words = list(words_in(name))
    telling = [one for one in words if one.plain not in SMALL]
    return frozenset(one.stem for one in telling or words)


def _first(section: Section, told: Told, sought: Sequence[frozenset[str]]) -> Found | None:
    found = [span for key in sought if (span := _span(told, key))]
    if not found:
        return None
    start, end = min(found)
    return Found(section, _cut_before(told.text, start), told.text[start:end], _cut_after(told.text, end))


def _span(told: Told, key: frozenset[str]) -> tuple[int, int] | None:
    """Return where all words of a name first stand close together."""
    last: dict[str, int] = {}
    for place in told.places(key):
        last[told.words[place].stem] = place
        first = min(last.values())
        if len(last) == len(key) and place - first < len(key) + NEAR:
            return told.words[first].start, told.words[place].end
    return None


def _cut_before(text: str, start: int) -> str:
    said = " ".join(text[max(0, start - AROUND) : start].split())
    return f"…{said.partition(' ')[2]} " if start > AROUND else f"{said} " if said else ""


def _cut_after(text: str, end: int) -> str:
    rest = text[end : end + AROUND]
    said = " ".join(rest.split())
    gap = " " if rest[:1].isspace() else ""
    return gap + (f"{said.rpartition(' ')[0]}…" if end + AROUND < len(text) else said)
