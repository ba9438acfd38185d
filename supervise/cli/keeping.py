"""`backup`, `restore`, `audit export`: keeping what there is; and the backup that the server makes by itself."""

import sys
from argparse import Namespace
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from supervise.app import Supervise
from supervise.cli.opening import at_work, settings
from supervise.core.db import Database
from supervise.core.jobs import comes_round
from supervise.governance.erased import erased
from supervise.governance.exporting import export_acts
from supervise.governance.restoring import settle
from supervise.ops.backup import CannotKeep, back_up, is_due, newest_list, nightly, read_list, restore
from supervise.ops.compacting import rewrite
from supervise.search.filling import rebuild

__all__ = ["CannotKeep", "add", "keep_by_itself"]

LOOKS_EVERY = timedelta(minutes=15)


def add(verbs: Any) -> None:
    """Add the commands."""
    backup = verbs.add_parser("backup", help="write a consistent backup, also while the server runs")
    backup.add_argument("path", type=Path)
    backup.set_defaults(does=write_backup)
    again = verbs.add_parser("restore", help="put a backup into an empty installation")
    again.add_argument("path", type=Path)
    again.add_argument(
        "--erased",
        type=Path,
        metavar="FILE",
        help="the newest list of what has been erased (default: the newest beside the backup)",
    )
    again.set_defaults(does=put_back)
    audit = verbs.add_parser("audit", help="the trail of acts").add_subparsers(dest="what", required=True)
    audit.add_parser("export", help="every act as a JSON line").set_defaults(does=export_audit)


def keep_by_itself(app: Supervise) -> None:
    """Let the running server write a backup every night into the data directory."""
    folder = app.settings.data_dir / "backups"

    @comes_round("backup", LOOKS_EVERY)
    def tonight() -> None:
        if is_due(folder):
            nightly(app.database, folder, erased)


def write_backup(given: Namespace) -> None:
    """Write a backup."""
    with at_work() as app:
        done = back_up(app.database, given.path, erased)
    print(f"Written: {done}, and beside it the list of what has been erased (ids only).")
    print("It holds what people wrote: keep it where you would keep their notes.")


def put_back(given: Namespace) -> None:
    """Restore a backup, bring it up to date, and empty again what has been erased since."""
    chosen = given.erased or newest_list(given.path.parent)
    gone = read_list(chosen) if chosen else {}

    def empty_again(restored: Database) -> None:
        with restored.work():
            settle(gone)
            rebuild()  # the index holds words of what was emptied, of which nothing told it
        rewrite(restored)  # nobody waits for it yet, and the backup's own unused bytes go too

    with closing(Database(settings().database_url)) as database:
        restore(database, given.path, empty_again)
    print("Restored. Everybody signs in again.")
    if chosen:
        print(f"What {chosen} names as erased has been emptied again.")
    else:
        print("There was no list of what has been erased since the backup: what was removed later is back.")


def export_audit(given: Namespace) -> None:  # noqa: ARG001
    """Write every act of the trail as a JSON line: ids, tags and times, no words."""
    with at_work():
        for line in export_acts():
            sys.stdout.write(line + "\n")
