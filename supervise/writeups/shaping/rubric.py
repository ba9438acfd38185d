"""Reading a rubric that a course has written in its outline, and saying in which line it does not hold together."""

from typing import Any

from supervise.core.documents import Node
from supervise.texts.drafts import MOST_MARKED

LONGEST_LABEL, LONGEST_HINT, LONGEST_WORD = 100, 300, 30
MOST_MARK = 100
MOST_CRITERIA = (MOST_MARKED - 2) // 3
"""As many as a draft of marks holds: three fields for each, and two over all."""

_RUBRIC = ("id", "version", "name", "scale", "rule", "criteria")
_CRITERION = ("id", "label", "hint", "scale", "needed")
_SCALE = ("from", "to", "enough", "words")
_OWN = "own"


def told(node: Node) -> dict[str, Any]:
    """Return what a rubric says, as plain data; raise Unfit with the line that does not fit."""
    given = node.fields(_RUBRIC, ("name", "scale", "rule", "criteria"))
    names: set[str] = set()
    scale = _scale(given["scale"])
    criteria = given["criteria"].each(lambda one: _criterion(one, names), 1, MOST_CRITERIA)
    rule = given["rule"].fields(("below", "total"), ("below",))
    found: dict[str, Any] = {"below": rule["below"].number(0, len(criteria) - 1)}
    if "total" in rule:
        scales = [one.get("scale", scale) for one in criteria]
        found["total"] = rule["total"].number(0, sum(one["to"] for one in scales if "words" not in one))
    name = given["name"].words(LONGEST_LABEL)
    return {"id": _OWN, "version": 1, "name": name, "scale": scale, "rule": found, "criteria": list(criteria)}


def _criterion(node: Node, names: set[str]) -> dict[str, Any]:
    given = node.fields(_CRITERION, ("id", "label"))
    name = given["id"].name_of()
    if name in names:
        raise given["id"].wrong(f"'{name}' stands here twice")
    names.add(name)
    found: dict[str, Any] = {"id": name, "label": given["label"].words(LONGEST_LABEL)}
    if "hint" in given:
        found["hint"] = given["hint"].words(LONGEST_HINT)
    if "scale" in given:
        found["scale"] = _scale(given["scale"])
    if "needed" in given:
        found["needed"] = given["needed"].flag()
    return found


def _scale(node: Node) -> dict[str, Any]:
    given = node.fields(_SCALE, ("from", "to", "enough"))
    least = given["from"].number(0, MOST_MARK)
    most = given["to"].number(least + 1, MOST_MARK)
    found: dict[str, Any] = {"from": least, "to": most, "enough": given["enough"].number(least, most)}
    if "words" in given:
        many = most - least + 1
        found["words"] = list(given["words"].each(lambda one: one.words(LONGEST_WORD), many, many))
    return found
