"""Erasing an account: what told who the person was goes, an empty row stays where their seats point."""

from collections import Counter

from sqlalchemy import Column, delete, func, select

from supervise.accounts.actions import ending
from supervise.accounts.events import AccountErased, Ending
from supervise.accounts.models import Account, SignIn
from supervise.core import clock
from supervise.core.compacting import compact_soon
from supervise.core.db import Base, publish, session
from supervise.core.ids import Id

NOBODY = "a former member"


def erase_account(account: Account, by: Id | None, *, words: bool) -> Counter[str]:
    """Erase an account inside a transaction: name, address, password, settings, sessions, links; return what went.

    Their seats must have been left. `words` goes with the event: whether what they wrote went too.
    """
    db = session()
    sessions = db.scalar(select(func.count()).select_from(SignIn).where(SignIn.account_id == account.id)) or 0
    publish(AccountErased(account.id, by, words))
    ending.end(db, SignIn.account_id == account.id, cause=Ending.ERASED, by=by)
    db.flush()
    for column in _hanging_on_an_account():
        db.execute(delete(column.table).where(column == account.id))
    account.name, account.email, account.password_hash = NOBODY, f"erased-{account.id}", None
    account.owner, account.shown_present, account.zone = False, False, "UTC"
    account.erased_at = clock.now()
    account.deactivated_at = account.deactivated_at or account.erased_at
    db.flush()
    compact_soon()
    return Counter(account=1, session=sessions)


def _hanging_on_an_account() -> list[Column[str]]:
    """Return the columns of all tables, those of higher rungs too, whose rows would go with an account's own row."""
    keys = (key for table in Base.metadata.sorted_tables for key in table.foreign_keys)
    return [key.parent for key in keys if key.ondelete == "CASCADE" and key.column.table.name == "account"]
