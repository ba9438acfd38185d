"""Indexes of what is gone, so that the list of it is written in a moment however much there is."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

GONE = (
    ("comment", "ix_comment_removed", ["id"], "removed_at"),
    ("revision", "ix_revision_destroyed", ["text_id", "number"], "destroyed_at"),
)


def upgrade() -> None:
    for table, name, columns, column in GONE:
        said = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, columns, sqlite_where=said, postgresql_where=said)
    op.create_index("ix_act_tag", "act", ["tag", "id"])


def downgrade() -> None:
    op.drop_index("ix_act_tag", "act")
    for table, name, _, _ in reversed(GONE):
        op.drop_index(name, table)
