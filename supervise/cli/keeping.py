"""`backup`, `restore`, `audit export`: keeping what there is."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from supervise.cli.opening import at_work, settings
from supervise.core.db import Database
from supervise.governance.exporting import export_acts
from supervise.ops.backup import CannotKeep, back_up, restore
from supervise.ops.schema import migrate

__all__ = ["CannotKeep", "add"]


def add(verbs: Any) -> None:
    """Add the commands."""
    backup = verbs.add_parser("backup", help="write a consistent backup, also while the server runs")
    backup.add_argument("path", type=Path)
    backup.set_defaults(does=write_backup)
    again = verbs.add_parser("restore", help="put a backup into an empty installation")
    again.add_argument("path", type=Path)
    again.set_defaults(does=put_back)
    audit = verbs.add_parser("audit", help="the trail of acts").add_subparsers(dest="what", required=True)
    audit.add_parser("export", help="every act as a JSON line").set_defaults(does=export_audit)


def write_backup(given: Namespace) -> None:
    """Write a backup."""
    with at_work() as app:
        done = back_up(app.database, given.path)
    print(f"Written: {done}. It holds what people wrote: keep it where you would keep their notes.")


def put_back(given: Namespace) -> None:
    """Restore a backup and bring it up to date."""
    database = Database(settings().database_url)
    restore(database, given.path)
    migrate(database)
    database.close()
    print("Restored. Start the server and sign in.")


def export_audit(given: Namespace) -> None:  # noqa: ARG001
    """Write every act of the trail as a JSON line: ids, tags and times, no words."""
    with at_work():
        for line in export_acts():
            sys.stdout.write(line + "\n")
