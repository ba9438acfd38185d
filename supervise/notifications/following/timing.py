"""When an e-mail may go: pure, in the person's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supervise.core import clock
from supervise.notifications.following.models import Pace

MORNING = 8
"""The hour of the person's clock at which the daily e-mail goes; the weekly one goes then on Mondays."""
SETTLED = timedelta(minutes=2)
"""Whoever has the page open reads what comes within this time, and needs no e-mail."""
APART = timedelta(hours=1)
"""Two e-mails 'at once' of one group are at least this far apart."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a person wishes to hear nothing: from one full hour to another, over midnight too; and while away."""

    quiet_from: int | None = None
    quiet_to: int | None = None
    away_until: datetime | None = None

    def are_quiet(self, now: datetime, zone: str) -> bool:
        """Tell whether nothing goes now."""
        if self.away_until is not None and now < self.away_until:
            return True
        if self.quiet_from is None or self.quiet_to is None or self.quiet_from == self.quiet_to:
            return False
        hour = clock.in_zone(now, zone).hour
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to


def looks_until(pace: Pace, now: datetime, zone: str, looked_at: datetime, told_at: datetime | None) -> datetime | None:
    """Return up to when to look for news for somebody now, given up to when that was done; None: not yet.

    At once: up to a moment ago, an hour after the last e-mail at the earliest. Daily and weekly: up to the newest
    morning, or Monday's, once.
    """
    if pace is Pace.AT_ONCE:
        return now - SETTLED if told_at is None or now - told_at >= APART else None
    morning = last_morning(now, zone, weekly=pace is Pace.WEEKLY)
    return morning if looked_at < morning else None


def last_morning(now: datetime, zone: str, *, weekly: bool) -> datetime:
    """Return the newest morning, or Monday morning, that has begun in a zone, in UTC."""
    local = clock.in_zone(now, zone)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0, fold=0)
    if local < morning:
        morning -= timedelta(days=1)
    if weekly:
        morning -= timedelta(days=morning.weekday())
    return morning.astimezone(UTC)
