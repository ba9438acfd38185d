"""Wordings that a margin note suggests: when its author took one."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("note", sa.Column("taken_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE write_up_version SET why = 'by_itself' WHERE why = 'before_taking'")
    for table in ("kept", "cover", "revision"):
        op.execute(f"DELETE FROM {table} WHERE text_id IN (SELECT id FROM text WHERE kind = 'wording')")
    op.execute("DELETE FROM text WHERE kind = 'wording'")
    op.drop_column("note", "taken_at")
