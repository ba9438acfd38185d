"""How a migration runs: on the connection that the caller opened, batch mode for SQLite."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from supervise.core.db import Base, Choice, Moment
from supervise.ops.schema import is_ours


def plain(kind: str, what: Any, _: AutogenContext) -> str | bool:
    """Write our own types as what they are in the database: a migration must not lean on today's code."""
    if kind == "type" and isinstance(what, Moment):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(what, Choice):
        return "sa.String(length=24)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain,
    compare_type=True,
    include_name=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
