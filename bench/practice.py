"""Fills an empty installation for a load test: one group, many members, one dilemma.

Usage: python -m bench.practice HOW_MANY, with the installation's own environment and the password on standard input.
It prints one JSON object: the dilemma's id, and the addresses that can sign in; the first is a supervisor's.
"""

import json
import sys

from supervise.accounts.actions import open_account
from supervise.accounts.passwords import hashed
from supervise.accounts.queries import actor_of
from supervise.cli.groups import HOUSE
from supervise.cli.opening import at_work
from supervise.core.db import transaction
from supervise.core.ids import new_key
from supervise.dilemmas.actions import Written, post_dilemma
from supervise.groups.actions import add_member, create_group
from supervise.groups.models import Mode, Role
from supervise.texts.checking import Checked

ACCOUNT = "She asked whether I would miss her when we end, and I heard myself change the subject."


def main() -> None:
    """Make the practice."""
    people, password = int(sys.argv[1]), sys.stdin.readline().rstrip("\n")
    secret = hashed(password, "", "")
    with at_work():
        with transaction():
            accounts = [open_account(f"reader-{n}@example.org", f"Reader {n}", hashed=secret) for n in range(people)]
            group = create_group(
                HOUSE, name="Load", about="", mode=Mode.LED, zone="Europe/London", convenor_account_id=accounts[0].id
            )
            for n, account in enumerate(accounts):
                role = Role.SUPERVISOR if n % 8 == 0 else Role.THERAPIST
                add_member(group.id, account.id, role, convenor=n == 0, on_paper=True)
        dilemma = post_dilemma(actor_of(accounts[1]), group.id, Written(account=Checked(ACCOUNT, [])), new_key())
        print(json.dumps({"dilemma": dilemma.id, "emails": [account.email for account in accounts]}))


if __name__ == "__main__":
    main()
