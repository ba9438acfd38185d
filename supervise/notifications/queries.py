"""What the owner may know of e-mails: whether some could not be handed over, never which or to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervise.accounts.policy import may_run_installation
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.jobs import Job
from supervise.notifications import outgoing


@dataclass(frozen=True, slots=True)
class WayOut:
    """How e-mails fare: only written to files, and since when one could not be handed over (None: all were)."""

    to_files: bool
    stuck_since: datetime | None


def way_out_for(actor: Actor) -> WayOut:
    """Return how e-mails fare, for the owner; raises Missing for anybody else."""
    if not may_run_installation(actor):
        raise Missing
    stuck = (Job.kind == "e-mail", Job.done_at.is_(None), Job.attempts > 1)
    first = session().scalars(select(Job.due_at).where(*stuck).order_by(Job.due_at).limit(1)).first()
    return WayOut(outgoing.goes_to_files(), first)
