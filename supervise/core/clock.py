"""The one place that time comes from: UTC always, movable only by a test that asked for it at start."""

import time as _time
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Shift:
    """How far a test has moved the clock: a file that holds seconds, read when it changes."""

    file: Path | None = None
    _stamp: int = -1
    _seconds: float = 0.0

    def seconds(self) -> float:
        if self.file is None:
            return 0.0
        try:
            stamp = self.file.stat().st_mtime_ns
        except FileNotFoundError:
            return 0.0
        if stamp != self._stamp:
            self._seconds = float(self.file.read_text().strip() or 0)
            self._stamp = stamp
        return self._seconds


_shift = _Shift()


def follow(file: Path | None) -> None:
    """Let a test move this process's clock through a file of seconds; None gives the true time back."""
    _shift.file = file


def now() -> datetime:
    """Return the present moment, aware, in UTC, in whole milliseconds as it is stored and sent."""
    return from_millis(int((_time.time() + _shift.seconds()) * 1000))


def millis(moment: datetime) -> int:
    """Return a moment as whole milliseconds since 1970 UTC, the form in which times travel."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_millis(value: int) -> datetime:
    """Return the moment that a number of milliseconds since 1970 UTC names."""
    return _EPOCH + timedelta(milliseconds=value)


def wall_seconds() -> float:
    """Return the true seconds since 1970, for libraries that count so; no test moves it."""
    return _time.time()


def ticks() -> float:
    """Return seconds on a clock that only measures how long something took."""
    return _time.monotonic()


def pause(seconds: float) -> None:
    """Wait without holding others up (under greenlets others run meanwhile)."""
    _time.sleep(seconds)


def is_zone(name: str) -> bool:
    """Tell whether a name is a time zone of the IANA database."""
    return name in _known_zones()


@cache
def zones() -> list[str]:
    """Return the names of the zones that a person may choose from, in order."""
    return sorted(name for name in _known_zones() if "/" in name and not name.startswith(("Etc/", "posix/")))


@cache
def _known_zones() -> frozenset[str]:
    """Read them once: each time hundreds of files would be looked into."""
    return frozenset(available_timezones())


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return a moment as it reads on the wall clock of a zone."""
    return moment.astimezone(ZoneInfo(zone))


def start_of_day(day: date, zone: str) -> datetime:
    """Return the first moment, in UTC, of a day of the calendar in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def at_wall_time(shown: datetime, zone: str) -> datetime:
    """Return the moment, in UTC, at which a zone's wall clock shows a time; the first of two when clocks go back."""
    return shown.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def end_of_day(moment: datetime, zone: str) -> datetime:
    """Return the last moment, in UTC, of the day that a moment falls on in a zone."""
    day = in_zone(moment, zone)
    start = day.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    following = (start + timedelta(days=1, hours=3)).replace(hour=0)
    return following.astimezone(UTC) - timedelta(milliseconds=1)
