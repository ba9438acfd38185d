"""`verify FILE`: whether the copy of a write-up still is what was signed; it needs no installation."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from supervise.core.errors import Invalid
from supervise.writeups.signing import NotACopy, is_unchanged


def add(verbs: Any) -> None:
    """Add the command."""
    verify = verbs.add_parser("verify", help="say whether the JSON copy of a write-up is unchanged")
    verify.add_argument("file", type=Path)
    verify.set_defaults(does=say)


def say(given: Namespace) -> None:
    """Say whether a copy is unchanged; fails where it is not."""
    try:
        unchanged = is_unchanged(given.file.read_text("utf-8"))
    except (NotACopy, UnicodeDecodeError):
        raise Invalid("This is no JSON copy of a write-up.") from None
    if not unchanged:
        raise Invalid("These are not the words that were signed: the fingerprint does not fit.")
    print("Unchanged: the words have the fingerprint that stands in the file.")
