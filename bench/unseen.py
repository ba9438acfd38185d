"""`python -m bench.unseen`: what a search takes where only what one may not read holds the word, for everybody.

Each reader searches in turn for a word that stands in thirty texts of one standing that are not theirs to read, and for
one that stands nowhere. What can be told by the clock must not be told by it either.
"""

import argparse
import os
import platform
import tempfile
from pathlib import Path

from bench.browsing import installed, signed_in
from bench.figures import middle
from bench.pairs import searched
from bench.targets import PASSWORD
from supervise.accounts.actions import open_account
from supervise.accounts.models import Account
from supervise.accounts.passwords import hashed
from supervise.accounts.queries import actor_of
from supervise.cli.groups import HOUSE
from supervise.core.db import transaction
from supervise.core.ids import Id, new_key
from supervise.dilemmas.actions import Written, post_dilemma
from supervise.dilemmas.gate.actions import answer_no, step_out
from supervise.dilemmas.models import Audience
from supervise.groups.actions import add_member, create_group
from supervise.groups.models import Mode, Role
from supervise.texts.checking import Checked

TEXTS = 30
ELSEWHERE, APART, ASKING = "zorvintak", "quembrasil", "wolthenspar"
"""The words of another group, of what is for the supervisors only, and of what asks before it is read."""

NOBODYS = "narbuticol"
HOLDS = {ELSEWHERE: "another group", APART: "supervisors only", ASKING: "asks first"}

PEOPLE = {
    "convening supervisor": (Role.SUPERVISOR, (ELSEWHERE, ASKING)),
    "supervisor": (Role.SUPERVISOR, (ELSEWHERE, ASKING)),
    "author": (Role.THERAPIST, (ELSEWHERE,)),
    "answered no": (Role.THERAPIST, (ELSEWHERE, APART)),
    "therapist": (Role.THERAPIST, (ELSEWHERE, APART, ASKING)),
    "stepped out": (Role.TRAINEE, (ELSEWHERE, APART, ASKING)),
    "somebody elsewhere": (None, (APART, ASKING)),
    "in no group": (None, (ELSEWHERE, APART, ASKING)),
}
"""Everybody's role in the group, and the words of which they may read none."""


def main(argv: list[str] | None = None) -> None:
    """Search as everybody, and print."""
    given = _grammar().parse_args(argv)
    on = "PostgreSQL" if given.postgresql else "SQLite"
    print(f"{on}, Python {platform.python_version()}, {os.cpu_count()} cores; {given.pairs} pairs in turn\n")
    print(f"  {'':<22}{'who holds the word':<20}{'others ms':>10}{'nobody ms':>10}{'apart ms':>10}{'noise ms':>10}")
    reached = True
    with (
        tempfile.TemporaryDirectory(prefix="supervise-unseen-") as name,
        installed(Path(name), given.postgresql) as (built, database),
    ):
        with database.work():
            _filled()
        for who, (_, hidden) in PEOPLE.items():
            reader = signed_in(built, _address(who))
            for word in hidden:
                found = searched(reader, word, NOBODYS, given.pairs)
                reached &= found.alike
                print(f"  {who:<22}{HOLDS[word]:<20}{middle(found.others):>10.2f}{middle(found.nobodys):>10.2f}"
                      f"{found.apart:>+10.3f}{found.noise:>10.2f}", flush=True)  # fmt: skip
    print(f"\neach within the noise (the middle half of what nobody holds): {'reached' if reached else 'NOT reached'}")


def _filled() -> None:
    """Make two groups, and texts of every standing."""
    secret = hashed(PASSWORD, "", "")
    with transaction():
        people = {who: open_account(_address(who), who.capitalize(), hashed=secret) for who in PEOPLE}
        here, there = _group(people["convening supervisor"]), _group(people["somebody elsewhere"])
        for who, (role, _) in PEOPLE.items():
            if role:
                add_member(here, people[who].id, role, convenor=who.startswith("convening"), on_paper=True)
        add_member(there, people["somebody elsewhere"].id, Role.SUPERVISOR, convenor=True, on_paper=True)
    author, other = people["author"], people["somebody elsewhere"]
    for number in range(TEXTS):
        for word in ("an open one", APART, ASKING):
            account = f"She spoke of {word} again, and of the {number} times before, and I was silent."
            written = Written(
                account=Checked(account, []),
                audience=Audience.SUPERVISORS if word == APART else Audience.GROUP,
                asks_first=word == ASKING,
            )
            posted = post_dilemma(actor_of(author), here, written, new_key())
            if word == ASKING:
                answer_no(actor_of(people["answered no"]), posted.id)
                step_out(actor_of(people["stepped out"]), posted.id)
        elsewhere = Written(account=Checked(f"He spoke of {ELSEWHERE} again, and I was silent.", []))
        post_dilemma(actor_of(other), there, elsewhere, new_key())


def _group(convenor: Account) -> Id:
    return create_group(
        HOUSE, name="Thursday group", about="", mode=Mode.LED, zone="Europe/London", convenor_account_id=convenor.id
    ).id


def _address(who: str) -> str:
    return f"{who.replace(' ', '-')}@example.org"


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.unseen", description=__doc__)
    parser.add_argument("--pairs", type=int, default=200, help="how often each word is searched for")
    parser.add_argument("--postgresql", default="", metavar="ADDRESS", help="an empty database instead of SQLite")
    return parser


if __name__ == "__main__":
    main()
