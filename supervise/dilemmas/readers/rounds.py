"""What was kept of who had which thread open goes after six months."""

from datetime import timedelta

from sqlalchemy import delete

from supervise.core import clock
from supervise.core.db import transaction
from supervise.core.jobs import comes_round
from supervise.dilemmas.models import ReadersAsked, Reading

KEPT = timedelta(days=183)


@comes_round("old readings", timedelta(days=1))
def drop_old() -> None:
    """Delete visits, and who asked for them, that are older than six months."""
    with transaction() as db:
        db.execute(delete(Reading).where(Reading.last_at <= clock.now() - KEPT))
        db.execute(delete(ReadersAsked).where(ReadersAsked.at <= clock.now() - KEPT))
