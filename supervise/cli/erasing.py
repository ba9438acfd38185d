"""`erase`: a person, a dilemma, a group; each waits until the bytes are gone and says how much of what went."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from typing import Any

from supervise.accounts.queries import account_with
from supervise.app import Supervise
from supervise.cli.opening import at_work
from supervise.core import clock
from supervise.core.compacting import hurry, is_promised
from supervise.core.db import afresh, session, transaction
from supervise.core.errors import Missing, Refusal
from supervise.core.ids import Id
from supervise.core.jobs import do_due
from supervise.governance.erasing import actions
from supervise.governance.erasing.actions import Removed
from supervise.groups.queries import group_named
from supervise.ops.compacting import rewrite
from supervise.ops.health import MARK

PATIENCE_S = 240.0
SERVERS_TURN_S = 5.0
"""How long a running server is given to begin; it knows when nobody waits."""

_ABOUT = """\
What is erased is gone from every table, index, draft and memory at once, and from the bytes of the database's files
before the command ends. On PostgreSQL the rows and indexes are clean then; what its free space, write-ahead log and
archives keep is overwritten or expires in the server's own time. Backups hold it until they are replaced; no restore
brings it back, since the ids of what was erased are kept beside them, in backups/newest.erased.json of the data
directory: copy that file away with the backups.
"""


def add(verbs: Any) -> None:
    """Add the command."""
    erase = verbs.add_parser("erase", help="erase a person, a dilemma or a group, bytes and all", description=_ABOUT)
    erase.add_argument(
        "--compact", action="store_true", help="write the whole database anew, unused bytes left out; writers wait"
    )
    erase.set_defaults(does=compact)
    what = erase.add_subparsers(dest="what", metavar="WHAT")
    account = what.add_parser("account", help="a person; what they wrote stays under 'a former member'")
    account.add_argument("email", metavar="E", help="their e-mail address")
    account.add_argument("--words", action="store_true", help="all that they wrote goes too")
    account.set_defaults(does=erase_account)
    dilemma = what.add_parser("dilemma", help="a dilemma with its thread")
    dilemma.add_argument("id", metavar="ID")
    dilemma.set_defaults(does=erase_dilemma)
    group = what.add_parser("group", help="a group with all that was written in it")
    group.add_argument("group", metavar="G", help="its id or name")
    group.set_defaults(does=erase_group)


def erase_account(given: Namespace) -> None:
    """Erase a person."""

    def found() -> Removed:
        account = account_with(given.email)
        if account is None:
            raise Missing(f"There is no account {given.email}.")
        return actions.erase_account(None, account.id, words=given.words)

    _erase(found)


def erase_dilemma(given: Namespace) -> None:
    """Erase a dilemma with its thread."""
    _erase(lambda: actions.erase_dilemma(Id(given.id)))


def erase_group(given: Namespace) -> None:
    """Erase a group with all that was written in it."""

    def found() -> Removed:
        group = group_named(given.group)
        if group is None:
            raise Missing(f"There is no group {given.group}.")
        return actions.erase_group(group.id)

    _erase(found)


def compact(given: Namespace) -> int:
    """Write the database anew."""
    if not given.compact:
        raise Missing("Say what to erase: account E, dilemma ID, group G, or --compact.")
    with at_work() as app:
        rewrite(app.database)
    print("The database is written anew. What was erased is in no byte of it.")
    return 0


def said(gone: Removed) -> str:
    """Return what went in words, by kind."""
    some = [f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(gone.items()) if count]
    return ", ".join(some) or "nothing"


def _erase(erase: Callable[[], Removed]) -> None:
    with at_work() as app:
        gone = Counter(erase())
        _until_gone(app)
    print(f"Erased: {said(gone)}.")
    print("The bytes are gone from the database's files. Backups hold them until they are replaced.")


def _until_gone(app: Supervise) -> None:
    """Wait for the running server to let the bytes go, or do it where none runs."""
    with transaction():
        hurry()
    began = clock.ticks()
    alone = not (app.settings.data_dir / MARK).exists()
    while afresh(is_promised):
        session().rollback()  # whoever reads keeps the journal from being emptied
        if alone or clock.ticks() - began > SERVERS_TURN_S:
            do_due(app.database, apart=True)
        if clock.ticks() - began > PATIENCE_S:
            raise _StillThere
        clock.pause(0.1)


class _StillThere(Refusal):
    message = "It is erased, but its bytes are still in the files: somebody reads them. Try: supervise erase --compact"
