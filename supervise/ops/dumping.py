"""PostgreSQL's own programs for a backup and a restore."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL

from supervise.core.db import Database


class CannotKeep(Exception):
    """A backup or restore that was not done; the message is one line that says why and what to do."""


def dump(url: URL, target: Path) -> None:
    """Write a consistent dump of a database to a file; raises CannotKeep."""
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--file", str(target)], url)


def load(database: Database, source: Path) -> None:
    """Fill an empty database from a dump, all of it or nothing; raises CannotKeep."""
    if inspect(database.engine).get_table_names():
        raise CannotKeep("The database holds an installation already. Restore into an empty database.")
    _run(
        "pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"], database.url, source
    )


def _run(program: str, words: list[str], url: URL, *files: Path) -> None:
    if shutil.which(program) is None:
        raise CannotKeep(f"{program} is not installed. Install PostgreSQL's client programs, then try again.")
    with tempfile.TemporaryDirectory(prefix="supervise-") as folder:
        place = _address(url, Path(folder))
        done = subprocess.run(  # noqa: S603  our own words and the owner's own database
            [program, *words, "--no-password", "--dbname", place, *map(str, files)],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    if done.returncode:
        raise CannotKeep(f"{program} did not finish (status {done.returncode}). {_why(done.stderr)}")


def _address(url: URL, folder: Path) -> str:
    """Return the address as the programs read it; the password by a file: others see a command's words."""
    query = dict(url.query)
    if url.password:
        kept = folder / "password"
        escaped = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"*:*:*:*:{escaped}\n")
        query["passfile"] = str(kept)
    parts = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return parts.render_as_string(hide_password=False)


def _why(said: str) -> str:
    """Return what to do; the program's own words could hold people's, so they are not repeated."""
    if "version" in said and "mismatch" in said:
        return "It is older than the database server: install the client programs of the server's version."
    if "input file" in said or "archive" in said:
        return "The file is not a whole backup of a PostgreSQL database. Take another one."
    return "Look at the database server's log."
