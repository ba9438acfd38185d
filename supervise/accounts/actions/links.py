"""One-time links: to set a password, and to become the first owner. A link works once, and others of its kind die."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from supervise.accounts import addresses, passwords, queries, terms
from supervise.accounts.actions import ending
from supervise.accounts.actions.opening import open_account
from supervise.accounts.events import Ending, LinkMade, PasswordChanged, ResetAsked
from supervise.accounts.models import Account, LinkPurpose, OneTimeLink, SignIn
from supervise.core import clock, pace
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing, TooFast
from supervise.core.ids import Id, fingerprint, new_secret

DEAD = "This link has been used already or is too old. Ask for a new one."


def ask_reset(email: str, *, network: str = "") -> None:
    """Ask for an e-mail with a link to set a new password; what happens is the same for an unknown address.

    An address gets a few an hour at most, and a network may ask for a few dozen: TooFast beyond that.
    """
    pace.take("reset-network", network)
    often = _asked_often(email)
    with transaction():
        account = queries.account_with(email)
        known = account is not None and account.deactivated_at is None and not often
        publish(ResetAsked(account.id if account and known else None))


def _asked_often(email: str) -> bool:
    """Count one request for an address; too many get the usual answer and no e-mail."""
    try:
        pace.take("reset", fingerprint(addresses.tidy(email))[:32])
    except TooFast:
        return True
    return False


def make_link(email: str, *, by: Id | None = None) -> str:
    """Make a one-time link's secret for setting a new password, to be handed over; the person is told.

    Raises Missing where no account that can sign in has this address.
    """
    with transaction() as db:
        account = queries.account_with(email)
        if account is None or account.deactivated_at is not None:
            raise Missing("There is no account with this address, or it is deactivated.")
        publish(LinkMade(account.id, by))
        return _mint(db, LinkPurpose.PASSWORD, terms.PASSWORD_LINK, account.id)


def mint_reset(account_id: Id) -> str | None:
    """Make the secret of a link that an e-mail is about to carry; None where the account cannot sign in."""
    with transaction() as db:
        account = db.get(Account, account_id)
        if account is None or account.deactivated_at is not None:
            return None
        return _mint(db, LinkPurpose.PASSWORD, terms.PASSWORD_LINK, account_id)


def mint_opening(account_id: Id) -> str | None:
    """Make the secret of a new account's first link; None where it can sign in already, or no longer."""
    with transaction() as db:
        account = db.get(Account, account_id)
        if account is None or account.deactivated_at is not None or account.password_hash is not None:
            return None
        return _mint(db, LinkPurpose.OPENING, terms.OPENING_LINK, account_id)


def use_reset_link(secret: str, new_password: str) -> Id:
    """Set a new password by a one-time link, end all sessions of the account and return whose it is.

    Raises Invalid: without a field where the link is dead, with `password` where that cannot be used.
    """
    link = _living(secret, LinkPurpose.PASSWORD, LinkPurpose.OPENING)
    account = queries.account_named(link.account_id or "")
    if account is None or account.deactivated_at is not None:
        raise Invalid(DEAD)
    link_id, account_id, opening = link.id, account.id, link.purpose is LinkPurpose.OPENING
    own = (account.email, account.name)
    session().rollback()
    fresh = passwords.hashed(new_password, *own)
    with transaction() as db:
        _use(db, link_id)
        account = db.get_one(Account, account_id, populate_existing=True)
        if account.deactivated_at is not None or (opening and account.password_hash is not None):
            raise Invalid(DEAD)
        first, account.password_hash = account.password_hash is None, fresh
        kill_links(db, OneTimeLink.account_id == account_id)
        ending.end(db, SignIn.account_id == account_id, cause=Ending.PASSWORD, by=account_id)
        publish(PasswordChanged(account_id, account_id, by_link=True, first=first))
    return account_id


def is_living(secret: str, *purposes: LinkPurpose) -> bool:
    """Tell whether a link's secret would still work."""
    try:
        _living(secret, *purposes)
    except Invalid:
        return False
    return True


def make_first_owner_link() -> str | None:
    """Make the secret of the link by which the first owner sets up their practice; None once there is one."""
    with transaction() as db:
        if queries.has_real_owner():
            return None
        kill_links(db, OneTimeLink.purpose == LinkPurpose.FIRST_OWNER)
        return _mint(db, LinkPurpose.FIRST_OWNER, terms.FIRST_OWNER_LINK, None)


def open_first_owner(
    secret: str, email: str, name: str, password: str, *, then: Callable[[Account], None] = lambda _: None
) -> Account:
    """Open the first owner's account by the one-time link; the link is used up.

    `then` is done in the same transaction (the first group, say): if it fails, nothing has happened and the
    link still works. Raises Invalid: without a field where the link is dead, else with `email`, `name` or
    `password`, and whatever `then` raises.
    """
    link_id = _living(secret, LinkPurpose.FIRST_OWNER).id
    session().rollback()
    hashed = passwords.hashed(password, email, name)
    with transaction() as db:
        _use(db, link_id)
        if queries.has_real_owner():
            raise Invalid(DEAD)
        owner = open_account(email, name, hashed=hashed, owner=True)
        then(owner)
        return owner


def kill_links(db: Session, *which: ColumnElement[bool]) -> None:
    """Make links unusable."""
    db.execute(update(OneTimeLink).where(OneTimeLink.used_at.is_(None), *which).values(used_at=clock.now()))


def _mint(db: Session, purpose: LinkPurpose, lasts: timedelta, account_id: Id | None) -> str:
    secret, now = new_secret(), clock.now()
    db.add(
        OneTimeLink(
            purpose=purpose,
            account_id=account_id,
            fingerprint=fingerprint(secret),
            made_at=now,
            expires_at=now + lasts,
        )
    )
    return secret


def _living(secret: str, *purposes: LinkPurpose) -> OneTimeLink:
    found = session().scalar(
        select(OneTimeLink).where(
            OneTimeLink.fingerprint == fingerprint(secret),
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
    )
    if found is None:
        raise Invalid(DEAD)
    return found


def _use(db: Session, link_id: Id) -> None:
    """Use a link up; of two who try at once, one finds it dead."""
    now = clock.now()
    used = db.execute(
        update(OneTimeLink)
        .where(OneTimeLink.id == link_id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
        .values(used_at=now)
        .returning(OneTimeLink.id)
    )
    if used.first() is None:
        raise Invalid(DEAD)
