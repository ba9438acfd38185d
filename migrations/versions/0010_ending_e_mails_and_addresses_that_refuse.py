"""Each kind of e-mail is ended by itself; an address that takes none is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wishes", sa.Column("waits_stopped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("wishes", sa.Column("waits_secret", sa.String(length=60), nullable=True))
    op.create_index("uq_wishes_waits_secret", "wishes", ["waits_secret"], unique=True)
    # until now one press ended both kinds
    op.execute("UPDATE wishes SET waits_stopped = stopped")
    op.create_table(
        "returned_email",
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_returned_email_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_returned_email")),
    )


def downgrade() -> None:
    op.drop_table("returned_email")
    op.drop_index("uq_wishes_waits_secret", table_name="wishes")
    op.drop_column("wishes", "waits_secret")
    op.drop_column("wishes", "waits_stopped")
