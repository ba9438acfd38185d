"""What may be read of accounts and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from supervise.accounts import addresses, policy, terms
from supervise.accounts.models import Account, SignIn
from supervise.core import clock
from supervise.core.actor import Actor, Viewer
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id, fingerprint


@dataclass(frozen=True, eq=False)
class Present(Viewer):
    """The person who is asking, and since when."""

    began_at: datetime
    active_at: datetime

    def remaining(self) -> timedelta:
        """Return how long until this session locks if nothing more is done."""
        locks_at = min(self.active_at + terms.idle(), self.began_at + terms.SESSION)
        return max(locks_at - clock.now(), timedelta())


_SIGNED_IN = (
    select(SignIn.id, SignIn.began_at, SignIn.active_at, SignIn.locked_at, Account)
    .join(Account, Account.id == SignIn.account_id)
    .where(
        SignIn.fingerprint == bindparam("fingerprint"),
        SignIn.ended_at.is_(None),
        SignIn.began_at > bindparam("after"),
        Account.deactivated_at.is_(None),
    )
)
"""Put together once, since every request and every event asks it."""


def viewer_for(secret: str) -> Present | None:
    """Return whose session a cookie's secret opens, `locked` where it waits for the password, or None where it ended.

    One query. A session ends by itself after terms.SESSION and locks after terms.idle() without activity.
    """
    now = clock.now()
    found = session().execute(_SIGNED_IN, {"fingerprint": fingerprint(secret), "after": now - terms.SESSION}).first()
    if found is None:
        return None
    sign_in_id, began_at, active_at, locked_at, account = found
    return Present(
        actor=actor_of(account),
        sign_in_id=sign_in_id,
        secret=secret,
        locked=locked_at is not None or active_at <= now - terms.idle(),
        began_at=began_at,
        active_at=active_at,
    )


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A session that ended only because its time was up, and whose it was."""

    name: str
    email: str


def lapsed_for(secret: str) -> Lapsed | None:
    """Return whose session a cookie's secret opened until its time was up; None where it ended in another way."""
    now = clock.now()
    found = (
        session()
        .execute(
            select(Account.name, Account.email, SignIn.began_at, SignIn.ended_at)
            .join(SignIn, Account.id == SignIn.account_id)
            .where(
                SignIn.fingerprint == fingerprint(secret),
                SignIn.began_at <= now - terms.SESSION,
                SignIn.began_at > now - terms.SESSION - terms.LAPSED,
                Account.deactivated_at.is_(None),
            )
        )
        .first()
    )
    if found is None or _ended_early(found.began_at, found.ended_at):
        return None
    return Lapsed(found.name, found.email)


def was_ended(secret: str) -> bool:
    """Tell whether the session that a cookie's secret opened was ended by somebody, and not only by its time."""
    found = (
        session()
        .execute(
            select(SignIn.began_at, SignIn.ended_at, Account.deactivated_at)
            .join(Account, Account.id == SignIn.account_id)
            .where(SignIn.fingerprint == fingerprint(secret))
        )
        .first()
    )
    return found is not None and (found.deactivated_at is not None or _ended_early(found.began_at, found.ended_at))


def _ended_early(began_at: datetime, ended_at: datetime | None) -> bool:
    return ended_at is not None and ended_at < began_at + terms.SESSION


def actor_of(account: Account) -> Actor:
    """Return the actor that an account acts as."""
    return Actor(account.id, account.name, account.owner, account.zone)


def account_with(email: str) -> Account | None:
    """Return the account that has an address, or None; for what happens inside and at the command line."""
    return session().scalar(select(Account).where(func.lower(Account.email) == addresses.tidy(email)))


def account_named(account_id: str) -> Account | None:
    """Return the account with an id, for what happens inside (an e-mail about to be sent, say)."""
    return session().get(Account, account_id)


def has_real_owner() -> bool:
    """Tell whether somebody runs this installation for real (not of the demonstration practice)."""
    real = (Account.owner.is_(True), Account.demonstration.is_(False), Account.deactivated_at.is_(None))
    return session().scalar(select(Account.id).where(*real).limit(1)) is not None


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One of a person's sessions, as their settings show it."""

    id: Id
    device: str
    began_at: datetime
    active_at: datetime
    locked: bool


def sessions_of(actor: Actor) -> Sequence[SessionShown]:
    """Return the actor's sessions that have not ended, the most recently used first."""
    now = clock.now()
    rows = session().scalars(
        select(SignIn)
        .where(SignIn.account_id == actor.account_id, SignIn.ended_at.is_(None), SignIn.began_at > now - terms.SESSION)
        .order_by(SignIn.active_at.desc(), SignIn.id)
    )
    return [SessionShown(r.id, r.device, r.began_at, r.active_at, r.locked_at is not None) for r in rows]


def own_account(actor: Actor) -> Account:
    """Return the actor's own account; raises Missing once it is gone."""
    found = session().get(Account, actor.account_id)
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True, slots=True)
class PersonShown:
    """An account as the owner sees it: nothing of what the person does here."""

    id: Id
    name: str
    email: str
    owner: bool
    demonstration: bool
    deactivated: bool
    can_sign_in: bool


def people_for(actor: Actor) -> Sequence[PersonShown]:
    """Return all accounts by name, for the owner only; raises Missing for anybody else."""
    if not policy.may_run_installation(actor):
        raise Missing
    there = select(Account).where(Account.erased_at.is_(None))
    return [_shown(r) for r in session().scalars(there.order_by(func.lower(Account.name), Account.id))]


def person_for(actor: Actor, account_id: Id) -> PersonShown:
    """Return one account for the owner; raises Missing for anybody else, and where there is none."""
    found = session().get(Account, account_id) if policy.may_run_installation(actor) else None
    if found is None or found.erased_at is not None:
        raise Missing
    return _shown(found)


def others_who_run(account_id: Id) -> int:
    """Return how many others can sign in and run the installation."""
    can = (Account.owner.is_(True), Account.deactivated_at.is_(None), Account.id != account_id)
    return session().scalar(select(func.count()).select_from(Account).where(*can)) or 0


def _shown(account: Account) -> PersonShown:
    gone = account.deactivated_at is not None
    can = account.password_hash is not None and not gone
    return PersonShown(account.id, account.name, account.email, account.owner, account.demonstration, gone, can)


def demonstration_people() -> list[tuple[str, str]]:
    """Return the names and addresses of the demonstration practice's people, in the order of their making."""
    rows = session().execute(
        select(Account.name, Account.email).where(Account.demonstration).order_by(Account.created_at, Account.name)
    )
    return [(name, email) for name, email in rows]


def states_of(sign_in_ids: set[str]) -> dict[str, str]:
    """Return which of some sessions are `locked`, have `lapsed` or `ended`; those that are open are left out."""
    now = clock.now()
    rows = (
        session()
        .execute(
            select(
                SignIn.id, SignIn.active_at, SignIn.locked_at, SignIn.ended_at, SignIn.began_at, Account.deactivated_at
            )
            .join(Account, Account.id == SignIn.account_id)
            .where(SignIn.id.in_(sign_in_ids))
        )
        .all()
    )
    judged = dict.fromkeys(sign_in_ids, "ended")
    for row in rows:
        ended = row.deactivated_at is not None or _ended_early(row.began_at, row.ended_at)
        over = row.began_at <= now - terms.SESSION
        idle = row.locked_at is not None or row.active_at <= now - terms.idle()
        judged[row.id] = "ended" if ended else "lapsed" if over else "locked" if idle else "open"
    return {name: state for name, state in judged.items() if state != "open"}
