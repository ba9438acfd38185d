"""Whether an author has spoken of a dilemma that touches a duty of care with their own supervisor."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dilemma", sa.Column("own_supervision", sa.String(length=24), nullable=True))


def downgrade() -> None:
    op.drop_column("dilemma", "own_supervision")
