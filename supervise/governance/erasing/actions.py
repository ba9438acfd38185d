"""Erasing as a whole. What was written goes first, a part at a time, so that nobody who posts waits for it."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import func, select

from supervise.accounts import actions as accounts
from supervise.accounts import policy, queries
from supervise.accounts.models import Account
from supervise.core.actor import Actor
from supervise.core.db import database, session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import forget_room
from supervise.dilemmas.destroying import destroy_some_words_of, destroy_thread
from supervise.dilemmas.events import DilemmaErased
from supervise.dilemmas.holds.policy import may_be_destroyed
from supervise.dilemmas.holds.queries import holds_over, holds_over_group, holds_over_words_of, steady
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import group_room
from supervise.groups import actions as groups
from supervise.groups.models import Group, Member
from supervise.groups.queries import group_for_owner
from supervise.ops.compacting import compact
from supervise.texts.models import Draft
from supervise.writeups.destroying import holds_over as over_write_ups
from supervise.writeups.models import WriteUp

Removed = Counter[str]
"""How much of what went, by its kind in the singular; no words."""


def erase_own_account(actor: Actor, sign_in_id: Id, password: str, *, words: bool) -> Removed:
    """Erase the actor's own account, and with `words` all that they wrote; what went is counted by kind.

    Raises Invalid (field `password`) for a wrong one, TooFast, NotAllowed for the last owner, where a group would be
    left without a convenor, and with `words` where any of them are held. To be called with no transaction open.
    """
    accounts.confirm_password(actor, sign_in_id, password)
    return erase_account(actor, actor.account_id, words=words)


def erase_account_of(actor: Actor, account_id: Id, typed: str, *, words: bool) -> Removed:
    """Erase somebody's account as whoever runs the installation; `typed` is its address, so that it is no slip.

    Raises Missing for anybody else, Invalid (field `typed`), NotAllowed as above.
    """
    if queries.person_for(actor, account_id).email != typed.strip().lower():
        raise Invalid(fields={"typed": ["That is not the address of this account. Nothing was erased."]})
    return erase_account(actor, account_id, words=words)


def erase_account(actor: Actor | None, account_id: Id, *, words: bool) -> Removed:
    """Erase an account, without an actor from the command line; raises Missing, NotAllowed as above.

    The person is gone from their groups, and can do nothing more, before anything else is done.
    """
    by = actor.account_id if actor else None
    with transaction():
        account = _to_erase(actor, account_id)
        seats = _seats_of(account.id)
        if words:
            _free_of_holds(seats)
        gone = Counter(draft=_drafts_of([seat.id for seat in seats]))
        for seat in seats:
            groups.go_for_good(seat, seat.id if by == account.id else None)
        groups.forget_address(account)
    if words:
        gone += step_by_step(lambda: destroy_some_words_of([seat.id for seat in seats]))
    with transaction():
        account = _to_erase(actor, account_id)
        gone += accounts.erase_account(account, by, words=words)
    return gone + Counter(seat=len(seats))


def erase_dilemma(dilemma_id: Id) -> Removed:
    """Erase a dilemma with its thread, from the command line; raises Missing, NotAllowed where it is held."""
    with transaction() as db:
        dilemma = db.get(Dilemma, dilemma_id)
        if dilemma is None:
            raise Missing(f"There is no dilemma {dilemma_id}.")
        steady(dilemma.group_id)
        require(may_be_destroyed(holds_over(dilemma)))
        return destroy_thread(dilemma, kind=DilemmaErased)


def erase_group_of(actor: Actor, group_id: Id, typed: str) -> Removed:
    """Erase a group as whoever runs the installation; `typed` is its name, so that it is no slip.

    Raises Missing for anybody else, Invalid (field `typed`), NotAllowed where anything in it is held.
    """
    if " ".join(typed.split()) != group_for_owner(actor, group_id).name:
        raise Invalid(fields={"typed": ["That is not the name of this group. Nothing was erased."]})
    return erase_group(group_id, actor.account_id)


def erase_group(group_id: Id, by: Id | None = None) -> Removed:
    """Erase a group with all that was written in it; raises Missing, NotAllowed where anything in it is held.

    `by` is the account that does it, None at the command line.
    """
    with transaction():
        steady(_group(group_id).id)
        require(may_be_destroyed(holds_over_group(group_id)))
    return erase_group_at_once(group_id, by)


def erase_group_at_once(group_id: Id, by: Id | None = None) -> Removed:
    """Do that, held or not; nobody is in the group any more before anything else is done."""
    with transaction() as db:
        members = list(db.scalars(select(Member.id).where(Member.group_id == group_id)))
        gone = Counter(draft=_drafts_of(members))
        groups.close_group(_group(group_id))
    gone += step_by_step(lambda: _destroy_one_of(group_id))
    with transaction():
        forget_room(group_room(group_id))
        return gone + groups.erase_group(_group(group_id), by)


def step_by_step(step: Callable[[], Removed]) -> Removed:
    """Do something, each time in a transaction of its own, until nothing is left of it."""
    gone: Removed = Counter()
    while True:
        with transaction():
            some = step()
        if not some:
            return gone
        gone += some


def work_through_files() -> None:
    """Let what was destroyed leave the database's files, with nothing held open for reading. Raises StillInUse."""
    session().rollback()
    compact(database())


def _destroy_one_of(group_id: Id) -> Removed:
    dilemma = session().scalar(select(Dilemma).where(Dilemma.group_id == group_id).limit(1))
    return destroy_thread(dilemma, kind=DilemmaErased) if dilemma is not None else Counter()


def _to_erase(actor: Actor | None, account_id: Id) -> Account:
    account = queries.account_named(account_id)
    if account is None or account.erased_at is not None:
        raise Missing
    left = queries.others_who_run(account.id)
    asking = actor or Actor(account.id, account.name, account.owner, account.zone)
    require(policy.may_erase(asking, account.id, owner=account.owner, owners_left=left))
    return account


def _free_of_holds(seats: list[Member]) -> None:
    for group_id in sorted({seat.group_id for seat in seats}):
        steady(group_id)
    ids = [seat.id for seat in seats]
    require(may_be_destroyed([*holds_over_words_of(ids), *over_write_ups(WriteUp.author_id.in_(ids))]))


def _seats_of(account_id: Id) -> list[Member]:
    return list(session().scalars(select(Member).where(Member.account_id == account_id).order_by(Member.id)))


def _drafts_of(members: list[Id]) -> int:
    found = select(func.count()).select_from(Draft).where(Draft.author_id.in_(members))
    return session().scalar(found) or 0


def _group(group_id: Id) -> Group:
    group = session().get(Group, group_id)
    if group is None:
        raise Missing(f"There is no group {group_id}.")
    return group
