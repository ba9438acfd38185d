"""Bringing a database to the form that this version of the code expects."""

import warnings

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from supervise import paths
from supervise.core.db import Base, Database
from supervise.core.errors import Refusal
from supervise.core.sqlite import LETS_GO_AT_ONCE

INDEX_OF_WORDS = ("search_term", "ix_search_entry_terms")
"""What FTS5 keeps beside `search_entry`, and PostgreSQL's index over it (migration 0006)."""


class TooOld(Refusal):
    """The database was written with a newer SQLite than there is here."""

    message = (
        "This database was written with SQLite 3.44 or later, and here is an older one, which would not read its index "
        "of words. Install Supervise as its lock file says, or on a machine like the one that it comes from."
    )


def migrate(database: Database, revision: str = "head") -> bool:
    """Run the migrations up to a revision; return whether there was anything to do. Raises TooOld."""
    with database.writers_turn(), database.engine.connect() as connection:
        if database.is_sqlite and not LETS_GO_AT_ONCE and _was_let_go_at_once(connection):
            raise TooOld
        if revision == "head" and present(connection) == newest():
            return False
        command.upgrade(_config(connection), revision)
        connection.commit()
    return True


def unmigrate(database: Database, revision: str) -> None:
    """Run the migrations back down to a revision."""
    with database.writers_turn(), database.engine.connect() as connection:
        command.downgrade(_config(connection), revision)
        connection.commit()


def revise(database: Database, message: str) -> None:
    """Write a new migration from the difference between the tables and the models."""
    with database.engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def is_ours(name: str | None, kind: str, parent: object) -> bool:  # noqa: ARG001  as Alembic asks
    """Tell whether something in the database is for the models to describe; the index of words is not."""
    return not (name or "").startswith(INDEX_OF_WORDS)


def differences(database: Database) -> list[object]:
    """Return where the database's tables differ from the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        with warnings.catch_warnings():
            # SQLite cannot tell what an index over an expression is over
            warnings.filterwarnings("ignore", ".*expression-based index")
            return list(compare_metadata(context, Base.metadata))


def present(connection: Connection) -> str | None:
    """Return the revision that a database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision that this code brings."""
    return ScriptDirectory(str(paths.migrations())).get_current_head()


def _was_let_go_at_once(connection: Connection) -> bool:
    named = "SELECT 1 FROM sqlite_master WHERE name = 'search_term_config'"
    if connection.exec_driver_sql(named).first() is None:
        return False
    asked = "SELECT v FROM search_term_config WHERE k = 'secure-delete'"
    return bool(connection.exec_driver_sql(asked).scalar())


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
