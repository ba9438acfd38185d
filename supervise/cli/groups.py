"""`group`: groups and who sits in them."""

from argparse import Namespace
from typing import Any

from supervise.accounts.models import Account
from supervise.accounts.queries import account_with
from supervise.cli.opening import at_work, say
from supervise.core.actor import Actor
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups import actions
from supervise.groups.models import Mode, Role
from supervise.groups.queries import group_named

HOUSE = Actor(Id("house"), "the owner", owner=True, zone="Europe/London")
ROLES = [*Role, "convenor"]


def add(verbs: Any) -> None:
    """Add the commands."""
    group = verbs.add_parser("group", help="make groups and seat people").add_subparsers(dest="what", required=True)
    create = group.add_parser("create", help="make a group")
    create.add_argument("--name", required=True)
    create.add_argument("--convenor", required=True, metavar="EMAIL")
    create.add_argument("--mode", choices=[*Mode], default=Mode.LED)
    create.add_argument("--about", default="")
    create.add_argument("--zone", default="Europe/London")
    create.add_argument("--json", action="store_true")
    create.set_defaults(does=create_group)
    seat = group.add_parser("add", help="seat somebody, or change their role")
    seat.add_argument("--group", required=True, help="its id or name")
    seat.add_argument("--email", required=True)
    seat.add_argument("--role", required=True, choices=ROLES, help="'convenor' stands for therapist with the mark")
    seat.add_argument("--convenor", action="store_true")
    seat.add_argument("--accept-agreement", action="store_true", help="accepted on paper, entered by the owner")
    seat.add_argument("--json", action="store_true")
    seat.set_defaults(does=add_member)


def person(email: str) -> Account:
    """Return the account that has an address; raises Missing with what to do."""
    account = account_with(email)
    if account is None:
        raise Missing(
            f"There is no account {email}. Make it first: supervise account create --email {email} --name NAME"
        )
    return account


def create_group(given: Namespace) -> None:
    """Make a group with its first convenor."""
    with at_work():
        group = actions.create_group(
            HOUSE,
            name=given.name,
            about=given.about,
            mode=Mode(given.mode),
            zone=given.zone,
            convenor_account_id=person(given.convenor).id,
        )
        say(given.json, {"id": group.id, "name": group.name}, f"{group.name} is there: {group.id}")


def add_member(given: Namespace) -> None:
    """Seat somebody in a group; again changes the role."""
    with at_work():
        group = group_named(given.group)
        if group is None:
            raise Missing(f"There is no group {given.group}. Make it first: supervise group create --name NAME")
        role = Role.THERAPIST if given.role == "convenor" else Role(given.role)
        member = actions.add_member(
            group.id,
            person(given.email).id,
            role,
            convenor=given.convenor or given.role == "convenor",
            on_paper=given.accept_agreement,
        )
        say(given.json, {"id": member.id, "group": group.id}, f"{given.email} sits in {group.name} as {role}.")
