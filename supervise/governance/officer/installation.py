"""What the data-protection officer asks of a running installation, read from it: nothing here is written by hand."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from urllib.parse import urlsplit

from sqlalchemy import func, select

from supervise import disguise
from supervise.accounts import terms
from supervise.accounts.models import Account
from supervise.core import offload
from supervise.core.actor import Actor
from supervise.core.config import Disguise, Settings
from supervise.core.db import database, session
from supervise.core.errors import TooFast
from supervise.core.sqlite import sqlite3
from supervise.governance.officer.data_map import Kept, data_map
from supervise.governance.retention.queries import Line, retention_table
from supervise.groups.models import Group
from supervise.groups.queries import groups_of
from supervise.ops import backup

LIBRARIES = ("flask", "sqlalchemy", "python-socketio", "gevent", "argon2-cffi", "nh3")
_LOCAL = {None, "", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Database:
    """The kind of database, its version, and the host where it is another machine's."""

    kind: str
    version: str
    host: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Which other machines this one speaks with: e-mail and broker hosts, empty where there is none."""

    mail_host: str
    broker_host: str
    broker_here: bool
    address: str
    secure: bool
    proxies: Sequence[str]


@dataclass(frozen=True, slots=True)
class Times:
    """How long sessions and links last."""

    idle: timedelta
    session: timedelta
    password_link: timedelta
    opening_link: timedelta
    ended_kept: timedelta


@dataclass(frozen=True, slots=True)
class Backups:
    """How the server's own backups are kept; `newest` is when the last one was made."""

    kept: int
    hours: tuple[int, int]
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a group keeps for another time than the installation does by itself."""

    group: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Installation:
    """The whole picture. `data_dir` is empty for whoever does not run the installation."""

    run_by: Sequence[str]
    kept: Sequence[Kept]
    retention: Sequence[Line]
    otherwise: Sequence[Otherwise]
    database: Database
    data_dir: str
    ways_out: WaysOut
    times: Times
    backups: Backups
    check: str
    versions: Sequence[tuple[str, str]]


def installation_for(actor: Actor, settings: Settings) -> Installation:
    """Return what the officer's page shows to anybody who is signed in; where things lie only to the owner.

    Nothing of it is clinical. Raises TooFast when the machine is busy.
    """
    defaults = retention_table()
    return Installation(
        run_by=_owners(),
        kept=data_map(),
        retention=defaults,
        otherwise=_otherwise(actor, defaults),
        database=_database(),
        data_dir=str(settings.data_dir) if actor.owner else "",
        ways_out=_ways_out(settings),
        times=Times(terms.idle(), terms.SESSION, terms.PASSWORD_LINK, terms.OPENING_LINK, terms.KEPT_AFTER_END),
        backups=_backups(settings),
        check=_check(settings),
        versions=_versions(),
    )


def _owners() -> Sequence[str]:
    here = (Account.owner.is_(True), Account.deactivated_at.is_(None))
    return session().scalars(select(Account.name).where(*here).order_by(func.lower(Account.name))).all()


def _otherwise(actor: Actor, defaults: Sequence[Line]) -> list[Otherwise]:
    """Return what the actor's groups, for the owner all groups, chose to keep for another time."""
    by_itself = {line.kind: line.kept for line in defaults}
    groups = [seat.group for seat in groups_of(actor)]
    if actor.owner:
        groups = list(session().scalars(select(Group).order_by(func.lower(Group.name), Group.id)))
    found = []
    for group in groups:
        lines = [line for line in retention_table(group) if line.kept != by_itself[line.kind] or line.coming]
        if lines:
            found.append(Otherwise(group.name, lines))
    return found


def _database() -> Database:
    here = database()
    if here.is_sqlite:
        return Database("SQLite", sqlite3.sqlite_version, "")
    told = str(session().scalar(select(func.current_setting("server_version"))))
    host = here.url.host if here.url.host not in _LOCAL else ""
    return Database("PostgreSQL", told.split(" ", maxsplit=1)[0], host or "")


def _ways_out(settings: Settings) -> WaysOut:
    mail, broker = urlsplit(settings.mail_url), urlsplit(settings.broker_url or "")
    return WaysOut(
        mail_host="" if mail.scheme == "file" else mail.hostname or "localhost",
        broker_host=broker.hostname or "" if broker.hostname not in _LOCAL else "",
        broker_here=settings.broker_url is not None and broker.hostname in _LOCAL,
        address=settings.base_url or "",
        secure=settings.secure,
        proxies=settings.trusted_proxies,
    )


def _backups(settings: Settings) -> Backups:
    newest = backup.newest(settings.data_dir / "backups")
    return Backups(backup.KEPT, (backup.NIGHT.start, backup.NIGHT.stop), newest)


def _check(settings: Settings) -> str:
    try:
        return offload.run(disguise.engine, rules_only=settings.disguise is Disguise.RULES)
    except offload.Busy:
        raise TooFast(5) from None


def _versions() -> list[tuple[str, str]]:
    own = [("Supervise", version("supervise")), ("Python", platform.python_version())]
    return own + [(name, version(name)) for name in LIBRARIES]
