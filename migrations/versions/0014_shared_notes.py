"""Words that several write at one time: what they are merged with, and who writes under which number."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "shared_document",
        _id("text_id"),
        _id("epoch"),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        _to("shared_document", "text_id", "text"),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_shared_document")),
    )
    op.create_table(
        "shared_writer",
        _id("text_id"),
        _id("epoch"),
        sa.Column("writer", sa.BigInteger(), nullable=False),
        _id("member_id"),
        _to("shared_writer", "text_id", "text"),
        _to("shared_writer", "member_id", "member"),
        sa.PrimaryKeyConstraint("text_id", "epoch", "writer", name=op.f("pk_shared_writer")),
    )
    op.create_index("ix_shared_writer_member_id", "shared_writer", ["member_id"])


def downgrade() -> None:
    op.drop_table("shared_writer")
    op.drop_table("shared_document")
