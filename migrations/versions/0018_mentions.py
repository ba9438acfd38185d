"""Mentions: who is named in a response, and whether they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


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


def downgrade() -> None:
    op.drop_table("mention")
