"""What `doctor` looks at, one function each; none of them changes anything."""

import ipaddress
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import redis
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from supervise import disguise, paths
from supervise.core import clock
from supervise.core.config import Disguise, Settings
from supervise.core.db import Database
from supervise.core.jobs import Job
from supervise.ops import health
from supervise.ops.backup import STALE, newest
from supervise.ops.schema import newest as newest_revision
from supervise.ops.schema import present
from supervise.web.pages import MODULES

ROOM = 500 * 1024 * 1024
"""Bytes that should be free on the disk."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; with `mend` it is wrong, and that is what to do."""

    about: str
    says: str
    mend: str = ""

    @property
    def wrong(self) -> bool:
        """Whether something has to be done."""
        return bool(self.mend)


def findings(settings: Settings) -> list[Finding]:
    """Look at everything."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _settings, _secrets, _disk, _database, _backup, _broker, _mail, _address, _scripts, _disguise,
    )  # fmt: skip
    return [one for look in looks for one in look(settings)]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("settings", f"understood; the data directory is {settings.data_dir}")
    if settings.test_clock or settings.test_quick_hash:
        yield Finding("settings", "a SUPERVISE_TEST_ setting is given.", mend="Remove it: it is for tests only.")
    if not settings.limits:
        yield Finding("settings", "SUPERVISE_LIMITS is off.", mend="Remove it: it is for load tests only.")
    if settings.backup_key_file:
        yield Finding(
            "settings", "SUPERVISE_BACKUP_KEY_FILE is given, but backups are not encrypted yet.",
            mend="Remove it, and keep backups on an encrypted disk.",
        )  # fmt: skip


def _secrets(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    kept = [p for p in (folder, folder / "secret-key", folder / "metrics-token", Path(_file(settings))) if p.exists()]
    open_to_others = [p for p in kept if p.stat().st_mode & 0o077 and (p.name == "secret-key" or p == folder)]
    for path in open_to_others:
        rights = "700" if path.is_dir() else "600"
        yield Finding("secrets", f"other users of the machine can read {path}.", mend=f"chmod {rights} {path}")
    if not open_to_others:
        yield Finding("secrets", "the data directory and the secret key are the service's own")


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data_dir).free
    file = Path(_file(settings))
    wanted = max(ROOM, 2 * file.stat().st_size if file.is_file() else 0)
    if free < wanted:
        yield Finding(
            "disk", f"only {free // 2**20} MiB are free where {settings.data_dir} lies.",
            mend=f"Make room: at least {wanted // 2**20} MiB, so that a backup fits beside the database.",
        )  # fmt: skip
    else:
        yield Finding("disk", "there is room")


def _database(settings: Settings) -> Iterator[Finding]:
    database = Database(settings.database_url)
    try:
        if database.is_sqlite and not Path(_file(settings)).is_file():
            yield Finding("database", "there is none yet; the first start makes it")
        elif not health.answers(database):
            yield Finding(
                "database", "it does not answer.",
                mend="Look at SUPERVISE_DATABASE_URL and whether its server runs and lets this user in.",
            )  # fmt: skip
        elif not health.is_sound(database):
            yield Finding(
                "database", "its file is damaged.",
                mend=f"Stop the server, move the file away, then: supervise restore {settings.data_dir}/backups/FILE",
            )  # fmt: skip
        else:
            yield from _inside(database)
    except SQLAlchemyError as error:
        mend = "Look at the database server's log."
        yield Finding("database", f"it did not answer a question ({type(error).__name__}).", mend=mend)
    finally:
        database.close()


def _inside(database: Database) -> Iterator[Finding]:
    with database.engine.connect() as connection:
        if present(connection) != newest_revision():
            yield Finding("database", "it is not of this version's form.", mend="supervise migrate")
            return
        waiting = select(func.count()).select_from(Job).where(Job.done_at.is_(None), Job.given_up_at.is_not(None))
        given_up = connection.execute(waiting).scalar()
    yield Finding("database", "it answers and is of the newest form")
    if given_up:
        yield Finding(
            "e-mail", "some e-mails could not be sent and were given up.",
            mend="Look at SUPERVISE_MAIL_URL and the mail server, then ask those concerned to try again.",
        )  # fmt: skip


def _backup(settings: Settings) -> Iterator[Finding]:
    last = newest(settings.data_dir / "backups")
    file = Path(_file(settings))
    if last and clock.now() - last <= STALE:
        yield Finding("backup", f"the newest is of {last:%d %B, %H:%M} UTC")
    elif last is None and not (file.is_file() and clock.wall_seconds() - file.stat().st_ctime > STALE.total_seconds()):
        yield Finding("backup", "none yet; the running server writes one every night")
    else:
        yield Finding(
            "backup", "the newest is older than two days." if last else "there is none.",
            mend="Let the server run at night, look at the disk's room, and meanwhile: supervise backup FILE",
        )  # fmt: skip


def _broker(settings: Settings) -> Iterator[Finding]:
    if settings.broker_url is None:
        yield Finding("broker", "none, which is right for one process")
        return
    try:
        with redis.Redis.from_url(settings.broker_url.replace("valkey://", "redis://"), socket_timeout=5) as broker:
            broker.ping()
        yield Finding("broker", "it answers")
    except (redis.RedisError, ValueError):
        yield Finding(
            "broker", "it does not answer.", mend="Look at SUPERVISE_BROKER_URL and whether Valkey or Redis runs."
        )


def _mail(settings: Settings) -> Iterator[Finding]:
    place = urlsplit(settings.mail_url)
    if place.scheme == "file":
        if settings.secure:
            yield Finding(
                "e-mail", f"nothing is sent: e-mails are written into {place.path}.",
                mend="SUPERVISE_MAIL_URL=smtp://USER:PASSWORD@mail.example.org:587",
            )  # fmt: skip
        else:
            yield Finding("e-mail", f"written into {place.path}, which is right while trying things out")
        return
    try:
        port_is_right = place.port is None or place.port > 0
    except ValueError:
        port_is_right = False
    if not place.hostname or not port_is_right or (place.username and not place.password):
        yield Finding(
            "e-mail", "SUPERVISE_MAIL_URL is not complete.",
            mend="smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465; write @ in a password as %40",
        )  # fmt: skip
    else:
        yield Finding("e-mail", f"goes through {place.hostname}")


def _address(settings: Settings) -> Iterator[Finding]:
    if settings.base_url is None:
        yield Finding("address", "none given: right for this machine alone; others need SUPERVISE_BASE_URL and TLS")
        return
    if not settings.secure:
        yield Finding("address", "people would reach it without TLS.", mend="SUPERVISE_BASE_URL=https://...")
    bad = [one for one in settings.trusted_proxies if not _is_address(one)]
    if bad:
        yield Finding(
            "proxy", f"{bad[0]} is not an address.", mend="SUPERVISE_TRUSTED_PROXIES=127.0.0.1 (addresses, with commas)"
        )
    elif settings.secure and not settings.trusted_proxies:
        yield Finding(
            "proxy", "none is believed, so everybody seems to come from the proxy and shares its limits.",
            mend="SUPERVISE_TRUSTED_PROXIES=127.0.0.1 (the proxy's address as this server sees it)",
        )  # fmt: skip
    elif settings.secure:
        yield Finding("address", f"{settings.base_url}, behind {', '.join(settings.trusted_proxies)}")


def _scripts(settings: Settings) -> Iterator[Finding]:  # noqa: ARG001
    missing = [name for name in MODULES.values() if not (paths.static() / name).is_file()]
    if missing:
        yield Finding("pages", f"static/{missing[0]} is missing: pages work, but nothing is live.", mend="make setup")
    else:
        yield Finding("pages", "all scripts are there")


def _disguise(settings: Settings) -> Iterator[Finding]:
    yield Finding("disguise check", disguise.engine(rules_only=settings.disguise is Disguise.RULES))


def _file(settings: Settings) -> str:
    """Return where the database's file lies; of another database nothing that is there."""
    scheme, _, path = settings.database_url.partition(":///")
    return path if scheme == "sqlite" else str(settings.data_dir / "no-file")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
