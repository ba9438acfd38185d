"""Reading an outline that people have written, and saying in which line it does not hold together."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import yaml

from supervise.core import limits
from supervise.core.documents import Node, document
from supervise.writeups.outline import TOLERANCE, Column, Outline, Rule, Section, Target
from supervise.writeups.rubrics import GENERAL, known
from supervise.writeups.shaping.rubric import told

NAME = "your outline"
"""What it is called where a message names the line that does not fit."""

LONGEST_NAME, LONGEST_LINE, LONGEST_PROMPT = 60, 200, 300
MOST_SECTIONS, MOST_PROMPTS, MOST_COLUMNS, MOST_TOLERANCE = 30, 8, 5, 50

_OUTLINE = ("id", "version", "name", "line", "words", "tolerance", "counts", "may_stay_empty", "rubric", "sections")
_NEEDED = ("name", "line", "words", "counts", "sections")
_SECTION = ("id", "title", "prompts", "words", "columns", "counted", "takes_up")
_COLUMN = ("id", "title", "prompt")
_COUNTS = ("quotes", "tables", "footnotes")
_KEPT = 256


@lru_cache(_KEPT)
def sound(source: str) -> Outline:
    """Return the outline that a source describes; raise Unfit with the line that does not fit."""
    given = document(source, NAME).fields(_OUTLINE, _NEEDED)
    tolerance = given["tolerance"].number(0, MOST_TOLERANCE) if "tolerance" in given else TOLERANCE
    rubric, own = _rubric(given["rubric"]) if "rubric" in given else (GENERAL, "")
    names: set[str] = set()
    sections = given["sections"].each(lambda node: _section(node, names, tolerance), 1, MOST_SECTIONS)
    return Outline(
        id=given["id"].name_of() if "id" in given else "",
        version=given["version"].number(1, 10**6) if "version" in given else 1,
        name=given["name"].words(LONGEST_NAME),
        line=given["line"].words(LONGEST_LINE),
        target=_target(given["words"], tolerance),
        rule=Rule(**{name: one.flag() for name, one in given["counts"].fields(_COUNTS, _COUNTS).items()}),
        may_stay_empty=given["may_stay_empty"].number(0, len(sections)) if "may_stay_empty" in given else 0,
        sections=sections,
        source=source,
        rubric=rubric,
        own_rubric=own,
    )


def written(outline: Outline) -> str:
    """Return an outline as YAML that reads as the same outline."""
    told: dict[str, Any] = {
        "id": outline.id,
        "version": outline.version,
        "name": outline.name,
        "line": outline.line,
        "words": _words(outline.target),
        "tolerance": outline.target.tolerance,
        "counts": asdict(outline.rule),
        "may_stay_empty": outline.may_stay_empty,
        "rubric": yaml.safe_load(outline.own_rubric) if outline.own_rubric else outline.rubric,
        "sections": [_told(one) for one in outline.sections],
    }
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110)


def _rubric(node: Node) -> tuple[str, str]:
    """Return the name of a rubric that ships with Supervise, or the YAML of one that is written here."""
    if node.is_single:
        name = node.name_of()
        if name not in known():
            raise node.wrong(
                f"there is no rubric '{name}'; there are {', '.join(sorted(known()))}, or one written here"
            )
        return name, ""
    return "", yaml.safe_dump(told(node), sort_keys=False, allow_unicode=True)


def _section(node: Node, names: set[str], tolerance: int) -> Section:
    given = node.fields(_SECTION, ("id", "title", "prompts"))
    columns: set[str] = set()
    return Section(
        id=_once(given["id"], names),
        title=given["title"].words(LONGEST_NAME),
        prompts=given["prompts"].each(lambda one: one.words(LONGEST_PROMPT), 0, MOST_PROMPTS),
        target=_target(given["words"], tolerance) if "words" in given else None,
        columns=given["columns"].each(lambda one: _column(one, columns), 2, MOST_COLUMNS) if "columns" in given else (),
        counted=given["counted"].flag() if "counted" in given else True,
        takes_up=given["takes_up"].flag() if "takes_up" in given else False,
    )


def _column(node: Node, names: set[str]) -> Column:
    given = node.fields(_COLUMN, _COLUMN)
    title, prompt = given["title"].words(LONGEST_NAME), given["prompt"].words(LONGEST_PROMPT)
    return Column(_once(given["id"], names), title, prompt)


def _once(node: Node, names: set[str]) -> str:
    name = node.name_of()
    if name in names:
        raise node.wrong(f"'{name}' stands here twice")
    names.add(name)
    return name


def _target(node: Node, tolerance: int) -> Target:
    given = node.fields(("from", "to"), ("from", "to"))
    least, most = (given[end].number(0, limits.OUTLINE_WORDS) for end in ("from", "to"))
    if most < max(1, least):
        raise given["to"].wrong("'to' must be at least 'from'")
    return Target(least, most, tolerance)


def _told(section: Section) -> Mapping[str, Any]:
    told: dict[str, Any] = {"id": section.id, "title": section.title, "prompts": list(section.prompts)}
    if section.target is not None:
        told["words"] = _words(section.target)
    if section.columns:
        told["columns"] = [asdict(one) for one in section.columns]
    if not section.counted:
        told["counted"] = False
    if section.takes_up:
        told["takes_up"] = True
    return told


def _words(target: Target) -> dict[str, int]:
    return {"from": target.least, "to": target.most}
