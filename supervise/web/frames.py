"""What goes over a WebSocket: the server's frames, and how much of a client's message is kept."""

import json
import re
from dataclasses import dataclass, field

from supervise.core import limits

KEPT = limits.MESSAGE_BYTES
LARGEST = 1024 * 1024
HEAD = 256

TOO_LONG = "That message is too long. Long texts are saved over the form."
NOT_TEXT = "That message was not text. Please try again."

NORMAL, PROTOCOL_ERROR, INVALID_TEXT, TOO_BIG, TRY_LATER = 1000, 1002, 1007, 1009, 1013


class _Newest:
    """The last message made into a frame: a broadcast asks for the same one once for each member."""

    __slots__ = ("pair",)

    def __init__(self) -> None:
        self.pair: tuple[str | bytes, bytes] = ("", b"\x81\x00")


_newest = _Newest()


def frame(message: str | bytes) -> bytes:
    """Return the frame that carries a message; the newest one is made once and shared."""
    known, made = _newest.pair
    if known is message:
        return made
    if isinstance(message, str):
        made = _with_header(0x81, message.encode("utf-8", "replace"))
    else:
        made = _with_header(0x82, bytes(message))
    _newest.pair = (message, made)
    return made


def pong(payload: bytes) -> bytes:
    """Return the answer to a ping."""
    return _with_header(0x8A, bytes(payload))


def closing(code: int) -> bytes:
    """Return the close frame with this code; codes that may not be sent become a frame without one."""
    if code in {1005, 1006, 1015}:
        return _with_header(0x88, b"")
    return _with_header(0x88, code.to_bytes(2, "big"))


def _with_header(first: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65536:
        return bytes((first, 126)) + size.to_bytes(2, "big") + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


@dataclass(frozen=True, slots=True)
class Unkept:
    """A message that was read to its end without being kept: its first characters, and why."""

    head: str
    why: str


class TooLarge(Exception):
    """A message goes beyond what is read at all."""


@dataclass(slots=True)
class Incoming:
    """One message while its pieces arrive: kept up to KEPT bytes, then only its beginning, to LARGEST."""

    size: int = 0
    parts: list[str] = field(default_factory=list)
    head: str | None = None
    binary: bool = False

    def add(self, piece: str | bytes | bytearray, last: bool) -> str | Unkept | None:
        """Take the next piece; with the last one, return the message, or Unkept if it was not kept."""
        if isinstance(piece, str):
            self.size += len(piece) if piece.isascii() else len(piece.encode())
            self._keep(piece)
        else:
            self.size += len(piece)
            self.binary, self.head = True, ""
        if self.size > LARGEST:
            raise TooLarge
        if not last:
            return None
        whole, head, binary = "".join(self.parts), self.head, self.binary
        self.size, self.parts, self.head, self.binary = 0, [], None, False
        if head is not None:
            return Unkept(head, NOT_TEXT if binary else TOO_LONG)
        if whole[:2] in {"45", "46"}:  # announces binary parts, which are never kept
            return Unkept(whole[:HEAD], NOT_TEXT)
        return whole

    def _keep(self, piece: str) -> None:
        if self.head is not None:
            return
        self.parts.append(piece)
        if self.size > KEPT:
            self.head = "".join(self.parts)[:HEAD]
            self.parts = []


_BARE = frozenset({"1", "2", "2probe", "3", "3probe", "5", "6"})


def is_engine_packet(message: str) -> bool:
    """Say whether engineio can take this message apart without tripping."""
    return message in _BARE or (message[:1] == "4" and message[1:2] in tuple("0123456"))


_EVENT = re.compile(
    r"4(?:2|5[0-9]{1,9}-)(?:(?P<namespace>/[\w.:/-]{0,100})(?:\?[^,]{0,100})?,)?(?P<id>[0-9]{1,15})(?=\[)"
)


def refusal(head: str, message: str) -> str | None:
    """Return the answer `invalid` to the event that begins like this; None if it asked for no answer."""
    found = _EVENT.match(head)
    if found is None:
        return None
    said = json.dumps([{"ok": False, "code": "invalid", "message": message}], separators=(",", ":"))
    namespace = f"{found['namespace']}," if found["namespace"] else ""
    return f"43{namespace}{found['id']}{said}"
