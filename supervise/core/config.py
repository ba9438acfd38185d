"""Settings from the environment, read and checked once at the start (README.md, 'Running it for real')."""

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit


class Disguise(StrEnum):
    """How thoroughly texts are checked."""

    FULL = "full"
    RULES = "rules"


class BadSetting(Exception):
    """A setting that cannot be used; its message is the one line that the owner reads."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can choose."""

    data_dir: Path
    database_url: str
    broker_url: str | None
    secret_key: str
    base_url: str | None
    mail_url: str
    trusted_proxies: tuple[str, ...]
    idle_minutes: int
    disguise: Disguise
    backup_key_file: Path | None
    limits: bool
    test_clock: Path | None
    test_quick_hash: bool

    @property
    def secure(self) -> bool:
        """Tell whether people reach this installation over TLS."""
        return self.base_url is not None and self.base_url.startswith("https://")


_KNOWN = {
    "SUPERVISE_DATA_DIR",
    "SUPERVISE_DATABASE_URL",
    "SUPERVISE_BROKER_URL",
    "SUPERVISE_SECRET_KEY",
    "SUPERVISE_SECRET_KEY_FILE",
    "SUPERVISE_BASE_URL",
    "SUPERVISE_MAIL_URL",
    "SUPERVISE_TRUSTED_PROXIES",
    "SUPERVISE_IDLE_MINUTES",
    "SUPERVISE_DISGUISE",
    "SUPERVISE_BACKUP_KEY_FILE",
    "SUPERVISE_LIMITS",
}
_SHORTEST_KEY = 32
_LONGEST_IDLE = 24 * 60


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment; raise BadSetting with one clear line where it cannot be used."""
    given = {k: v for k, v in (os.environ if environ is None else environ).items() if k.startswith("SUPERVISE_")}
    unknown = sorted(k for k in given if k not in _KNOWN and not k.startswith("SUPERVISE_TEST_"))
    if unknown:
        raise BadSetting(f"{unknown[0]} is not a setting of Supervise. Remove it, or look at its spelling.")
    data_dir = Path(given.get("SUPERVISE_DATA_DIR") or "instance").absolute()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock_file = given.get("SUPERVISE_TEST_CLOCK")
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(given.get("SUPERVISE_DATABASE_URL"), data_dir),
        broker_url=_url(given, "SUPERVISE_BROKER_URL", ("redis", "rediss", "valkey", "unix")),
        secret_key=_secret_key(given, data_dir),
        base_url=_base_url(given),
        mail_url=_url(given, "SUPERVISE_MAIL_URL", ("smtp", "smtps", "file")) or f"file://{data_dir / 'mail'}",
        trusted_proxies=tuple(p.strip() for p in given.get("SUPERVISE_TRUSTED_PROXIES", "").split(",") if p.strip()),
        idle_minutes=_number(given, "SUPERVISE_IDLE_MINUTES", 15, _LONGEST_IDLE),
        disguise=_disguise(given),
        backup_key_file=_file(given, "SUPERVISE_BACKUP_KEY_FILE"),
        limits=_switch(given, "SUPERVISE_LIMITS"),
        test_clock=Path(clock_file) if clock_file else None,
        test_quick_hash=given.get("SUPERVISE_TEST_QUICK_HASH") == "1",
    )


def _database_url(value: str | None, data_dir: Path) -> str:
    if not value:
        return f"sqlite:///{data_dir / 'supervise.db'}"
    scheme = value.partition(":")[0]
    if scheme in {"postgres", "postgresql"}:
        return "postgresql+psycopg" + value[len(scheme) :]
    if scheme in {"postgresql+psycopg", "sqlite"}:
        return value
    raise BadSetting("SUPERVISE_DATABASE_URL must begin with postgresql:// or sqlite://.")


def _url(given: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    value = given.get(name)
    if not value:
        return None
    if urlsplit(value).scheme not in schemes:
        raise BadSetting(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}.")
    return value


def _base_url(given: Mapping[str, str]) -> str | None:
    value = _url(given, "SUPERVISE_BASE_URL", ("http", "https"))
    if value is None:
        return None
    parts = urlsplit(value)
    if not parts.hostname or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise BadSetting("SUPERVISE_BASE_URL is the address alone, like https://supervise.example.org.")
    return value.rstrip("/")


def _number(given: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    value = given.get(name)
    if not value:
        return otherwise
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise BadSetting(f"{name} must be a whole number from 1 to {most}.")
    return int(value)


def disguise() -> Disguise:
    """Read that one setting, for a command that needs no installation; raise BadSetting."""
    return _disguise(os.environ)


def _disguise(given: Mapping[str, str]) -> Disguise:
    value = given.get("SUPERVISE_DISGUISE") or Disguise.FULL
    if value not in set(Disguise):
        raise BadSetting(f"SUPERVISE_DISGUISE must be {' or '.join(Disguise)}.")
    return Disguise(value)


def _switch(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name) or "on"
    if value not in {"on", "off"}:
        raise BadSetting(f"{name} must be on or off.")
    return value == "on"


def _file(given: Mapping[str, str], name: str) -> Path | None:
    value = given.get(name)
    if not value:
        return None
    if not Path(value).is_file():
        raise BadSetting(f"{name} names a file that is not there.")
    return Path(value)


def _secret_key(given: Mapping[str, str], data_dir: Path) -> str:
    if key := given.get("SUPERVISE_SECRET_KEY"):
        return _long_enough(key, "SUPERVISE_SECRET_KEY")
    if named := _file(given, "SUPERVISE_SECRET_KEY_FILE"):
        return _long_enough(named.read_text().strip(), "SUPERVISE_SECRET_KEY_FILE")
    kept = data_dir / "secret-key"
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return _long_enough(kept.read_text().strip(), str(kept.name))


def _long_enough(key: str, name: str) -> str:
    if len(key) < _SHORTEST_KEY:
        raise BadSetting(f"{name} must hold at least {_SHORTEST_KEY} characters.")
    return key
