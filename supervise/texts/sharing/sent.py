"""What an open page sends of shared words, checked: base64 of an update, and of how much the page has."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from supervise.core.errors import Invalid
from supervise.core.ids import is_id
from supervise.texts.sharing.actions import Written
from supervise.texts.sharing.queries import NEW, Stand
from supervise.texts.sharing.wire import Update, read_update, read_vector
from supervise.web.forms import clean
from supervise.web.payload import Check, Wrong

MOST = 60_000
"""Characters of base64 that fit into one message."""


def update(value: Any) -> Update:
    """An update that holds nothing but words that a person types."""
    return update_of(MOST)(value)


def update_of(most: int) -> Callable[[Any], Update]:
    """Return the check of an update of at most so many characters of base64."""
    return lambda value: _update(value, most)


def _update(value: Any, most: int) -> Update:
    try:
        found = read_update(_bytes(value, most))
    except Invalid as why:
        raise Wrong(why.message) from why
    if any(clean(one) != one for one in found.words):
        raise Wrong("There are characters in this that no person types.")
    return found


def vector(value: Any) -> bytes:
    """How much of shared words a page has."""
    raw = _bytes(value)
    try:
        read_vector(raw)
    except Invalid as why:
        raise Wrong(why.message) from why
    return raw


def epoch(value: Any) -> str:
    """The name of the document that a page has."""
    if value != NEW and not is_id(value):
        raise Wrong("This does not name anything here.")
    return str(value)


def whole(most: int) -> Check:
    """Shared words as a whole, none too, at most `most` characters."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise Wrong(f"These must be words, at most {most:,} characters.")
        return clean(value)

    return check


def as_lacking(stood: Stand, has: bytes | None) -> dict[str, Any]:
    """Return what a page lacks that has this much of shared words, as the live channel carries it."""
    document = stood.document
    lacking = document.state if has is None else document.lacking(has)
    return {"epoch": stood.epoch, "update": _sent(lacking), "vector": _sent(document.vector)}


def as_told(written: Written) -> dict[str, Any]:
    """Return what was written in shared words, as the live channel carries it."""
    return {"epoch": written.epoch, "update": _sent(written.update), "vector": _sent(written.vector)}


def _sent(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _bytes(value: Any, most: int = MOST) -> bytes:
    if not isinstance(value, str) or len(value) > most:
        raise Wrong("This must be base64, and not too long.")
    try:
        return b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raise Wrong("This must be base64.") from None
