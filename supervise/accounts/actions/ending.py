"""How sessions end: one way for all causes, inside the transaction that ends them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from supervise.accounts.events import Ending, SessionEnded
from supervise.accounts.models import SignIn
from supervise.core import clock
from supervise.core.db import publish
from supervise.core.ids import Id


def end(db: Session, *which: ColumnElement[bool], cause: Ending, by: Id | None = None) -> Sequence[tuple[Id, Id]]:
    """End the sessions that `which` names and return the account and session of each."""
    found = db.scalars(select(SignIn).where(SignIn.ended_at.is_(None), *which)).all()
    for one in found:
        one.ended_at = clock.now()
        if cause is not Ending.SIGNED_OUT:
            publish(SessionEnded(one.account_id, by, one.id, cause))
    return [(one.account_id, one.id) for one in found]
