"""Whether a fact that was told comes again where a write-up makes something of it. Pure.

A fact is known by one name or several; a name stands where all its words stand close together, in whichever form.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from supervise.texts.spelling import Word, words_in
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


def trace(outline: Outline, texts: Mapping[str, str], names: Iterable[str]) -> Trace:
    """Return in which sections any of a fact's names stands; `texts` are the words of the sections by their ids.

    It comes again where it stands in a section that takes facts up, and in an outline without such, in any second one.
    """
    sought = [key for name in names if (key := _key(name))]
    places = [found for one in outline.sections if (found := _first(one, texts.get(one.id, ""), sought))]
    taking_up = [one for one in outline.sections if one.takes_up]
    again = any(one.section.takes_up for one in places) if taking_up else len(places) > 1
    return Trace(places, again)


def _key(name: str) -> frozenset[str]:
    """Return the stems that make a name, without small words where there are others."""
    words = list(words_in(name))
    telling = [one for one in words if one.plain not in SMALL]
    return frozenset(one.stem for one in telling or words)


def _first(section: Section, text: str, sought: Sequence[frozenset[str]]) -> Found | None:
    words = list(words_in(text)) if text else []
    found = [span for key in sought if (span := _span(words, key))]
    if not found:
        return None
    start, end = min(found)
    return Found(section, _cut_before(text, start), text[start:end], _cut_after(text, end))


def _span(words: Sequence[Word], key: frozenset[str]) -> tuple[int, int] | None:
    """Return where all words of a name first stand close together."""
    last: dict[str, int] = {}
    for place, word in enumerate(words):
        if word.stem not in key:
            continue
        last[word.stem] = place
        first = min(last.values())
        if len(last) == len(key) and place - first < len(key) + NEAR:
            return words[first].start, word.end
    return None


def _cut_before(text: str, start: int) -> str:
    said = " ".join(text[max(0, start - AROUND) : start].split())
    return f"…{said.partition(' ')[2]} " if start > AROUND else f"{said} " if said else ""


def _cut_after(text: str, end: int) -> str:
    rest = text[end : end + AROUND]
    said = " ".join(rest.split())
    gap = " " if rest[:1].isspace() else ""
    return gap + (f"{said.rpartition(' ')[0]}…" if end + AROUND < len(text) else said)
