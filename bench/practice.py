"""Fills an empty installation for a load test: groups of given sizes, one dilemma in each.

Usage: python -m bench.practice SIZE..., with the installation's own environment and the password on standard input.
It prints one JSON object: the dilemmas' ids by the size of their group, and the addresses that can sign in.
"""

import json
import sys
from collections.abc import Sequence

from supervise.accounts.actions import open_account
from supervise.accounts.models import Account
from supervise.accounts.passwords import hashed
from supervise.accounts.queries import actor_of
from supervise.cli.groups import HOUSE
from supervise.cli.opening import at_work
from supervise.core.db import transaction
from supervise.core.ids import Id, new_key
from supervise.dilemmas.actions import Written, post_dilemma
from supervise.groups.actions import add_member, create_group
from supervise.groups.models import Mode, Role
from supervise.texts.checking import Checked

ACCOUNT = "She asked whether I would miss her when we end, and I heard myself change the subject."


def main() -> None:
    """Make the practice."""
    sizes = sorted({int(word) for word in sys.argv[1:]})
    secret = hashed(sys.stdin.readline().rstrip("\n"), "", "")
    with at_work():
        with transaction():
            people = [open_account(f"reader-{n}@example.org", f"Reader {n}", hashed=secret) for n in range(sizes[-1])]
            groups = {size: _group(people[:size]) for size in sizes}
        author, account = actor_of(people[1]), Written(account=Checked(ACCOUNT, []))
        dilemmas = {size: post_dilemma(author, group_id, account, new_key()).id for size, group_id in groups.items()}
        print(json.dumps({"dilemmas": dilemmas, "emails": [one.email for one in people]}))


def _group(people: Sequence[Account]) -> Id:
    """Make a group of so many people, an eighth of them supervisors; return its id."""
    convenor = people[0].id
    zone = "Europe/London"
    group = create_group(HOUSE, name="Load", about="", mode=Mode.LED, zone=zone, convenor_account_id=convenor)
    for n, one in enumerate(people):
        role = Role.SUPERVISOR if n % 8 == 0 else Role.THERAPIST
        add_member(group.id, one.id, role, convenor=n == 0, on_paper=True)
    return group.id


if __name__ == "__main__":
    main()
