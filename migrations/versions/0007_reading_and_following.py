"""Where each person has read to, and what they follow."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "read_up_to",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_read_up_to_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_read_up_to_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "dilemma_id", name=op.f("pk_read_up_to")),
    )
    op.create_index("ix_read_up_to_dilemma_id", "read_up_to", ["dilemma_id"])
    op.create_table(
        "following",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("pace", sa.String(length=24), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_following_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_following")),
    )
    op.create_table(
        "thread_following",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_thread_following_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_thread_following_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "dilemma_id", name=op.f("pk_thread_following")),
    )
    op.create_index("ix_thread_following_dilemma_id", "thread_following", ["dilemma_id"])
    op.create_table(
        "wishes",
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("away_until", sa.BigInteger(), nullable=True),
        sa.Column("stop_secret", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_wishes_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("stop_secret", name=op.f("uq_wishes_stop_secret")),
    )


def downgrade() -> None:
    op.drop_table("wishes")
    op.drop_index("ix_thread_following_dilemma_id", table_name="thread_following")
    op.drop_table("thread_following")
    op.drop_table("following")
    op.drop_index("ix_read_up_to_dilemma_id", table_name="read_up_to")
    op.drop_table("read_up_to")
