"""A YAML document read field by field: whatever does not fit is said with the file and the line it stands in."""

import re
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from typing import TypeVar

import yaml

from supervise.core.errors import Invalid

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
LONGEST_SOURCE, LONGEST_NAME = 64_000, 40
_MOST = 60


class Unfit(Invalid):
    """A document that does not hold together; the message names it, the line, and what is wrong."""


class Node:
    """One place in a document: a value and where it stands."""

    def __init__(self, name: str, node: yaml.Node) -> None:
        self.name = name
        self._node = node

    @property
    def is_single(self) -> bool:
        """Whether one value stands here, and no list or named fields."""
        return isinstance(self._node, yaml.ScalarNode)

    def wrong(self, why: str) -> Unfit:
        """Return what is wrong here as an error that can be raised."""
        return Unfit(f"{self.name}, line {self._node.start_mark.line + 1}: {why}")

    def fields(self, known: Collection[str], needed: Collection[str] = ()) -> dict[str, "Node"]:
        """Return the named parts of a mapping; unknown, doubled and missing ones are wrong."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.wrong("this must have named fields")
        found: dict[str, Node] = {}
        for key, value in self._node.value:
            at, called = Node(self.name, key), str(key.value)
            if not isinstance(key, yaml.ScalarNode) or called not in known:
                raise at.wrong(f"there is no field '{called[:40]}'; there are {', '.join(sorted(known))}")
            if called in found:
                raise at.wrong(f"'{called}' stands here twice")
            found[called] = Node(self.name, value)
        for name in needed:
            if name not in found:
                raise self.wrong(f"'{name}' is missing")
        return found

    def items(self, fewest: int = 0, most: int = _MOST) -> list["Node"]:
        """Return the parts of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.wrong("this must be a list")
        if not fewest <= len(self._node.value) <= most:
            raise self.wrong(f"this must be a list of {fewest} to {most}")
        return [Node(self.name, one) for one in self._node.value]

    def words(self, most: int) -> str:
        """Return words, at least one, on one line however they are written."""
        found = " ".join(self._scalar().split())
        if not found or len(found) > most or not found.isprintable():
            raise self.wrong(f"this must be words, at most {most} characters")
        return found

    def name_of(self, longest: int = LONGEST_NAME) -> str:
        """Return a short name: small letters, digits, '-' and '_'."""
        found = self._scalar()
        plain = found.isascii() and found.replace("-", "").replace("_", "").isalnum() and found == found.lower()
        if not plain or len(found) > longest:
            raise self.wrong("this must be a short name of small letters, digits and hyphens")
        return found

    def number(self, least: int, most: int) -> int:
        """Return a whole number between two others."""
        found = self._scalar()
        if not (found.isascii() and found.isdigit()) or len(found) > 9 or not least <= int(found) <= most:
            raise self.wrong(f"this must be a whole number from {least} to {most}")
        return int(found)

    def flag(self) -> bool:
        """Return true or false."""
        found = self._scalar()
        if found not in {"true", "false"}:
            raise self.wrong("this must be true or false")
        return found == "true"

    def one_of(self, kind: type[E]) -> E:
        """Return one name of an enumeration."""
        found = self._scalar()
        if found not in set(kind):
            raise self.wrong(f"'{found[:40]}' is none of {', '.join(kind)}")
        return kind(found)

    def each(self, read: Callable[["Node"], T], fewest: int = 0, most: int = _MOST) -> tuple[T, ...]:
        """Return the parts of a list, each read the same way."""
        return tuple(read(one) for one in self.items(fewest, most))

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Return the names and values of a mapping, whatever they are called; none may stand twice."""
        if not isinstance(self._node, yaml.MappingNode) or len(self._node.value) > _MOST:
            raise self.wrong("this must have named fields")
        seen: set[str] = set()
        for key, value in self._node.value:
            at = Node(self.name, key)
            if not isinstance(key, yaml.ScalarNode) or str(key.value) in seen:
                raise at.wrong("each name may stand here once")
            seen.add(str(key.value))
            yield at, Node(self.name, value)

    def _scalar(self) -> str:
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.wrong("this must be a single value")
        return str(self._node.value)


def name_from(words: str) -> str:
    """Return the short name that words make, as `Node.name_of` reads it; an empty one where there is nothing Latin."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:LONGEST_NAME].strip("-")


def document(source: str, name: str) -> Node:
    """Return the one document of a YAML source; raise Unfit where it is none."""
    if len(source) > LONGEST_SOURCE:
        raise Unfit(f"{name}, line 1: this is longer than it needs to be")
    try:
        found = yaml.compose(source, Loader=yaml.SafeLoader)
    except RecursionError:
        raise Unfit(f"{name}, line 1: this is nested too deeply") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error, "problem", None) or "unreadable"
        raise Unfit(f"{name}, line {line}: this is not YAML ({why})") from None
    if found is None:
        raise Unfit(f"{name}, line 1: nothing stands here")
    return Node(name, found)
