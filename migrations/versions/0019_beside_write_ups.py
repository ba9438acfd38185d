"""Wordings that a margin note suggests, items that it points to, and what a write-up's author and supervisors say between them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=False)


def _to(column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_aside_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.add_column("note", sa.Column("taken_at", sa.BigInteger(), nullable=True))
    op.add_column("note", sa.Column("tag", sa.String(length=60), server_default="", nullable=False))
    op.create_table(
        "aside",
        _id("id"),
        _id("write_up_id"),
        _id("author_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        _to("write_up_id", "write_up", "CASCADE"),
        _to("author_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aside")),
        sa.UniqueConstraint("write_up_id", "number", name=op.f("uq_aside_write_up_id")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_aside_author_id")),
    )


def downgrade() -> None:
    op.execute("UPDATE write_up_version SET why = 'by_itself' WHERE why = 'before_taking'")
    for table in ("kept", "cover", "revision"):
        op.execute(f"DELETE FROM {table} WHERE text_id IN (SELECT id FROM text WHERE kind IN ('wording', 'aside'))")
    op.execute("DELETE FROM text WHERE kind IN ('wording', 'aside')")
    op.drop_table("aside")
    op.drop_column("note", "tag")
    op.drop_column("note", "taken_at")
