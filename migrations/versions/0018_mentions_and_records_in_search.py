"""Mentions: who is named in a response, and whether they were told. Records of meetings are found by their words."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TERMS = (
    "replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}scope)"
    " || coalesce(replace(rtrim({row}words || {row}stems), ' ', ' ' || {row}own_scope), '')"
)
"""As in the migration that made the index: a table that is made anew loses its triggers, not the words beside it."""

ALONE = {"resolve_fks": False}
"""A table that is made anew is read by itself: the tables that it refers to stay as they are."""


def _to(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_mention_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "mention",
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        _to("text_id", "text"),
        _to("member_id", "member"),
        sa.PrimaryKeyConstraint("text_id", "member_id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_member_id"), "mention", ["member_id"])
    op.create_index(op.f("ix_mention_told_at"), "mention", ["told_at"])
    with op.batch_alter_table("search_entry", reflect_kwargs=ALONE) as entry:
        entry.add_column(sa.Column("meeting_id", sa.String(length=20), nullable=True))
        entry.create_foreign_key(
            op.f("fk_search_entry_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"], ondelete="CASCADE"
        )
        entry.create_index("ix_search_entry_meeting", ["meeting_id"])
    _follow()


def downgrade() -> None:
    op.execute("DELETE FROM search_entry WHERE meeting_id IS NOT NULL")
    with op.batch_alter_table("search_entry", reflect_kwargs=ALONE) as entry:
        entry.drop_index("ix_search_entry_meeting")
        entry.drop_constraint(op.f("fk_search_entry_meeting_id_meeting"), type_="foreignkey")
        entry.drop_column("meeting_id")
    _follow()
    op.drop_table("mention")


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
