"""What has been erased, as ids."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    erasure = op.create_table(
        "erasure",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "about", name=op.f("pk_erasure")),
    )
    act = sa.table("act", sa.column("tag", sa.String), sa.column("at", sa.BigInteger), sa.column("about", sa.JSON))
    gone = sa.select(act.c.at, act.c.about).where(act.c.tag == "dilemma.destroyed").order_by(act.c.at)
    known = {about["dilemma_id"]: at for at, about in op.get_bind().execute(gone)}
    op.bulk_insert(erasure, [{"kind": "dilemma", "about": one, "at": at} for one, at in known.items()])


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_column("account", "erased_at")  # not in a batch, which would lose the index over the small letters
