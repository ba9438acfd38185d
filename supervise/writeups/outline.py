"""What an outline is: sections with what to ask oneself, how many words are meant, and which of them count. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from supervise.core.errors import Missing

TOLERANCE = 10
"""Per cent by which a text may be shorter or longer than what is meant, unless its outline says otherwise."""


@dataclass(frozen=True, slots=True)
class Target:
    """How many words are meant, and by how many per cent one may miss that."""

    least: int
    most: int
    tolerance: int = TOLERANCE

    @property
    def floor(self) -> int:
        """The fewest words that are still within the tolerance."""
        return -(-self.least * (100 - self.tolerance) // 100)

    @property
    def ceiling(self) -> int:
        """The most words that are still within the tolerance."""
        return self.most * (100 + self.tolerance) // 100


@dataclass(frozen=True, slots=True)
class Rule:
    """Which words count: quoted paragraphs, tables and footnotes may be left out."""

    quotes: bool
    tables: bool
    footnotes: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section that is written in rows."""

    id: str
    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section: prose, or rows where it has columns; `counted` is false for what never counts, such as references.

    One that `takes_up` makes something of what was told before, as a formulation does or an ending.
    """

    id: str
    title: str
    prompts: Sequence[str]
    target: Target | None
    columns: Sequence[Column]
    counted: bool
    takes_up: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A form of write-up, the rubric by which it is marked, and the YAML that it was read from.

    `rubric` names one that ships with Supervise; `own_rubric` is the YAML of the outline's own, where it has one.
    """

    id: str
    version: int
    name: str
    line: str
    target: Target
    rule: Rule
    may_stay_empty: int
    sections: Sequence[Section]
    source: str
    rubric: str = "general"
    own_rubric: str = ""

    def section(self, section_id: str) -> Section:
        """Return a section by its id; raise Missing where there is none."""
        found = next((one for one in self.sections if one.id == section_id), None)
        if found is None:
            raise Missing
        return found

    def numbered(self, number: int) -> Section:
        """Return a section by its number, from 1; raise Missing where there is none."""
        if not 1 <= number <= len(self.sections):
            raise Missing
        return self.sections[number - 1]


@lru_cache(maxsize=64)
def read(source: str) -> Outline:
    """Return the outline that a YAML source describes."""
    given = yaml.safe_load(source)
    tolerance = given.get("tolerance", TOLERANCE)
    rubric = given.get("rubric", "general")
    own = yaml.safe_dump(rubric, sort_keys=False, allow_unicode=True) if isinstance(rubric, Mapping) else ""
    return Outline(
        id=given["id"],
        version=given["version"],
        name=given["name"],
        line=given["line"],
        target=_target(given["words"], tolerance),
        rule=Rule(**given["counts"]),
        may_stay_empty=given.get("may_stay_empty", 0),
        sections=tuple(_section(one, tolerance) for one in given["sections"]),
        source=source,
        rubric="" if own else rubric,
        own_rubric=own,
    )


@cache
def built_in() -> Mapping[str, Outline]:
    """Return the outlines that ship with Supervise by id: the shortest first."""
    folder = files(__package__).joinpath("data", "outlines")
    found = [read(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")]
    return {one.id: one for one in sorted(found, key=lambda one: (one.target.most, one.name))}


def built_in_named(outline_id: str) -> Outline:
    """Return a built-in outline; raise Missing where there is none of that id."""
    found = built_in().get(outline_id)
    if found is None:
        raise Missing
    return found


def _section(given: Mapping[str, Any], tolerance: int) -> Section:
    return Section(
        id=given["id"],
        title=given["title"],
        prompts=tuple(given["prompts"]),
        target=_target(given["words"], tolerance) if "words" in given else None,
        columns=tuple(Column(**one) for one in given.get("columns", ())),
        counted=given.get("counted", True),
        takes_up=given.get("takes_up", False),
    )


def _target(given: Mapping[str, int], tolerance: int) -> Target:
    return Target(given["from"], given["to"], tolerance)
