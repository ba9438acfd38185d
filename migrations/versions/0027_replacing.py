"""Words that an author put otherwise in a submitted copy that was being marked, to disguise it better."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("replaced_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "replacement",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.String(length=20), nullable=False),
        sa.Column("part_id", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["write_up_version.id"],
            name=op.f("fk_replacement_version_id_write_up_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_replacement_part_id_part"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replacement")),
    )
    op.create_index(op.f("ix_replacement_version_id"), "replacement", ["version_id"])
    op.create_index(op.f("ix_replacement_part_id"), "replacement", ["part_id"])


def downgrade() -> None:
    op.drop_table("replacement")
    op.drop_column("submission", "replaced_at")
