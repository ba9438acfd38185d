"""How long each kind of text is kept in a group, and what is held."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=True),
        sa.Column("member_id", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_hold_group_id_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_hold_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_hold_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_hold_by_id_member")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["member.id"], name=op.f("fk_hold_lifted_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    for column in ("group_id", "dilemma_id", "member_id"):
        op.create_index(op.f(f"ix_hold_{column}"), "hold", [column])
    op.create_table(
        "keeping_choice",
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("term", sa.String(length=8), nullable=False),
        sa.Column("next_term", sa.String(length=8), nullable=True),
        sa.Column("next_from", sa.BigInteger(), nullable=True),
        sa.Column("made_by_id", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_keeping_choice_group_id_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_keeping_choice_made_by_id_member")),
        sa.PrimaryKeyConstraint("group_id", "kind", name=op.f("pk_keeping_choice")),
    )
    op.create_table(
        "going_notice",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("thing_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_going_notice_group_id_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "thing_id", name=op.f("pk_going_notice")),
    )
    op.create_index(op.f("ix_going_notice_group"), "going_notice", ["group_id", "kind"])
    op.create_table(
        "swept",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_swept_group_id_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swept")),
        sa.UniqueConstraint("group_id", "kind", "day", name=op.f("uq_swept_group_id")),
    )
    op.create_index(op.f("ix_swept_day"), "swept", ["day"])
    op.create_index(op.f("ix_closure_at"), "closure", ["at"])


def downgrade() -> None:
    op.drop_index("ix_closure_at", table_name="closure")
    for table in ("swept", "going_notice", "keeping_choice", "hold"):
        op.drop_table(table)
