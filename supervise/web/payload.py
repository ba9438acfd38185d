"""What a live event may carry: each field by name with a check; a wrong shape becomes one clear answer."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from supervise.core.errors import Invalid
from supervise.core.ids import is_id
from supervise.web.forms import clean

Check = Callable[[Any], Any]
_KEY = re.compile(r"[0-9a-fA-F-]{8,40}")
_ABSENT = object()


class Wrong(ValueError):
    """A value that does not fit; its message is the sentence for the person."""


def read(data: object, shape: Mapping[str, Check]) -> dict[str, Any]:
    """Return the named fields of an event, checked; other fields are left aside. Raises Invalid."""
    if not isinstance(data, dict):
        raise Invalid("This event carries one object with its fields.")
    found: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, check in shape.items():
        try:
            found[name] = check(data.get(name, _ABSENT))
        except Wrong as why:
            wrong[name] = [str(why)]
    if wrong:
        raise Invalid(fields=wrong)
    return found


def optional(check: Check, otherwise: Any = None) -> Check:
    """Let a field be left out or null."""

    def checked(value: Any) -> Any:
        return otherwise if value is _ABSENT or value is None else check(value)

    return checked


def ident(value: Any) -> str:
    """An identifier of ours."""
    if not is_id(value):
        raise Wrong("This does not name anything here.")
    return str(value)


def key(value: Any) -> str:
    """A key that the client made: a UUID."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Wrong("A key is a UUID made by the client.")
    return value.lower()


def number(value: Any) -> int:
    """A whole number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise Wrong("This must be a whole number.")
    return value


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong("This must be true or false.")
    return value


def words(most: int) -> Check:
    """Words, at least one, at most `most` characters."""

    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("Words are missing here.")
        plain = clean(value).strip()
        if not plain:
            raise Wrong("There are no words yet.")
        if len(plain) > most:
            raise Wrong(f"At most {most:,} characters; nothing was cut, please shorten it.")
        return plain

    return check


def one_of(kind: type[StrEnum]) -> Check:
    """One of the names of an enumeration."""

    def check(value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in set(kind):
            raise Wrong(f"This must be one of {', '.join(kind)}.")
        return kind(value)

    return check


def list_of(check: Check, most: int) -> Check:
    """A list of things of one kind, at most `most` of them."""

    def checked(value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) > most:
            raise Wrong(f"This must be a list of at most {most}.")
        return [check(one) for one in value]

    return checked


def fields(shape: Mapping[str, Check]) -> Check:
    """An object with named fields."""

    def checked(value: Any) -> dict[str, Any]:
        try:
            return read(value, shape)
        except Invalid as why:
            raise Wrong(why.message) from why

    return checked
