"""The search index. The server fills it by and by; `supervise search rebuild` does so at once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TERMS = (
    "replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}scope)"
    " || coalesce(replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}own_scope), '')"
)
"""Every word and stem of an entry, each with the scope in which it may be found put before it."""

FTS = "fts5(terms, content='', columnsize=0, detail=none, tokenize='ascii')"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "search_entry",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("thing_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("own_scope", sa.String(length=10), nullable=True),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_search_entry_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_search_entry_group_id_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("thing_id", name=op.f("uq_search_entry_thing_id")),
    )
    op.create_index("ix_search_entry_dilemma", "search_entry", ["dilemma_id"])
    op.create_index("ix_search_entry_group", "search_entry", ["group_id", "posted_at"])
    op.create_table(
        "search_filling",
        sa.Column("of", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=20), nullable=False),
        sa.Column("through_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("of", name=op.f("pk_search_filling")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_of_sqlite()
    else:
        _index_of_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_term")
    op.drop_table("search_filling")
    op.drop_table("search_entry")


def _index_of_sqlite() -> None:
    op.execute(f"CREATE VIRTUAL TABLE search_term USING {FTS}")
    put = f"INSERT INTO search_term (rowid, terms) VALUES (new.id, {TERMS.format(row='new.')});"
    drop = f"INSERT INTO search_term (search_term, rowid, terms) VALUES ('delete', old.id, {TERMS.format(row='old.')});"
    op.execute(f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {put} END")
    op.execute(f"CREATE TRIGGER search_entry_drop AFTER DELETE ON search_entry BEGIN {drop} END")
    changed = "UPDATE OF words, stems, scope, own_scope"
    op.execute(f"CREATE TRIGGER search_entry_change AFTER {changed} ON search_entry BEGIN {drop} {put} END")


def _index_of_postgresql() -> None:
    terms = TERMS.format(row="")
    op.execute(
        "CREATE INDEX ix_search_entry_terms ON search_entry"
        f" USING gin (array_to_tsvector(string_to_array(ltrim({terms}), ' '))) WITH (fastupdate = off)"
    )
