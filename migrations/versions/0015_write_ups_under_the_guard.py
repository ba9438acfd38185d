"""Write-ups under the guard: found by their words, filed under a reference, with the count of details in a version."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TERMS = (
    "replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}scope)"
    " || coalesce(replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}own_scope), '')"
)
"""As in the migration that made the index: a table that is made anew loses its triggers, not the words beside it."""

ALONE = {"resolve_fks": False}
"""A table that is made anew is read by itself: the tables that it refers to stay as they are."""


def upgrade() -> None:
    with op.batch_alter_table("write_up_version", reflect_kwargs=ALONE) as version:
        version.add_column(sa.Column("details_changed", sa.Integer(), server_default="0", nullable=False))
        version.add_column(sa.Column("details_kept", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("referenced", reflect_kwargs=ALONE) as referenced:
        referenced.alter_column("dilemma_id", existing_type=sa.String(length=20), nullable=True)
    with op.batch_alter_table("search_entry", reflect_kwargs=ALONE) as entry:
        entry.alter_column("dilemma_id", existing_type=sa.String(length=20), nullable=True)
        entry.add_column(sa.Column("write_up_id", sa.String(length=20), nullable=True))
        entry.create_foreign_key(
            op.f("fk_search_entry_write_up_id_write_up"), "write_up", ["write_up_id"], ["id"], ondelete="CASCADE"
        )
        entry.create_index("ix_search_entry_write_up", ["write_up_id"])
    _follow()


def downgrade() -> None:
    op.execute("DELETE FROM search_entry WHERE dilemma_id IS NULL")
    op.execute("DELETE FROM referenced WHERE dilemma_id IS NULL")
    with op.batch_alter_table("search_entry", reflect_kwargs=ALONE) as entry:
        entry.drop_index("ix_search_entry_write_up")
        entry.drop_constraint(op.f("fk_search_entry_write_up_id_write_up"), type_="foreignkey")
        entry.drop_column("write_up_id")
        entry.alter_column("dilemma_id", existing_type=sa.String(length=20), nullable=False)
    _follow()
    with op.batch_alter_table("referenced", reflect_kwargs=ALONE) as referenced:
        referenced.alter_column("dilemma_id", existing_type=sa.String(length=20), nullable=False)
    with op.batch_alter_table("write_up_version", reflect_kwargs=ALONE) as version:
        version.drop_column("details_kept")
        version.drop_column("details_changed")


def _follow() -> None:
    """Let SQLite's index of words follow the entries again."""
    if op.get_bind().dialect.name != "sqlite":
        return
    put = f"INSERT INTO search_term (rowid, terms) VALUES (new.id, {TERMS.format(row='new.')});"
    drop = f"INSERT INTO search_term (search_term, rowid, terms) VALUES ('delete', old.id, {TERMS.format(row='old.')});"
    op.execute(f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {put} END")
    op.execute(f"CREATE TRIGGER search_entry_drop AFTER DELETE ON search_entry BEGIN {drop} END")
    changed = "UPDATE OF words, stems, scope, own_scope"
    op.execute(f"CREATE TRIGGER search_entry_change AFTER {changed} ON search_entry BEGIN {drop} {put} END")
