"""On whose behalf a supervisor decided on a version, where it was not their own."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ALONE = {"resolve_fks": False}
"""A table that is made anew is read by itself: the tables that it refers to stay as they are."""


def upgrade() -> None:
    with op.batch_alter_table("decision", reflect_kwargs=ALONE) as decision:
        decision.add_column(sa.Column("for_id", sa.String(length=20), nullable=True))
        decision.create_foreign_key(op.f("fk_decision_for_id_member"), "member", ["for_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("decision", reflect_kwargs=ALONE) as decision:
        decision.drop_constraint(op.f("fk_decision_for_id_member"), type_="foreignkey")
        decision.drop_column("for_id")
