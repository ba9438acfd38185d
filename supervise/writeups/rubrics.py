"""What a rubric is: criteria, each with its scale, and the rule by which marks come to pass or refer. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from supervise.writeups.models import Result
from supervise.writeups.outline import Outline

GENERAL = "general"
"""The rubric of an outline that names none."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where one marks, and what is enough; `words` are what the marks are called, where they are."""

    least: int
    most: int
    enough: int
    words: Sequence[str] = ()

    def said(self, value: int | None) -> str:
        """Return what a mark is called: its word, or how much of how much."""
        if value is None:
            return "not marked"
        return self.words[value - self.least] if self.words else f"{value} of {self.most}"

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Each mark that there is, the lowest first, with what it is called."""
        named = self.words or [f"{one}" for one in range(self.least, self.most + 1)]
        return [(self.least + place, word) for place, word in enumerate(named)]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked at; one that is `needed` must be enough, whatever the others are."""

    id: str
    label: str
    hint: str
    scale: Scale
    needed: bool


@dataclass(frozen=True, slots=True)
class Rubric:
    """Named criteria, how many may be `below` enough, and what all must come to where the rule names a `total`."""

    id: str
    version: int
    name: str
    criteria: Sequence[Criterion]
    below: int
    total: int | None
    source: str

    def short(self, values: Mapping[str, int | None]) -> list[Criterion]:
        """Return the criteria whose marks are not enough."""
        marked = ((one, values.get(one.id)) for one in self.criteria)
        return [one for one, value in marked if value is not None and value < one.scale.enough]

    def sum_of(self, values: Mapping[str, int | None]) -> int:
        """Return what the marks on scales of numbers come to."""
        return sum(values.get(one.id) or 0 for one in self.criteria if not one.scale.words)

    def result(self, values: Mapping[str, int | None]) -> Result | None:
        """Return what marks come to by the rule; None as long as one is missing."""
        if any(values.get(one.id) is None for one in self.criteria):
            return None
        short = self.short(values)
        enough = self.total is None or self.sum_of(values) >= self.total
        passed = enough and len(short) <= self.below and not any(one.needed for one in short)
        return Result.PASS if passed else Result.REFER

    @property
    def rule(self) -> str:
        """The rule in a sentence."""
        whole = "every criterion" if not self.below else f"all but {_number(self.below)} of the criteria"
        needed = [f"'{one.label}'" for one in self.criteria if one.needed]
        always = f", and always {' and '.join(needed)}" if self.below and needed else ""
        most = sum(one.scale.most for one in self.criteria if not one.scale.words)
        total = f", and at least {self.total} of {most} in all" if self.total is not None else ""
        return f"It passes where {whole} is enough{always}{total}."


@lru_cache(maxsize=64)
def read(source: str) -> Rubric:
    """Return the rubric that a YAML source describes."""
    given = yaml.safe_load(source)
    return Rubric(
        id=given["id"],
        version=given["version"],
        name=given["name"],
        criteria=tuple(_criterion(one, given["scale"]) for one in given["criteria"]),
        below=given["rule"]["below"],
        total=given["rule"].get("total"),
        source=source,
    )


@cache
def known() -> Mapping[str, Rubric]:
    """Return the rubrics that ship with Supervise, by id."""
    folder = files("supervise.writeups").joinpath("data", "rubrics")
    found = [read(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")]
    return {one.id: one for one in found}


def built_in_named(rubric_id: str) -> Rubric:
    """Return the rubric of an id that ships with Supervise; the general one where it ships no more."""
    return known().get(rubric_id, known()[GENERAL])


def of(outline: Outline) -> Rubric:
    """Return the rubric by which a write-up of an outline is marked: its own, or the one that it names."""
    return read(outline.own_rubric) if outline.own_rubric else built_in_named(outline.rubric)


def _criterion(given: Mapping[str, Any], scale: Mapping[str, Any]) -> Criterion:
    its = given.get("scale", scale)
    return Criterion(
        id=given["id"],
        label=given["label"],
        hint=given.get("hint", ""),
        scale=Scale(its["from"], its["to"], its["enough"], tuple(its.get("words", ()))),
        needed=given.get("needed", False),
    )


def _number(count: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(count, str(count))
