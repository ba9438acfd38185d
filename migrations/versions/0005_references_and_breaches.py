"""An author's own references, and the log of breaches."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("tidy", sa.String(length=40), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reference_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
        sa.UniqueConstraint("account_id", "tidy", name=op.f("uq_reference_account_id")),
    )
    op.create_table(
        "referenced",
        sa.Column("thing_id", sa.String(length=20), nullable=False),
        sa.Column("reference_id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference.id"], name=op.f("fk_referenced_reference_id_reference"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_referenced_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thing_id", name=op.f("pk_referenced")),
    )
    op.create_index(op.f("ix_referenced_reference_id"), "referenced", ["reference_id"])
    op.create_index(op.f("ix_referenced_dilemma_id"), "referenced", ["dilemma_id"])
    op.create_table(
        "breach",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("opened_by_id", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("cover_id", sa.String(length=20), nullable=True),
        sa.Column("dilemma_id", sa.String(length=20), nullable=True),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.Column("covered_at", sa.BigInteger(), nullable=True),
        sa.Column("noticed_at", sa.BigInteger(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("readers", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("risk", sa.String(length=24), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_breach_group_id_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["member.id"], name=op.f("fk_breach_opened_by_id_member")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_breach_closed_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    op.create_index("ix_breach_group", "breach", ["group_id", "opened_at"])


def downgrade() -> None:
    for table in ("breach", "referenced", "reference"):
        op.drop_table(table)
