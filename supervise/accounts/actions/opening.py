"""Opening accounts: by invitation, by the owner or at the command line; there is no open sign-up."""

from sqlalchemy.exc import IntegrityError

from supervise.accounts import addresses, passwords, policy, queries
from supervise.accounts.events import AccountOpened
from supervise.accounts.models import Account
from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Collision, Invalid, Missing
from supervise.core.ids import Id, new_id

TAKEN = "There is an account with this address already."


def open_account(
    email: str,
    name: str,
    password: str | None = None,
    *,
    hashed: str | None = None,
    by: Id | None = None,
    owner: bool = False,
    demonstration: bool = False,
) -> Account:
    """Open an account; without a password it waits for a one-time link.

    Inside a transaction give `hashed` (from passwords.hashed, made before it) instead of `password`. `by` is
    the account that opens it. Raises Invalid with the fields `email`, `name` or `password`.
    """
    address, called = addresses.checked(email), checked_name(name)
    if password is not None:
        hashed = passwords.hashed(password, address, called)
    account = Account(
        id=new_id(),
        email=address,
        name=called,
        password_hash=hashed,
        owner=owner,
        demonstration=demonstration,
        created_at=clock.now(),
    )
    try:
        with transaction() as db:
            if queries.account_with(address) is not None:
                raise Invalid(fields={"email": [TAKEN]})
            db.add(account)
            db.flush()
            publish(AccountOpened(account.id, by, hashed is not None))
    except (IntegrityError, Collision):
        raise Invalid(fields={"email": [TAKEN]}) from None
    return account


def open_for(actor: Actor, email: str, name: str, *, owner: bool = False) -> Account:
    """Open an account as the owner; the person gets an e-mail with a link to set their password."""
    if not policy.may_run_installation(actor):
        raise Missing
    return open_account(email, name, owner=owner, by=actor.account_id)


def checked_name(name: str) -> str:
    """Return a person's name without needless spaces; raise Invalid where it is empty or too long."""
    called = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not called:
        raise Invalid(fields={"name": ["Give a name, as colleagues know it."]})
    if len(called) > limits.NAME:
        raise Invalid(fields={"name": [f"Use at most {limits.NAME} characters."]})
    return called
