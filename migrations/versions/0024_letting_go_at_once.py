"""A SQLite that can do so lets go of a word in its index of words as soon as it is taken out of it."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TERMS = (
    "replace(rtrim(words || stems), ' ', ' ' || scope)"
    " || coalesce(replace(rtrim(words || stems), ' ', ' ' || own_scope), '')"
)
"""Every word and stem of an entry, each with the scope in which it may be found put before it (migration 0006)."""

FTS = "fts5(terms, content='', columnsize=0, detail=none, tokenize='ascii')"


def upgrade() -> None:
    if _can():
        op.execute("INSERT INTO search_term (search_term, rank) VALUES ('secure-delete', 1)")
        # what was only noted as gone before goes now
        op.execute("INSERT INTO search_term (search_term) VALUES ('optimize')")


def downgrade() -> None:
    if _can():
        # an older SQLite does not read what this one has written
        op.execute("DROP TABLE search_term")
        op.execute(f"CREATE VIRTUAL TABLE search_term USING {FTS}")
        op.execute(f"INSERT INTO search_term (rowid, terms) SELECT id, {TERMS} FROM search_entry")


def _can() -> bool:
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return False
    version = str(bind.exec_driver_sql("SELECT sqlite_version()").scalar_one())
    return tuple(int(part) for part in version.split(".")) >= (3, 44)
