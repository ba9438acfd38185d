"""Tables as CSV that a spreadsheet shows and never carries out (SECURITY.md R21)."""

import csv
import io
from collections.abc import Iterable, Sequence

_CARRIED_OUT = ("=", "+", "-", "@", "\t", "\r")


def sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV, its first row the head; what a spreadsheet would take for a formula begins with '."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def harmless(cell: str) -> str:
    """Return a cell as text that no spreadsheet carries out."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_CARRIED_OUT) else cell
