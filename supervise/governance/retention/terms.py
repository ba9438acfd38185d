"""How long: a pure law of time. Months are counted on the calendar of the group's zone, days and hours as they pass."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from supervise.core import clock

_A_MOMENT = timedelta(milliseconds=1)
_NOON = 12


class Unit(StrEnum):
    """What a term is counted in; the letter by which it is kept."""

    HOURS = "h"
    DAYS = "d"
    MONTHS = "m"


_HOURS = {Unit.HOURS: 1, Unit.DAYS: 24, Unit.MONTHS: 24 * 30}


@dataclass(frozen=True, slots=True)
class Term:
    """How long something is kept after a moment; without a unit there is no end of its own."""

    unit: Unit | None = None
    count: int = 0

    @property
    def code(self) -> str:
        """The term as it is kept and sent: `m12`, `d30`, `h24`; `none` for no end of its own."""
        return f"{self.unit}{self.count}" if self.unit else "none"

    @property
    def hours(self) -> float:
        """About how many hours it is, to compare terms by; no end of its own is the longest of all."""
        return self.count * _HOURS[self.unit] if self.unit else float("inf")

    def is_shorter_than(self, other: "Term") -> bool:
        """Tell whether less is kept by this one."""
        return self.hours < other.hours

    def ends(self, start: datetime, zone: str) -> datetime | None:
        """Return the last moment, in UTC, at which what began at a moment is still kept; None for no end.

        A number of months ends with the day of that date in the zone, or with the last day of a shorter month.
        """
        if self.unit is None:
            return None
        if self.unit is not Unit.MONTHS:
            return start + timedelta(hours=self.count * _HOURS[self.unit])
        return end_of_date(months_after(clock.in_zone(start, zone).date(), self.count), zone)

    def latest_start(self, now: datetime, zone: str) -> datetime | None:
        """Return the latest beginning whose time is over now, the inverse of `ends`; None where none ever is."""
        if self.unit is None:
            return None
        if self.unit is not Unit.MONTHS:
            return now - timedelta(hours=self.count * _HOURS[self.unit]) - _A_MOMENT
        yesterday = clock.in_zone(now, zone).date() - timedelta(days=1)
        return end_of_date(_latest_before(yesterday, self.count), zone)


NO_END = Term()


def months(count: int) -> Term:
    """Return a term of calendar months."""
    return Term(Unit.MONTHS, count)


def days(count: int) -> Term:
    """Return a term of days of 24 hours."""
    return Term(Unit.DAYS, count)


def term_of(code: str) -> Term:
    """Return the term that a code names; raises ValueError where it names none."""
    return NO_END if code == NO_END.code else Term(Unit(code[:1]), int(code[1:]))


def months_after(day: date, count: int) -> date:
    """Return the same day of the month, a number of months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_date(day: date, zone: str) -> datetime:
    """Return the last moment, in UTC, of a date in a zone."""
    noon = datetime(day.year, day.month, day.day, _NOON, tzinfo=ZoneInfo(zone))
    return clock.end_of_day(noon.astimezone(UTC), zone)


def _latest_before(day: date, count: int) -> date:
    """Return the latest date that is, a number of months later, not after a day."""
    earlier = months_after(day.replace(day=1), -count)
    longest = monthrange(earlier.year, earlier.month)[1]
    ends_month = day.day == monthrange(day.year, day.month)[1]
    return earlier.replace(day=longest if ends_month else min(day.day, longest))
