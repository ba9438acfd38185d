"""The page about the live channel says what the code does, and no page is named that is not there."""

import re
from collections.abc import Iterator

import supervise.app  # noqa: F401  so that every event is known
from supervise.core.errors import Refusal
from supervise.core.rooms import Op
from supervise.meetings.room.commanding import Command
from supervise.texts.models import KeptReason
from supervise.web import live
from tests.house.source import ROOT, files, named, under

PAGE = (ROOT / "docs" / "live.md").read_text("utf-8")
SOURCE = [path.read_text("utf-8") for path in under("supervise/", suffix=".py")]
NAMED = re.compile(r"\b(?:docs/[\w-]+|[A-Z]{4,})\.md\b")
READ = {".py", ".js", ".md", ".html", ".txt"}
SENT = re.compile(r"(?:send_to_account\(\s*[^,]+|send_to_room\(.+|emit_here\(\s*[^,]+|emit\()[,\s]*\"(\w+)\"")


def table(heading: str) -> dict[str, list[str]]:
    """Return the rows of the first table after some words, by the name in their first cell."""
    rows = PAGE[PAGE.index(heading) :].split("| --- |", 1)[1].split("\n\n", 1)[0]
    cells = [
        [cell.strip() for cell in row.strip("|").split(" | ")] for row in rows.splitlines() if row.startswith("| `")
    ]
    return {first.strip("` |"): rest for first, *rest in cells}


def names_in(words: str) -> set[str]:
    return set(re.findall(r"`([\w:]+)`", words))


def test_every_event_that_is_heard_is_there_with_its_fields():
    told = table("## What a client sends")
    assert set(told) == set(live.events())
    for name, event in live.events().items():
        missing = set(event.takes) - names_in(told[name][0])
        assert not missing, f"{name} takes {sorted(missing)} as well"


def test_every_event_that_is_sent_is_there():
    told = set(table("## What the server sends"))
    sent = {name for text in SOURCE for name in SENT.findall(text)}
    assert sent <= told, sorted(sent - told)
    for name in told:
        assert any(f'"{name}"' in text for text in SOURCE), f"nobody sends {name}"


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield kind
    for one in kind.__subclasses__():
        yield from refusals(one)


def test_every_code_every_op_every_command_and_every_reason_is_there():
    assert {one.code for one in refusals()} == set(table("**Every event is answered**"))
    assert {*map(str, Op), "none", "ask"} == set(table("Opening a room takes"))
    assert set(map(str, Command)) <= names_in(PAGE)
    assert set(map(str, KeptReason)) <= names_in(PAGE)


def test_a_page_that_is_named_is_there():
    known = {named(one) for one in files()} | {one.name for one in files()}
    said = {
        (named(one), page) for one in files() if one.suffix in READ for page in NAMED.findall(one.read_text("utf-8"))
    }
    assert not {(where, page) for where, page in said if page not in known}
