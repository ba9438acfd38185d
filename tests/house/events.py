"""What every live event is tried with, and how its answers read in the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supervise.web import live
from tests.house.practice import COLUMNS

LEGEND = """\
Who is answered what on the live channel. Made by tests/house/test_gates.py; `SUPERVISE_TEST_GOLDEN=write` writes it anew.
ok is done; .  is `missing`; not is `not_allowed`; other words are the codes of docs/live.md; signed out: no connection at all.
"""
_SHORT = {"missing": ".", "not_allowed": "not"}


@dataclass(frozen=True)
class Tried:
    """An event: about which kind of thing, and with what."""

    thing: str
    given: Callable[[str], dict[str, Any]]


_KEY = "0c7a2d5e-3a40-4c7f-8a4e-5d1f0c7a2d5e"
EVENTS = {
    "dilemma:open": Tried("dilemma", lambda one: {"id": one, "after": None}),
    "dilemma:leave": Tried("dilemma", lambda one: {"id": one}),
    "group:open": Tried("group", lambda one: {"id": one, "after": 0}),
    "group:leave": Tried("group", lambda one: {"id": one}),
    "comment:post": Tried("dilemma", lambda one: {"dilemma": one, "body": "I wonder what that was like.", "key": _KEY}),
    "comment:edit": Tried("comment", lambda one: {"id": one, "revision": 1, "body": "Said again."}),
    "comment:remove": Tried("comment", lambda one: {"id": one}),
    "comment:react": Tried("comment", lambda one: {"id": one, "reaction": "with-you", "on": True}),
    "cover": Tried("text", lambda one: {"text": one, "revision": 1, "start": 2, "end": 9}),
    "meeting:open": Tried("meeting", lambda one: {"id": one, "after": None}),
    "meeting:time": Tried("meeting", lambda one: {"id": one}),
    "meeting:leave": Tried("meeting", lambda one: {"id": one}),
    "meeting:say": Tried("meeting", lambda one: {"meeting": one, "body": "I wonder.", "key": _KEY}),
    "meeting:command": Tried("meeting", lambda one: {"meeting": one, "command": "next", "seq": 9}),
    "meeting:notes": Tried("meeting", lambda one: {"meeting": one, "body": "A door."}),
    "writeup:open": Tried("write-up", lambda one: {"id": one, "after": 0}),
    "writeup:leave": Tried("write-up", lambda one: {"id": one}),
    "writeup:cover": Tried("written", lambda one: {"text": one, "revision": 1, "start": 0, "end": 3}),
    "typing": Tried("dilemma", lambda one: {"dilemma": one, "on": True}),
}


def ask(line: Any, name: str, given: dict[str, Any]) -> dict[str, Any] | None:
    """Send an event and return its answer, None where there is no connection."""
    if line is None:
        return None
    answer: dict[str, Any] = line.emit(name, given, namespace=live.NAMESPACE, callback=True)
    return answer


def cell(answer: dict[str, Any]) -> str:
    """Return how an answer reads in the table."""
    code = "ok" if answer["ok"] else answer["code"]
    return _SHORT.get(code, code)


def table(rows: dict[tuple[str, str], dict[str, str]]) -> str:
    """Return the table: a row per event and thing, a column per person."""
    wide = max(len(thing) for _, thing in rows) + 4
    lines, last = [LEGEND, (" " * wide + " ".join(f"{name:<9}" for name in COLUMNS)).rstrip()], ""
    for (name, thing), cells in rows.items():
        if name != last:
            lines += ["", name]
            last = name
        lines.append(f"  {thing:<{wide - 2}}" + " ".join(f"{cells[who]:<9}" for who in COLUMNS).rstrip())
    return "\n".join(lines) + "\n"
