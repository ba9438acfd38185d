"""Dilemmas that somebody keeps at hand."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bookmark",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_bookmark_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_bookmark_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "dilemma_id", name=op.f("pk_bookmark")),
    )
    op.create_index("ix_bookmark_dilemma_id", "bookmark", ["dilemma_id"])


def downgrade() -> None:
    op.drop_index("ix_bookmark_dilemma_id", table_name="bookmark")
    op.drop_table("bookmark")
