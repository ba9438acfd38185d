"""Whether an account can sign in at all: the owner's decision."""

from supervise.accounts import policy, queries
from supervise.accounts.actions import ending, links
from supervise.accounts.events import AccountDeactivated, AccountReactivated, Ending
from supervise.accounts.models import Account, OneTimeLink, SignIn
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require


def deactivate(actor: Actor, account_id: Id) -> None:
    """Let an account sign in no more: its sessions end and its links die at once. What it wrote stays."""
    with transaction() as db:
        account = _found(actor, account_id)
        require(policy.may_deactivate(actor, account_id))
        if account.deactivated_at is None:
            account.deactivated_at = clock.now()
            links.kill_links(db, OneTimeLink.account_id == account_id)
            ending.end(db, SignIn.account_id == account_id, cause=Ending.DEACTIVATED, by=actor.account_id)
            publish(AccountDeactivated(account_id, actor.account_id))


def reactivate(actor: Actor, account_id: Id) -> None:
    """Let an account sign in again."""
    with transaction():
        account = _found(actor, account_id)
        if account.deactivated_at is not None:
            account.deactivated_at = None
            publish(AccountReactivated(account_id, actor.account_id))


def hand_over_link(actor: Actor, account_id: Id) -> str:
    """Make a one-time link's secret for the owner to hand over; the person is told that it was made."""
    email = queries.person_for(actor, account_id).email
    return links.make_link(email, by=actor.account_id)


def _found(actor: Actor, account_id: Id) -> Account:
    queries.person_for(actor, account_id)
    account = queries.account_named(account_id)
    if account is None:
        raise Missing
    return account
