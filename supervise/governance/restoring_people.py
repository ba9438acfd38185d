"""After a restore: whoever has gone since the backup, or may do less than then, is as the newer list says."""

from collections.abc import Sequence

from sqlalchemy import select

from supervise.accounts import actions as accounts
from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.dilemmas.destroying import destroy_some_words_of
from supervise.governance.erasing.actions import erase_group_at_once, step_by_step
from supervise.governance.models import Act
from supervise.groups import actions as groups
from supervise.groups.actions.revoking import revoke_made_by
from supervise.groups.models import Group, Member, Role
from supervise.texts.models import Draft


def close_accounts(ids: Sequence[str]) -> None:
    """Deactivate the accounts that were deactivated since the backup."""
    for account_id in ids:
        account = session().get(Account, Id(account_id))
        if account is not None and account.deactivated_at is None:
            account.deactivated_at = clock.now()


def forget_passwords(changed: Sequence[str]) -> None:
    """Let passwords that were changed since the backup open nothing any more; a one-time link sets a new one."""
    for one in changed:
        account_id, _, act_id = one.partition(":")
        account = session().get(Account, Id(account_id))
        if account is not None and session().get(Act, Id(act_id)) is None:
            account.password_hash = None


def seat_as_listed(seats: Sequence[str]) -> None:
    """Give every seat the role and mark that it had last, and let those go again who have gone since the backup."""
    for one in seats:
        member_id, role, mark, left_at, name = one.split(":")
        member = session().get(Member, Id(member_id))
        if member is None:
            continue
        member.role, member.convenor, member.name_kept = Role(role), mark == "1", name == "1"
        if left_at and member.left_at is None:
            member.left_at = clock.from_millis(int(left_at))
            revoke_made_by(member, None)
            for draft in session().scalars(select(Draft).where(Draft.author_id == member.id)):
                session().delete(draft)


def erase_people(ids: Sequence[str], with_words: Sequence[str], group_ids: Sequence[str]) -> None:
    """Erase the accounts again that were erased since the backup, some with all that they wrote, and groups."""
    for account_id in ids:
        account = session().get(Account, Id(account_id))
        if account is not None and account.erased_at is None:
            _erase(account.id, words=account_id in with_words)
    for group_id in group_ids:
        if session().get(Group, Id(group_id)) is not None:
            erase_group_at_once(Id(group_id))


def _erase(account_id: Id, *, words: bool) -> None:
    """Erase an account whatever it is to its groups: that it may go was settled when it was erased."""
    seats = list(session().scalars(select(Member.id).where(Member.account_id == account_id)))
    if words:
        step_by_step(lambda: destroy_some_words_of(seats))
    with transaction() as db:
        account = db.get_one(Account, account_id)
        for member in db.scalars(select(Member).where(Member.id.in_(seats))):
            member.left_at, member.convenor, member.name_kept = member.left_at or clock.now(), False, False
        groups.forget_address(account)
        accounts.erase_account(account, None, words=words)
