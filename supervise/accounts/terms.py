"""How long things last: sessions, links, and what counts as activity."""

from dataclasses import dataclass
from datetime import timedelta

SESSION = timedelta(hours=12)
"""The longest that a session lasts, however busy it is."""

LAPSED = timedelta(days=7)
"""For so long after its end a session's browser is asked for the password only, and what was written there goes on."""

TOUCH = timedelta(seconds=30)
"""Activity is written down at most this often."""

PASSWORD_LINK = timedelta(hours=1)
OPENING_LINK = timedelta(days=7)
FIRST_OWNER_LINK = timedelta(hours=24)

KEPT_AFTER_END = timedelta(days=30)
"""Ended sessions and dead links are forgotten after this."""


@dataclass
class _Terms:
    idle: timedelta = timedelta(minutes=15)


_terms = _Terms()


def lock_after(idle: timedelta) -> None:
    """Say how long a session may be idle before it locks."""
    _terms.idle = idle


def idle() -> timedelta:
    """Return how long a session may be idle before it locks."""
    return _terms.idle
