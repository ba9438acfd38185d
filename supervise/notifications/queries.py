"""What the owner may know of e-mails: whether some could not be handed over, and whose address takes none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervise.accounts.models import Account
from supervise.accounts.policy import may_run_installation
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.jobs import Job
from supervise.notifications import outgoing
from supervise.notifications.models import ReturnedEmail


@dataclass(frozen=True, slots=True)
class WayOut:
    """How e-mails fare: only written to files; when a stuck one is tried again next; whether any was given up; whose
    address takes none.
    """

    to_files: bool
    next_try: datetime | None
    given_up: bool
    returned: Sequence[Account]


def way_out_for(actor: Actor) -> WayOut:
    """Return how e-mails fare, for the owner; raises Missing for anybody else."""
    if not may_run_installation(actor):
        raise Missing
    db = session()
    stuck = (Job.kind == "e-mail", Job.done_at.is_(None), Job.attempts > 0, Job.claimed_until.is_(None))
    next_try = db.scalar(select(Job.due_at).where(*stuck, Job.given_up_at.is_(None)).order_by(Job.due_at).limit(1))
    given_up = db.scalar(select(Job.id).where(*stuck, Job.given_up_at.is_not(None)).limit(1)) is not None
    marked = select(Account).join(ReturnedEmail, ReturnedEmail.account_id == Account.id).order_by(Account.email)
    return WayOut(outgoing.goes_to_files(), next_try, given_up, db.scalars(marked).all())


def is_returned(account_id: Id) -> bool:
    """Tell whether a person's address takes no e-mail."""
    return session().get(ReturnedEmail, account_id) is not None
