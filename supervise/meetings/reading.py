"""Reading a format from its YAML, and saying in which line it does not hold together."""

from collections.abc import Callable, Mapping
from typing import Any

from supervise.core.documents import Node, document
from supervise.meetings.format import (
    BOTH_EXITS,
    Bells,
    Choice,
    End,
    Exit,
    Format,
    Kind,
    May,
    Mode,
    Part,
    Phase,
    Reveal,
    Stance,
)
from supervise.meetings.soundness import check

LONGEST_NAME, LONGEST_LINE, LONGEST_PARAGRAPH = 60, 200, 900
LEAST_SECONDS, MOST_SECONDS = 30, 4 * 60 * 60
MOST_PHASES, MOST_PROMPTS = 24, 12

_FORMAT = (
    "id", "version", "name", "line", "about", "fits", "care", "range", "roles", "frame", "phases", "async",
    "invariants",
)  # fmt: skip
_FORMAT_NEEDS = ("id", "version", "name", "line", "about", "range", "roles", "phases")
_PHASE = (
    "id", "title", "seconds", "min_s", "max_s", "presenter", "may", "mode", "reveal", "end", "skippable", "repeatable",
    "exits", "give_time_to", "prompts", "says", "does", "bells", "each", "holds", "rates", "chooses_for", "choices",
)  # fmt: skip
_PHASE_NEEDS = ("id", "title", "seconds", "presenter", "may")
_CHOICE = ("id", "title", "about", "prompts", "may", "mode", "reveal")


def read(source: str, name: str) -> Format:
    """Return the format that a YAML source describes; raise Unfit with file (`name`) and line otherwise."""
    return read_document(document(source, name))


def read_document(node: Node) -> Format:
    """Return the format that stands at a place of a document."""
    given = node.fields(_FORMAT, _FORMAT_NEEDS)
    sizes = given["range"].fields(("people", "minutes"), ("people", "minutes"))
    phases = given["phases"].items(1, MOST_PHASES)
    found = Format(
        id=given["id"].name_of(),
        version=given["version"].number(1, 10_000),
        name=given["name"].words(LONGEST_NAME),
        line=given["line"].words(LONGEST_LINE),
        about=given["about"].each(lambda one: one.words(LONGEST_PARAGRAPH), 1, 8),
        fits=_maybe(given, "fits", lambda one: one.words(LONGEST_LINE), ""),
        care=_maybe(given, "care", lambda one: one.words(LONGEST_LINE), ""),
        people=_between(sizes["people"], 2, 30),
        minutes=_between(sizes["minutes"], 1, 240),
        parts=given["roles"].each(lambda one: one.one_of(Part), 1, 10),
        frame=_maybe(given, "frame", Node.flag, False),
        phases=tuple(_phase(one) for one in phases),
        stages=_maybe(given, "async", _stages, {}),
        invariants=_maybe(given, "invariants", lambda one: one.each(lambda line: line.words(80), 0, 40), ()),
    )
    check(found, given, phases)
    return found


def _phase(node: Node) -> Phase:
    given = node.fields(_PHASE, _PHASE_NEEDS)
    seconds = given["seconds"].number(LEAST_SECONDS, MOST_SECONDS)
    presenter = given["presenter"].one_of(Stance)
    return Phase(
        id=given["id"].name_of(),
        title=given["title"].words(LONGEST_NAME),
        seconds=seconds,
        least=_maybe(given, "min_s", _time, max(LEAST_SECONDS, seconds // 2)),
        most=_maybe(given, "max_s", _time, min(MOST_SECONDS, seconds * 2)),
        presenter=presenter,
        may=_may(given["may"]),
        mode=_maybe(given, "mode", lambda one: one.one_of(Mode), Mode.FREE),
        reveal=_maybe(given, "reveal", lambda one: one.one_of(Reveal), Reveal.LIVE),
        end=_maybe(given, "end", lambda one: one.one_of(End), End.SOFT),
        skippable=_maybe(given, "skippable", Node.flag, False),
        repeatable=_maybe(given, "repeatable", Node.flag, False),
        exits=_maybe(given, "exits", lambda one: one.each(lambda way: way.one_of(Exit), 0, 2), exits_of(presenter)),
        give_time_to=_maybe(given, "give_time_to", lambda one: one.each(Node.name_of, 0, MOST_PHASES), ()),
        prompts=_maybe(given, "prompts", _prompts, ()),
        says=_maybe(given, "says", lambda one: one.words(LONGEST_LINE), ""),
        does=_maybe(given, "does", _does, {}),
        bells=_maybe(given, "bells", lambda one: one.one_of(Bells), None),
        each=_maybe(given, "each", lambda one: one.number(1, 20), None),
        holds=_maybe(given, "holds", _holds, {}),
        rates=_maybe(given, "rates", Node.name_of, None),
        chooses_for=_maybe(given, "chooses_for", Node.name_of, None),
        choices=_maybe(given, "choices", lambda one: one.each(_choice, 2, 20), ()),
    )


def exits_of(presenter: Stance) -> tuple[Exit, ...]:
    """Return a presenter's exits where nothing else is said; one who is away hears no fact to correct."""
    if presenter is Stance.AWAY:
        return (Exit.STOP,)
    return BOTH_EXITS if presenter in {Stance.SILENT, Stance.LISTENS_APART} else ()


def _choice(node: Node) -> Choice:
    given = node.fields(_CHOICE, ("id", "title", "about"))
    return Choice(
        id=given["id"].name_of(),
        title=given["title"].words(LONGEST_NAME),
        about=given["about"].words(LONGEST_PARAGRAPH),
        prompts=_maybe(given, "prompts", _prompts, ()),
        may=_maybe(given, "may", _may, None),
        mode=_maybe(given, "mode", lambda one: one.one_of(Mode), None),
        reveal=_maybe(given, "reveal", lambda one: one.one_of(Reveal), None),
    )


def _may(node: Node) -> May:
    return {part.one_of(Part): kinds.each(lambda one: one.one_of(Kind), 1, 15) for part, kinds in node.pairs()}


def _does(node: Node) -> Mapping[Part, str]:
    return {part.one_of(Part): words.words(LONGEST_LINE) for part, words in node.pairs()}


def _holds(node: Node) -> Mapping[Part, str]:
    return {part.one_of(Part): phase.name_of() for part, phase in node.pairs()}


def _stages(node: Node) -> Mapping[str, int]:
    return {phase.name_of(): _hours(hours) for phase, hours in node.pairs()}


def _hours(node: Node) -> int:
    words = node.words(8)
    number = words.removesuffix("h")
    if number == words or not (number.isascii() and number.isdigit()) or int(number) > 24 * 20:
        raise node.wrong("this must be hours, as in 24h, at most 480h")
    return int(number)


def _prompts(node: Node) -> tuple[str, ...]:
    return node.each(lambda one: one.words(LONGEST_LINE), 0, MOST_PROMPTS)


def _time(node: Node) -> int:
    return node.number(LEAST_SECONDS, MOST_SECONDS)


def _between(node: Node, least: int, most: int) -> tuple[int, int]:
    low, high = node.each(lambda one: one.number(least, most), 2, 2)
    if low > high:
        raise node.wrong("the smaller number comes first")
    return low, high


def _maybe(given: Mapping[str, Node], name: str, how: Callable[[Node], Any], otherwise: Any) -> Any:
    return how(given[name]) if name in given else otherwise
