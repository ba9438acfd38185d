"""Bytes of a SQLite file that belong to no row: found, and overwritten with zeros.

`secure_delete` zeroes a row where it stands when it goes. But whenever SQLite rebuilds a page to make room, the rows
of that page leave copies in its unused middle, and those outlive the row. VACUUM would take them away and hold every
writer up for as long as it copies the whole file; zeroing the unused bytes themselves takes a moment.

This runs as a program of its own, on the standard library alone, and never inside a process that has the database
open: closing a file there would drop the locks that SQLite holds on it. `scan FILE` writes the numbers of the pages
that keep something, as JSON. `wipe FILE` reads a JSON list of page numbers a line, zeroes what is unused in them and
answers with a line; whoever asks holds the database's write lock, and its journal is empty (`ops/compacting.py`).
The format of a page is that of sqlite.org/fileformat2.html, section 1.6.
"""

import json
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

AT_ONCE = 256
"""Pages that are read together."""

_TREE_PAGES = {2: 12, 5: 12, 10: 8, 13: 8}
"""The kinds of pages that hold rows, by their first byte, and how long their heads are."""
_FILE_HEAD = 100
_MOST_PAGES = 2 << 24
"""From here on the first byte of a page with the rest of a long row could be that of a page of rows."""

Span = tuple[int, int]


def unused(page: bytes, number: int, usable: int) -> list[Span] | None:
    """Return where a page holds nothing: its middle and the free blocks among its rows.

    An empty list for a page that holds no rows, None for one that makes no sense (half of it just being written).
    """
    at = _FILE_HEAD if number == 1 else 0
    if page[at] not in _TREE_PAGES:
        return []
    block, rows, content = struct.unpack_from(">HHH", page, at + 1)
    content = content or 65536
    start = at + _TREE_PAGES[page[at]] + 2 * rows
    if not start <= content <= usable:
        return None
    places = struct.unpack_from(f">{rows}H", page, start - 2 * rows)
    if any(not content <= place < usable for place in places):
        return None
    blocks = _free_blocks(page, block, content, usable)
    return None if blocks is None else [(start, content), *blocks]


def _free_blocks(page: bytes, block: int, content: int, usable: int) -> list[Span] | None:
    spans, after = [], content
    while block:
        if not after <= block <= usable - 4:
            return None
        following, size = struct.unpack_from(">HH", page, block)
        after = block + size
        if size < 4 or after > usable:
            return None
        spans.append((block + 4, after))
        block = following
    return spans


def keeps_something(page: bytes, number: int, usable: int) -> bool:
    """Tell whether unused bytes of a page are not zero; a page that makes no sense counts as such."""
    spans = unused(page, number, usable)
    return spans is None or any(page[start:end].strip(b"\0") for start, end in spans)


def scan(file: Path) -> list[int]:
    """Return the numbers of the pages whose unused bytes are not zero."""
    with file.open("rb", buffering=0) as opened:
        size, usable = _sizes(opened.read(_FILE_HEAD))
        opened.seek(0)
        return [
            number
            for number, page in enumerate(_pages(opened.fileno(), size), 1)
            if keeps_something(page, number, usable)
        ]


def wipe(handle: int, numbers: list[int]) -> int:
    """Zero what is unused in some pages of a file that nobody writes to; return in how many of them."""
    size, usable = _sizes(os.pread(handle, _FILE_HEAD, 0))
    wiped = 0
    for number in numbers:
        at = (number - 1) * size
        page = os.pread(handle, size, at)
        spans = unused(page, number, usable) if len(page) == size else None
        kept = [(start, end) for start, end in spans or () if page[start:end].strip(b"\0")]
        for start, end in kept:
            os.pwrite(handle, bytes(end - start), at + start)
        wiped += bool(kept)
    os.fsync(handle)
    return wiped


def _sizes(head: bytes) -> tuple[int, int]:
    """Return how long a page is, and how much of it is in use for rows at all."""
    (size,) = struct.unpack_from(">H", head, 16)
    size = 65536 if size == 1 else size
    if struct.unpack_from(">I", head, 28)[0] >= _MOST_PAGES:
        raise SystemExit("The file is too long to be worked through page by page.")
    return size, size - head[20]


def _pages(handle: int, size: int) -> Iterator[bytes]:
    while many := os.read(handle, size * AT_ONCE):
        yield from (many[at : at + size] for at in range(0, len(many) - size + 1, size))


def main(verb: str, name: str) -> None:
    """Carry out one verb on a file."""
    if verb == "scan":
        os.nice(10)
        sys.stdout.write(json.dumps(scan(Path(name))) + "\n")
        return
    handle = os.open(name, os.O_RDWR)
    try:
        for line in sys.stdin:
            sys.stdout.write(f"{wipe(handle, json.loads(line))}\n")
            sys.stdout.flush()
    finally:
        os.close(handle)


if __name__ == "__main__":
    main(*sys.argv[1:3])
