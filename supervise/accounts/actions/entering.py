"""Signing in and out."""

from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import func, select

from supervise.accounts import addresses, pacing, passwords
from supervise.accounts.actions import ending
from supervise.accounts.events import Ending, SignedIn, SignedOut, SignInRefused
from supervise.accounts.models import Account, SignIn
from supervise.core import clock
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id, fingerprint, new_id, new_secret

REFUSED = "That address and password do not belong together. Please look at both again."


def sign_in(email: str, password: str, *, device: str, network: str, known_device: str | None = None) -> str:
    """Begin a session on a device and return its secret.

    `device` is how the session list names it, `network` where it asks from, `known_device` the key of a
    device on which this address has signed in before. Raises Invalid with one and the same sentence for an
    unknown address, a wrong password and a deactivated account, after the same work; TooFast after too many.
    """
    address = addresses.tidy(email)
    with pacing.attempt(pacing.keys(address, network, known_device)) as failed:
        kept = _kept(address)
        found = passwords.check(password, kept.password_hash)
        if kept.account_id is None or not found.right or not kept.open:
            failed()
            _refuse(kept.account_id)
    return begin_session(kept.account_id, device=device, checked=kept.password_hash, better_hash=found.better)


def begin_session(account_id: Id, *, device: str, checked: str | None = None, better_hash: str | None = None) -> str:
    """Begin a session for somebody who has shown who they are, and return its secret.

    `checked` is the hash that their password was compared with: if it is no longer kept, the answer is as to a
    wrong one. `better_hash` takes its place.
    """
    secret, now = new_secret(), clock.now()
    with transaction() as db:
        account = db.get_one(Account, account_id, populate_existing=True)
        if account.deactivated_at is not None or (checked is not None and account.password_hash != checked):
            raise Invalid(REFUSED)
        if better_hash is not None:
            account.password_hash = better_hash
        began = SignIn(
            id=new_id(),
            account_id=account_id,
            fingerprint=fingerprint(secret),
            device=device[:80],
            began_at=now,
            active_at=now,
        )
        db.add(began)
        publish(SignedIn(account_id, account_id, began.id))
    return secret


def sign_out(sign_in_id: Id) -> None:
    """End the session at hand; its secret is dead from here on, in every copy of the cookie."""
    with transaction() as db:
        ended = ending.end(db, SignIn.id == sign_in_id, cause=Ending.SIGNED_OUT)
        for account_id, _ in ended:
            publish(SignedOut(account_id, account_id, sign_in_id))


@dataclass(frozen=True, slots=True)
class _Kept:
    account_id: Id | None
    password_hash: str | None
    open: bool


def _kept(address: str) -> _Kept:
    row = (
        session()
        .execute(
            select(Account.id, Account.password_hash, Account.deactivated_at).where(
                func.lower(Account.email) == address
            )
        )
        .first()
    )
    session().rollback()  # hashing takes a while; no connection waits for it
    return _Kept(row.id, row.password_hash, row.deactivated_at is None) if row else _Kept(None, None, open=False)


def _refuse(account_id: Id | None) -> NoReturn:
    with transaction():
        publish(SignInRefused(account_id))
    raise Invalid(REFUSED)
