"""What a person changes about their own account."""

from sqlalchemy import select

from supervise.accounts import pacing, passwords, queries
from supervise.accounts.actions import ending
from supervise.accounts.actions.opening import checked_name
from supervise.accounts.events import Ending, NameChanged, PasswordChanged
from supervise.accounts.models import Account, SignIn
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id


def change_name(actor: Actor, name: str) -> None:
    """Go by another name from now on; raises Invalid (field `name`)."""
    called = checked_name(name)
    with transaction():
        account = queries.own_account(actor)
        if account.name != called:
            account.name = called
            publish(NameChanged(actor.account_id, actor.account_id))


def change_zone(actor: Actor, zone: str) -> None:
    """Read times in another zone from now on; raises Invalid (field `zone`) where there is no such zone."""
    if not clock.is_zone(zone):
        raise Invalid(fields={"zone": ["Choose a time zone from the list, like Europe/London."]})
    with transaction():
        queries.own_account(actor).zone = zone


def show_present(actor: Actor, *, shown: bool) -> None:
    """Let others in a thread see, or not see, that one has its page open; never when one was last there."""
    with transaction():
        queries.own_account(actor).shown_present = shown


def confirm_password(actor: Actor, sign_in_id: Id, password: str) -> None:
    """Make sure that it is the person who asks for something that cannot be taken back.

    Raises Invalid (field `password`) for a wrong one, TooFast after too many. To be called with no transaction open.
    """
    kept = queries.own_account(actor).password_hash
    session().rollback()
    with pacing.attempt([("sign-in-account", f"session {sign_in_id}")]) as failed:
        if not passwords.check(password, kept).right:
            failed()
            raise Invalid(fields={"password": ["That is not your password."]})


def change_password(actor: Actor, sign_in_id: Id, old: str, new: str) -> None:
    """Change the password and end all other sessions.

    Raises Invalid (fields `old`, `password`), TooFast after too many wrong ones.
    """
    account = queries.own_account(actor)
    kept, address, name = account.password_hash, account.email, account.name
    session().rollback()
    with pacing.attempt([("sign-in-account", f"session {sign_in_id}")]) as failed:
        if not passwords.check(old, kept).right:
            failed()
            raise Invalid(fields={"old": ["That is not your password now."]})
    fresh = passwords.hashed(new, address, name)
    with transaction() as db:
        still = db.scalar(select(Account).where(Account.id == actor.account_id, Account.password_hash == kept))
        if still is None:
            raise Invalid(fields={"old": ["The password was changed in the meantime."]})
        still.password_hash = fresh
        others = (SignIn.account_id == actor.account_id, SignIn.id != sign_in_id)
        ending.end(db, *others, cause=Ending.PASSWORD, by=actor.account_id)
        publish(PasswordChanged(actor.account_id, actor.account_id, by_link=False))
