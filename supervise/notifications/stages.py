"""The round that tells whose words are awaited on the day on which a stage of a format over days closes.

It is one e-mail for a group, when they wish to hear, and it says that a stage closes and nothing else.
"""

from datetime import timedelta

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.jobs import comes_round, promise
from supervise.dilemmas.models import Dilemma
from supervise.groups.models import Member
from supervise.meetings.days.awaiting import closing_today
from supervise.meetings.days.holding import note_voice
from supervise.notifications.following.models import Following, Level, ThreadFollowing, Wishes
from supervise.notifications.following.queries import DEFAULT_LEVEL, hours_of
from supervise.notifications.kinds import Kind


@comes_round("stages that close today", timedelta(minutes=10))
def tell_awaited() -> None:
    """Promise one e-mail to each member whose words are awaited; the hours that they wish for hold."""
    now = clock.now()
    told: set[tuple[str, str]] = set()
    with transaction():
        for standing, group, awaited in closing_today(now):
            for member in awaited:
                account = member.account
                if hours_of(session().get(Wishes, account.id)).are_quiet(now, account.zone):
                    continue  # they are told in a later round, if it is open still
                note_voice(standing, member, told=True)
                if (group.id, account.id) in told or _keeps_quiet(member, standing.dilemma):
                    continue
                told.add((group.id, account.id))
                which = {"course": standing.row.id, "stage": str(standing.position)}
                promise("e-mail", due=None, what=Kind.STAGE_CLOSES, account=account.id, group=group.id, **which)


def _keeps_quiet(member: Member, dilemma: Dilemma) -> bool:
    """Tell whether a member wishes to hear nothing of a thread, or of its group where they said nothing of it."""
    own = session().get(ThreadFollowing, (member.id, dilemma.id))
    usual = session().get(Following, member.id)
    return (own.level if own else usual.level if usual else DEFAULT_LEVEL) is Level.QUIET
