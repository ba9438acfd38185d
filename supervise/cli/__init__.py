"""The command line: exit status 0 done, 1 failed, 2 wrong usage; errors are one line that says what to do."""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from supervise.cli import (
    demonstration,
    dilemmas,
    doctor,
    erasing,
    groups,
    keeping,
    meetings,
    people,
    review,
    running,
    verifying,
)
from supervise.core.config import BadSetting
from supervise.core.errors import Invalid, Refusal
from supervise.ops.health import Damaged
from supervise.ops.server import CannotListen

COMMANDS = (running, demonstration, people, groups, dilemmas, meetings, review, erasing, keeping, verifying, doctor)


def parser() -> argparse.ArgumentParser:
    """Return the grammar of all commands."""
    top = argparse.ArgumentParser(prog="supervise", description="The place where supervision groups do their work.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(verbs)
    return top


def main(argv: Sequence[str] | None = None) -> None:
    """Carry one command out and exit with its status."""
    given = parser().parse_args(argv)
    try:
        sys.exit(given.does(given) or 0)
    except Invalid as refusal:
        said = [f"{name}: {one}" for name, found in refusal.fields.items() for one in found] or [refusal.message]
        _fail(" ".join(said))
    except (Refusal, BadSetting, CannotListen, Damaged, keeping.CannotKeep) as why:
        _fail(str(why))
    except SQLAlchemyError as error:
        _fail(f"The database did not answer ({type(error).__name__}). Look at SUPERVISE_DATABASE_URL and its server.")
    except OSError as error:
        _fail(f"{error.strerror or error}: {error.filename or ''}. Look at the folder and its rights.")


def _fail(why: str) -> None:
    sys.stderr.write(f"supervise: {' '.join(why.split())}\n")
    sys.exit(1)
