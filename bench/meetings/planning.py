"""Plans the meetings of a load test, each of a group of its own, in an installation that has the people.

Usage: python -m bench.meetings.planning MEETINGS PEOPLE, with the installation's own environment. It prints the
meetings' ids as JSON; the first people are the first meeting's, and the first of each leads it.
"""

import json
import sys
from collections.abc import Sequence

from supervise.accounts.models import Account
from supervise.accounts.queries import account_with, actor_of
from supervise.cli.groups import HOUSE
from supervise.cli.opening import at_work
from supervise.core import clock
from supervise.core.ids import Id, new_key
from supervise.groups.actions import add_member, create_group
from supervise.groups.models import Mode, Role
from supervise.groups.queries import seat_for
from supervise.meetings.models import ItemKind, Talk
from supervise.meetings.planning.actions import plan_meeting
from supervise.meetings.planning.agenda import Plan, frame

MINUTES, ZONE = 60, "Europe/London"


def main() -> None:
    """Plan them."""
    meetings, people = (int(word) for word in sys.argv[1:3])
    with at_work():
        found = [account_with(f"reader-{n}@example.org") for n in range(meetings * people)]
        known = [one for one in found if one is not None]
        print(json.dumps([_plan(known[start : start + people]) for start in range(0, len(known), people)]))


def _plan(people: Sequence[Account]) -> Id:
    first = actor_of(people[0])
    group = create_group(HOUSE, name="Load", about="", mode=Mode.PEER, zone=ZONE, convenor_account_id=people[0].id)
    for n, one in enumerate(people):
        add_member(group.id, one.id, Role.THERAPIST, convenor=n == 0, on_paper=True)
    plan = Plan(
        starts_at=clock.now(),
        minutes=MINUTES,
        facilitator_id=seat_for(first, group.id).member.id,
        deputy_id=None,
        talk=Talk.WRITING,
        agenda=[frame(ItemKind.PRACTICAL, MINUTES)],
        zone=ZONE,
    )
    return plan_meeting(first, group.id, plan, new_key()).id


if __name__ == "__main__":
    main()
