"""The small-world gate: dilemmas that ask each reader first, and what readers answered."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _to(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_gate_answer_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.add_column("dilemma", sa.Column("asks_first", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "gate_answer",
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _to("dilemma_id", "dilemma"),
        _to("member_id", "member"),
        sa.PrimaryKeyConstraint("dilemma_id", "member_id", name=op.f("pk_gate_answer")),
    )
    op.create_index(op.f("ix_gate_answer_member_id"), "gate_answer", ["member_id"])


def downgrade() -> None:
    op.drop_table("gate_answer")
    op.drop_column("dilemma", "asks_first")
