"""Facts that the author of a write-up marks, to see whether they come again."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("write_up_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("elsewhere_at", sa.BigInteger(), nullable=True),
        sa.Column("forgotten_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["write_up_id"], ["write_up.id"], name=op.f("fk_fact_write_up_id_write_up"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_write_up_id"), "fact", ["write_up_id"])


def downgrade() -> None:
    for table in ("kept", "cover", "revision"):
        op.execute(f"DELETE FROM {table} WHERE text_id IN (SELECT id FROM text WHERE kind = 'fact')")
    op.execute("DELETE FROM text WHERE kind = 'fact'")
    op.drop_index(op.f("ix_fact_write_up_id"), table_name="fact")
    op.drop_table("fact")
