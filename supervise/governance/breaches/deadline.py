"""The 72 hours: from when a breach is noticed to when the regulator has to know, if it has to.

UK GDPR (and EU GDPR) Article 33(1): without undue delay and, where feasible, within 72 hours of becoming aware, unless
a risk to people's rights and freedoms is unlikely; later, with the reasons for the delay. The hours run through nights
and weekends.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from supervise.governance.breaches.models import Breach, Risk

REPORT_WITHIN = timedelta(hours=72)


class Stage(StrEnum):
    """Where an entry stands with the 72 hours."""

    RUNNING = "running"
    OVERDUE = "overdue"
    REPORTED = "reported"
    REPORTED_LATE = "reported-late"
    NOT_NEEDED = "not-needed"


def due_at(breach: Breach) -> datetime:
    """Return when the regulator has to know at the latest."""
    return breach.noticed_at + REPORT_WITHIN


def stage_of(breach: Breach, now: datetime) -> Stage:
    """Return where an entry stands; what is reported counts before what is assessed."""
    if breach.reported_at is not None:
        return Stage.REPORTED if breach.reported_at <= due_at(breach) else Stage.REPORTED_LATE
    if breach.risk is Risk.NONE:
        return Stage.NOT_NEEDED
    return Stage.RUNNING if now <= due_at(breach) else Stage.OVERDUE
