"""Notes in the margin of write-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _to(column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_note_{column}_{other}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "note",
        _id("id"),
        _id("write_up_id"),
        _id("part_id"),
        _id("parent_id", nullable=True),
        _id("author_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        _moment("at"),
        _moment("settled_at", nullable=True),
        _id("settled_by_id", nullable=True),
        _moment("removed_at", nullable=True),
        _to("write_up_id", "write_up", "CASCADE"),
        _to("part_id", "part", "CASCADE"),
        _to("parent_id", "note", "CASCADE"),
        _to("author_id", "member"),
        _to("settled_by_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("write_up_id", "number", name=op.f("uq_note_write_up_id")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_note_author_id")),
    )
    op.create_index("ix_note_part_id", "note", ["part_id"])
    op.create_index("ix_note_parent_id", "note", ["parent_id"])


def downgrade() -> None:
    op.drop_table("note")
