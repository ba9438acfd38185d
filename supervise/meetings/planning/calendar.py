"""Meetings as a calendar file (RFC 5545): when, and a link; no name of a group, no person, nothing of a case. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TITLE = "Supervise: a meeting"
BEHIND = "What is planned stands behind the link, once you are signed in."
CONTENT_TYPE = "text/calendar; charset=utf-8"

_WIDEST = 75
"""Octets in a line before it is folded, without the end of the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar knows it; `revision` grows with each change, so that the newer one holds."""

    uid: str
    starts_at: datetime
    minutes: int
    changed_at: datetime
    revision: int
    cancelled: bool
    link: str


def as_calendar(entries: Iterable[Entry], name: str = "Supervise") -> str:
    """Return meetings as the text of a calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Supervise//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for one in entries:
        lines += _entry(one)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(words: str) -> str:
    """Return words as a text value: what has a meaning of its own there is marked, line ends are written out."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which ends inside a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        more = len(sign.encode("utf-8"))
        if size + more > _WIDEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + more
    return "\r\n".join([*pieces, piece])


def _entry(one: Entry) -> Sequence[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(one.uid)}",
        f"DTSTAMP:{_moment(one.changed_at)}",
        f"LAST-MODIFIED:{_moment(one.changed_at)}",
        f"SEQUENCE:{one.revision}",
        f"DTSTART:{_moment(one.starts_at)}",
        f"DTEND:{_moment(one.starts_at + timedelta(minutes=one.minutes))}",
        f"SUMMARY:{escaped(TITLE)}",
        f"DESCRIPTION:{escaped(BEHIND)}",
        f"URL:{one.link}",
        f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _moment(moment: datetime) -> str:
    """Return a moment in UTC: each calendar shows it in its own zone, whatever the clocks do."""
    return f"{moment:%Y%m%dT%H%M%SZ}"
