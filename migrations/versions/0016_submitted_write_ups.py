"""Write-ups that were submitted: which version, when, and the digest of its words."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("version_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["write_up_version.id"],
            name=op.f("fk_submission_version_id_write_up_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_submission")),
    )


def downgrade() -> None:
    op.execute("UPDATE write_up SET state = 'verified' WHERE state = 'submitted'")
    op.drop_table("submission")
