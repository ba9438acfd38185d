"""Counting words as an outline counts them. Pure: what is written in, numbers out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from supervise.texts.markdown import plain
from supervise.writeups.outline import Outline, Rule, Section, Target

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019.][^\W_]+)*")
_QUOTE = re.compile(r"^ {0,3}>.*(?:\n(?!\s*$)(?! {0,3}[-*+#] ).*)*", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]{1,40}\]:.*(?:\n(?: {2,}|\t).*)*", re.MULTILINE)
_MARK = re.compile(r"\[\^[^\]\n]{1,40}\]")
_ADDRESS = re.compile(r"(?<=\])\([^)\n]*\)|<[^\s<>]+>")


class Stand(StrEnum):
    """How a number of words stands to what is meant."""

    EMPTY = "empty"
    UNDER = "under"
    WITHIN = "within"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Meter:
    """Words that count, and what is meant; without a target only the number is told."""

    words: int
    target: Target | None

    @property
    def stand(self) -> Stand:
        """How they stand to each other."""
        if self.words == 0:
            return Stand.EMPTY
        if self.target is None or self.target.floor <= self.words <= self.target.ceiling:
            return Stand.WITHIN
        return Stand.UNDER if self.words < self.target.floor else Stand.OVER

    @property
    def sentence(self) -> str:
        """The meter in words."""
        count = f"{self.words:,} word{'' if self.words == 1 else 's'}"
        if self.target is None:
            return count
        said = f"{count} of {self.target.least:,} to {self.target.most:,}"
        if self.stand is Stand.OVER:
            return f"{said}: {self.words - self.target.ceiling:,} more than {self.target.tolerance} % allow"
        return said


def words_in(body: str, rule: Rule) -> int:
    """Return how many words of a prose section count."""
    shown = plain(body)
    if not rule.quotes:
        shown = _QUOTE.sub(" ", shown)
    if not rule.footnotes:
        shown = _FOOTNOTE.sub(" ", shown)
    return len(_WORD.findall(_ADDRESS.sub(" ", _MARK.sub(" ", shown))))


def section_meter(outline: Outline, section: Section, bodies: Iterable[str]) -> Meter:
    """Return the meter of one section, whatever counts in all."""
    return Meter(sum(words_in(body, outline.rule) for body in bodies), section.target)


def whole_meter(outline: Outline, words: Iterable[tuple[Section, int]]) -> Meter:
    """Return the meter of the whole from the words of each section, without what does not count."""
    counted = (count for section, count in words if _counts(outline, section))
    return Meter(sum(counted), outline.target)


def left_out(outline: Outline) -> str:
    """Return what does not count, in words."""
    rule = outline.rule
    parts = {"quoted paragraphs": rule.quotes, "tables": rule.tables, "footnotes": rule.footnotes}
    names = [name for name, counted in parts.items() if not counted]
    names += [section.title.lower() for section in outline.sections if not section.counted]
    if not names:
        return "Every word counts."
    return f"{_listed(names)} {'do' if len(names) > 1 or names[0].endswith('s') else 'does'} not count.".capitalize()


def _counts(outline: Outline, section: Section) -> bool:
    return section.counted and (outline.rule.tables or not section.columns)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def disguise_in_words(changed: int, kept: int) -> str:
    """Return how many details of a version were changed for disguise, and how many kept with a reason."""
    if not changed and not kept:
        return "No details are counted as changed or kept for disguise."
    said = f"Changed for disguise: {changed} {'detail' if changed == 1 else 'details'}"
    return f"{said}; kept with a reason: {kept}.{' Build nothing on what was changed.' if changed else ''}"
