"""What is said of planned meetings on pages."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from supervise.core import clock
from supervise.meetings.models import Every, ItemKind, Meeting, Talk
from supervise.meetings.planning.series import LAST, which_weekday

TALKS: Mapping[Talk, str] = {Talk.ALOUD: "Aloud", Talk.WRITING: "In writing"}
TALKS_EXPLAINED: Mapping[Talk, str] = {
    Talk.ALOUD: "In a room or on a call. The screen keeps the phases and the time; writing is one press away.",
    Talk.WRITING: "Everybody writes, in the same order and with the same time.",
}
EVERY: Mapping[Every, str] = {
    Every.WEEKLY: "every week",
    Every.FORTNIGHTLY: "every second week",
    Every.MONTHLY: "every month, on the same weekday",
}
KINDS: Mapping[ItemKind, str] = {
    ItemKind.CHECK_IN: "Check-in",
    ItemKind.CASE: "A case",
    ItemKind.PRACTICAL: "Practical matters",
    ItemKind.CHECK_OUT: "Check-out",
}
TO_BE_NAMED = "to be named"
_WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}


def on_day(moment: datetime, zone: str) -> str:
    """Return a moment's day as a person of a zone says it: 'Thursday 3 December 2026'."""
    return _said(clock.in_zone(moment, zone).date())


def from_to(meeting: Meeting, zone: str) -> str:
    """Return from when to when a meeting is, by a zone's clock; where it ends on another day, that day too."""
    begins = clock.in_zone(meeting.starts_at, zone)
    ends = clock.in_zone(meeting.starts_at + timedelta(minutes=meeting.minutes), zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%H:%M} on {_said(ends.date())}"
    return f"{begins:%H:%M} to {until}"


def said_in_full(meeting: Meeting, zone: str) -> str:
    """Return when a meeting is, by a zone's clock: 'Thursday 3 December 2026, 18:30 to 20:00'."""
    return f"{on_day(meeting.starts_at, zone)}, {from_to(meeting, zone)}"


def in_short(moment: datetime, zone: str) -> str:
    """Return a moment in a few words: 'Thu 3 Dec, 18:30'."""
    shown = clock.in_zone(moment, zone)
    return f"{shown:%a} {shown.day} {shown:%b}, {shown:%H:%M}"


def comes_round(every: Every, first: datetime, zone: str) -> str:
    """Return how a series comes round: 'every month, on the first Thursday'."""
    day = clock.in_zone(first, zone).date()
    if every is Every.MONTHLY:
        return f"every month, on the {_WHICH[which_weekday(day)]} {day:%A}"
    return f"{EVERY[every]}, on {day:%A}s"


def place_name(zone: str) -> str:
    """Return what a zone is called in a sentence."""
    return zone.replace("_", " ")


def _said(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
