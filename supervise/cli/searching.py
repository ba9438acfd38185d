"""`search rebuild`: the index of words made anew."""

from argparse import Namespace
from typing import Any

from supervise.cli.opening import at_work
from supervise.search.filling import rebuild


def add(verbs: Any) -> None:
    """Add the command."""
    search = verbs.add_parser("search", help="what words are found by").add_subparsers(dest="what", required=True)
    search.add_parser("rebuild", help="make the index anew, also while the server runs").set_defaults(does=make_anew)


def make_anew(given: Namespace) -> None:  # noqa: ARG001
    """Make the index of words anew from the words themselves."""
    with at_work():
        made = rebuild()
    print(f"Made anew: {made} dilemmas and comments can be found by their words.")
