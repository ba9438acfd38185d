"""Who still stands where they sat down: asked again of those who listen, whatever they were told meanwhile."""

from collections.abc import Collection

from sqlalchemy import select

from supervise.accounts.models import Account
from supervise.core.db import session
from supervise.groups.models import Group, Member


def roles_of(member_ids: Collection[str]) -> dict[str, str]:
    """Return the present roles of those of some members who may read in their group now; others are left out."""
    found = session().execute(
        select(Member.id, Member.role)
        .join(Group, Group.id == Member.group_id)
        .join(Account, Account.id == Member.account_id)
        .where(
            Member.id.in_(member_ids),
            Member.left_at.is_(None),
            Member.accepted_version >= Group.agreement_version,
            Account.deactivated_at.is_(None),
        )
    )
    return {member_id: role.value for member_id, role in found}
