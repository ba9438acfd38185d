"""What would go with an account: counted, for the person themself."""

from collections import Counter

from sqlalchemy import func, select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.destroying import count_words_of
from supervise.groups.models import Member
from supervise.writeups.models import WriteUp


def written_by(account_id: Id) -> Counter[str]:
    """Return how much somebody wrote that still stands, by its kind in the singular."""
    seats = list(session().scalars(select(Member.id).where(Member.account_id == account_id)))
    write_ups = select(func.count()).select_from(WriteUp).where(WriteUp.author_id.in_(seats))
    return count_words_of(seats) + Counter({"write-up": session().scalar(write_ups) or 0})
