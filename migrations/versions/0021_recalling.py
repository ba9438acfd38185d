"""When a submitted version of a write-up was recalled by its author, to disguise it better."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("recalled_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE write_up SET state = 'returned' WHERE state = 'recalled'")
    op.drop_column("submission", "recalled_at")
