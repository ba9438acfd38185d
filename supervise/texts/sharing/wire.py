"""What travels between those who write together, read strictly: Yjs updates (version 1) and state vectors.

Only plain words may be in an update, in the one place there is, next to what is known already: whatever else somebody
sends is refused before it comes near the library that merges.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervise.core.errors import Invalid

PLACE = "words"
"""The name of the one shared text in a document."""

NOT_READ = "What was sent cannot be read, so nothing was changed. Open the page again; your words stay in the box."
_MOST = 2**53
_ITEM, _NEXT_TO, _BEFORE, _IN_MAP = 0x1F, 0x80, 0x40, 0x20
_GONE_WHOLE, _GONE, _WORDS = 0, 1, 4

Known = Mapping[int, int]
"""How much is known of each writer: the number that their next piece has."""


@dataclass
class Update:
    """What somebody adds and takes away; `adds` names from and to which number of each writer."""

    data: bytes
    adds: dict[int, tuple[int, int]] = field(default_factory=dict)
    beside: list[tuple[int, int]] = field(default_factory=list)
    removes: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def fits(self, known: Known) -> bool:
        """Tell whether it goes on from what is known, so that nothing of it would have to wait for something else."""
        after = {**known, **{writer: max(known.get(writer, 0), end) for writer, (_, end) in self.adds.items()}}
        goes_on = all(start <= known.get(writer, 0) for writer, (start, _) in self.adds.items())
        return goes_on and all(number < after.get(writer, 0) for writer, number in (*self.beside, *self.removes))


class _Reader:
    """Numbers and strings as lib0 writes them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise Invalid(NOT_READ)
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        found = shift = 0
        while True:
            one = self.byte()
            found |= (one & 0x7F) << shift
            shift += 7
            if found >= _MOST or shift > 63:
                raise Invalid(NOT_READ)
            if one < 0x80:
                return found

    def words(self) -> str:
        size = self.number()
        raw = self.data[self.at : self.at + size]
        self.at += size
        try:
            said = raw.decode()
        except UnicodeDecodeError:
            raise Invalid(NOT_READ) from None
        if len(raw) != size:
            raise Invalid(NOT_READ)
        return said

    def end(self) -> None:
        if self.at != len(self.data):
            raise Invalid(NOT_READ)


def read_update(data: bytes) -> Update:
    """Read an update; raise Invalid where it is none, or holds anything but words."""
    found, reader = Update(data), _Reader(data)
    for _ in range(reader.number()):
        pieces, writer, start = reader.number(), reader.number(), reader.number()
        if writer in found.adds:
            raise Invalid(NOT_READ)
        number = start
        for _ in range(pieces):
            number += _piece(reader, found)
        found.adds[writer] = (start, number)
    for _ in range(reader.number()):
        writer = reader.number()
        for _ in range(reader.number()):
            first, many = reader.number(), reader.number()
            if many < 1 or first + many >= _MOST:
                raise Invalid(NOT_READ)
            found.removes.append((writer, first + many - 1))
    reader.end()
    return found


def read_vector(data: bytes) -> Known:
    """Read how much somebody has of each writer; raise Invalid where it is nothing of the kind."""
    reader = _Reader(data)
    found = {reader.number(): reader.number() for _ in range(reader.number())}
    reader.end()
    return found


def nothing_of(writers: Mapping[int, int]) -> bytes:
    """Return the update that takes away all that some writers have written, up to a number of each."""
    parts = [_number(0), _number(len(writers))]
    for writer, many in sorted(writers.items()):
        parts += [_number(writer), _number(1), _number(0), _number(many)]
    return b"".join(parts)


def length(words: str) -> int:
    """Return how long words are as they are numbered: in units of UTF-16."""
    return len(words.encode("utf-16-le")) // 2


def _piece(reader: _Reader, found: Update) -> int:
    """Read one piece, and return how many numbers it takes."""
    info = reader.byte()
    content = info & _ITEM
    if content == _GONE_WHOLE:
        return _at_least_one(reader.number())
    if info & _NEXT_TO:
        found.beside.append((reader.number(), reader.number()))
    if info & _BEFORE:
        found.beside.append((reader.number(), reader.number()))
    if not info & (_NEXT_TO | _BEFORE) and (info & _IN_MAP or reader.number() != 1 or reader.words() != PLACE):
        raise Invalid(NOT_READ)
    if content == _GONE:
        return _at_least_one(reader.number())
    if content == _WORDS:
        said = reader.words()
        found.words.append(said)
        return _at_least_one(length(said))
    raise Invalid(NOT_READ)


def _at_least_one(many: int) -> int:
    if many < 1:
        raise Invalid(NOT_READ)
    return many


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
