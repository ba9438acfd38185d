"""The agreement as a document: its fields, a new group's first words, and what changed between versions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from supervise.core import comparing, limits
from supervise.core.errors import Invalid
from supervise.groups.models import Agreement, Mode

ANSWER_WITHIN_DAYS = 3
LONGEST_ANSWER_DAYS = 28
ANSWER_TITLE = "How soon we answer"
_FEW_WORDS = 4
DUTY_TITLE = "If someone may be at risk"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the agreement: its heading, a hint for whoever writes it, and its first words per mode."""

    id: str
    title: str
    hint: str
    texts: Mapping[Mode, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the document: heading and paragraphs."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


class Change(StrEnum):
    """What became of a run of words between two versions."""

    SAME = "same"
    ADDED = "added"
    TAKEN_OUT = "taken-out"


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of the document beside its earlier version: runs of words, and what became of each."""

    title: str
    runs: tuple[tuple[Change, str], ...]

    @property
    def changed(self) -> bool:
        """Whether any word of this part changed."""
        return any(kind is not Change.SAME for kind, _ in self.runs)


@cache
def fields() -> tuple[Field, ...]:
    """Return the fields of an agreement in the order of the document."""
    return tuple(_field(one) for one in _data()["fields"])


def first_words(mode: Mode) -> dict[str, str]:
    """Return the words of every field that a new group of a mode begins with."""
    return {field.id: field.texts[mode] for field in fields()}


def first_duty_of_care(mode: Mode) -> str:
    """Return the duty-of-care route that a new group of a mode begins with."""
    return str(_data()["duty_of_care"][mode.value]).strip()


def checked_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the words of the known fields, without needless space; raises Invalid where one is too long."""
    kept = {field.id: answers.get(field.id, "").strip() for field in fields()}
    long = [name for name, words in kept.items() if len(words) > limits.AGREEMENT_FIELD]
    if long:
        raise Invalid(fields={name: [f"At most {limits.AGREEMENT_FIELD:,} characters."] for name in long})
    return kept


def document(agreement: Agreement) -> list[Section]:
    """Return an agreement in full, part by part; fields that were left empty are left out."""
    return [
        Section(name, title, tuple(p for part in words.split("\n") if (p := part.strip())))
        for name, title, words in _parts(agreement)
        if words
    ]


def compared(earlier: Agreement, later: Agreement) -> list[Compared]:
    """Return the parts of the document that changed between two versions, word by word."""
    before = {name: words for name, _, words in _parts(earlier)}
    found = [Compared(title, _runs(before.get(name, ""), words)) for name, title, words in _parts(later)]
    return [one for one in found if one.changed]


def answered_within(days: int) -> str:
    """Return the sentence that says how soon the group answers."""
    span = {1: "a day", 2: "two days", 3: "three days", 4: "four days", 5: "five days", 7: "a week", 14: "two weeks"}
    return f"Somebody answers a dilemma within {span.get(days, f'{days} days')}."


def _parts(agreement: Agreement) -> list[tuple[str, str, str]]:
    parts = [(field.id, field.title, agreement.answers.get(field.id, "")) for field in fields()]
    answer = ("answer", ANSWER_TITLE, answered_within(agreement.answer_within_days))
    return [*parts, answer, ("duty", DUTY_TITLE, agreement.duty_of_care)]


def _runs(before: str, after: str) -> tuple[tuple[Change, str], ...]:
    old, new = _words(before), _words(after)
    runs: list[tuple[Change, str]] = []
    for i, j, k, m in _stretches(old, new):
        if old[i:j] == new[k:m]:
            runs.append((Change.SAME, "".join(new[k:m])))
        else:
            runs += [(Change.TAKEN_OUT, "".join(old[i:j])), (Change.ADDED, "".join(new[k:m]))]
    return tuple(run for run in runs if run[1])


def _stretches(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Return how two texts lie beside each other; a few equal words between changes count as changed with them."""
    found = comparing.stretches(old, new)
    stretches: list[tuple[int, int, int, int]] = []
    was_changed = False
    for place, (i, j, k, m) in enumerate(found):
        equal = old[i:j] == new[k:m]
        island = equal and was_changed and j - i < _FEW_WORDS and place < len(found) - 1
        changed = not equal or island
        if changed and was_changed:
            first = stretches.pop()
            stretches.append((first[0], j, first[2], m))
        else:
            stretches.append((i, j, k, m))
        was_changed = changed
    return stretches


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _field(one: Mapping[str, Any]) -> Field:
    text = one["text"]
    texts = {mode: str(text if isinstance(text, str) else text[mode.value]).strip() for mode in Mode}
    return Field(one["id"], one["title"], one["hint"], texts)


@cache
def _data() -> Any:
    return yaml.safe_load(files(__package__).joinpath("data", "agreement.yaml").read_text("utf-8"))
