"""`account`: people, as the owner of the machine makes them."""

import sys
from argparse import Namespace
from typing import Any

from supervise.accounts.actions import make_link, open_account
from supervise.accounts.place import password_link
from supervise.cli.opening import at_work, say


def add(verbs: Any) -> None:
    """Add the commands."""
    account = verbs.add_parser("account", help="make accounts and links").add_subparsers(dest="what", required=True)
    create = account.add_parser("create", help="open an account")
    create.add_argument("--email", required=True)
    create.add_argument("--name", required=True)
    create.add_argument("--owner", action="store_true", help="runs the installation; reads nothing clinical")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    create.add_argument("--json", action="store_true")
    create.set_defaults(does=create_account)
    link = account.add_parser("link", help="a one-time link to set a new password")
    link.add_argument("--email", required=True)
    link.add_argument("--json", action="store_true")
    link.set_defaults(does=one_time_link)


def create_account(given: Namespace) -> None:
    """Open an account; with a password it can sign in at once."""
    password = sys.stdin.readline().rstrip("\r\n") if given.password_stdin else None
    with at_work():
        account = open_account(given.email, given.name, password, owner=given.owner)
        can = "can sign in" if password else "needs a link: supervise account link --email " + account.email
        say(given.json, {"id": account.id, "email": account.email}, f"{account.name} ({account.email}) {can}.")


def one_time_link(given: Namespace) -> None:
    """Print a one-time link to set a new password."""
    with at_work():
        link = password_link(make_link(given.email))
        say(given.json, {"link": link}, f"Works once, for an hour: {link}")
