"""When meetings of a series fall: by the wall clock of a zone, so that they stay at the same hour all year. Pure."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from supervise.core import clock
from supervise.meetings.models import Every

LAST = 5
"""The fifth of a weekday in a month is there in some months only, so it stands for the last one."""

_DAYS = {Every.WEEKLY: 7, Every.FORTNIGHTLY: 14}


def moments(first: datetime, every: Every | None, times: int, zone: str) -> list[datetime]:
    """Return when the meetings of a series begin, the first included; only that one where nothing comes round.

    A time that a zone's clocks leave out in spring falls an hour later there.
    """
    if every is None:
        return [first]
    shown = clock.in_zone(first, zone)
    days = [_day(shown.date(), every, number) for number in range(1, times)]
    return [first, *(clock.at_wall_time(_on(day, shown), zone) for day in days)]


def moved(moment: datetime, days: int, to: datetime, zone: str) -> datetime:
    """Return a moment moved by whole days to the hour at which another stands on a zone's wall clock."""
    day = clock.in_zone(moment, zone).date() + timedelta(days=days)
    return clock.at_wall_time(_on(day, clock.in_zone(to, zone)), zone)


def which_weekday(day: date) -> int:
    """Return which of its weekday in the month a day is: 1 to 4, or 5 for the last."""
    return (day.day - 1) // 7 + 1


def _day(first: date, every: Every, number: int) -> date:
    if every in _DAYS:
        return first + timedelta(days=_DAYS[every] * number)
    months = first.month - 1 + number
    return _same_weekday(first.year + months // 12, months % 12 + 1, first)


def _same_weekday(year: int, month: int, like: date) -> date:
    start, length = monthrange(year, month)
    day = 1 + (like.weekday() - start) % 7 + 7 * (which_weekday(like) - 1)
    return date(year, month, day if day <= length else day - 7)


def _on(day: date, shown: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, shown.hour, shown.minute)  # noqa: DTZ001  a wall clock's reading
