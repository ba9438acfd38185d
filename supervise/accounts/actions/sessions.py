"""Sessions while they last: activity, the idle lock, and ending them from elsewhere."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update

from supervise.accounts import pacing, passwords, policy, terms
from supervise.accounts.actions import ending
from supervise.accounts.events import Ending, SessionLocked, SessionUnlocked
from supervise.accounts.models import Account, OneTimeLink, SignIn
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing, SignedOut
from supervise.core.ids import Id

WRONG = "That is not the password of this account."


def touch(sign_in_id: Id) -> None:
    """Note that the person is there; a session that is locked or past its time stays so."""
    now = clock.now()
    with transaction() as db:
        db.execute(
            update(SignIn)
            .where(
                SignIn.id == sign_in_id,
                SignIn.ended_at.is_(None),
                SignIn.locked_at.is_(None),
                SignIn.active_at > now - terms.idle(),
            )
            .values(active_at=now)
        )


def lock(actor: Actor, sign_in_id: Id) -> None:
    """Lock the session at hand until the password is given again."""
    with transaction() as db:
        mine = db.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == actor.account_id))
        if mine is None:
            raise Missing
        _lock(mine)


def unlock(sign_in_id: Id, password: str) -> None:
    """Let a locked session go on; raises Invalid (field `password`) for a wrong one, TooFast after too many."""
    row = (
        session()
        .execute(
            select(SignIn.account_id, Account.password_hash)
            .join(Account, Account.id == SignIn.account_id)
            .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), Account.deactivated_at.is_(None))
        )
        .first()
    )
    session().rollback()
    if row is None:
        raise SignedOut
    with pacing.attempt([("sign-in-account", f"session {sign_in_id}")]) as failed:
        if not passwords.check(password, row.password_hash).right:
            failed()
            raise Invalid(fields={"password": [WRONG]})
    with transaction() as db:
        now = clock.now()
        locked = db.get_one(SignIn, sign_in_id, populate_existing=True)
        if locked.ended_at is not None:
            raise SignedOut
        locked.locked_at, locked.active_at = None, now
        publish(SessionUnlocked(row.account_id, row.account_id, sign_in_id))


def end_session(actor: Actor, sign_in_id: Id) -> None:
    """End one of the actor's own sessions; raises Missing for another's."""
    with transaction() as db:
        owner_id = db.scalar(select(SignIn.account_id).where(SignIn.id == sign_in_id))
        if owner_id is None or not policy.may_end_session(actor, owner_id):
            raise Missing
        ending.end(db, SignIn.id == sign_in_id, cause=Ending.ENDED, by=actor.account_id)


def end_others(actor: Actor, keep: Id) -> Sequence[Id]:
    """End all of the actor's sessions but one; return those that ended."""
    with transaction() as db:
        others = (SignIn.account_id == actor.account_id, SignIn.id != keep)
        return [one for _, one in ending.end(db, *others, cause=Ending.ENDED, by=actor.account_id)]


def lock_idle() -> int:
    """Lock the sessions that have been idle for too long and end those past their time; return how many."""
    now = clock.now()
    quiet = or_(SignIn.active_at <= now - terms.idle(), SignIn.began_at <= now - terms.SESSION)
    due = session().scalars(select(SignIn.id).where(SignIn.ended_at.is_(None), SignIn.locked_at.is_(None), quiet))
    over = select(SignIn.id).where(SignIn.ended_at.is_(None), SignIn.began_at <= now - terms.SESSION)
    if not due.first() and not session().scalars(over).first():
        return 0
    with transaction() as db:
        ended = ending.end(db, SignIn.began_at <= now - terms.SESSION, cause=Ending.EXPIRED)
        idle = (SignIn.ended_at.is_(None), SignIn.locked_at.is_(None), SignIn.active_at <= now - terms.idle())
        locked = db.scalars(select(SignIn).where(*idle)).all()
        for one in locked:
            _lock(one)
        return len(ended) + len(locked)


def forget_old() -> None:
    """Forget sessions and links that ended long ago."""
    before = clock.now() - terms.KEPT_AFTER_END
    with transaction() as db:
        db.execute(delete(SignIn).where(or_(SignIn.ended_at < before, SignIn.began_at < before)))
        db.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < before))


def _lock(one: SignIn) -> None:
    if one.locked_at is None:
        one.locked_at = clock.now()
        publish(SessionLocked(one.account_id, one.id))
