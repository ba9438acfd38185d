"""What a cover needs to be lifted or made final, and who had a thread open."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ending", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=24), nullable=True))
        batch_op.create_index(batch_op.f("ix_cover_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cover_lifted_at"), ["lifted_at"], unique=False)
    op.execute("UPDATE cover SET case_id = id")
    op.create_table(
        "reading",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_reading_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_reading_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index("ix_reading_thread", ["dilemma_id", "member_id", "last_at"], unique=False)
        batch_op.create_index("ix_reading_last_at", ["last_at"], unique=False)
    op.create_table(
        "readers_asked",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["member.id"], name=op.f("fk_readers_asked_by_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_readers_asked_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_readers_asked_text_id_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readers_asked")),
    )
    with op.batch_alter_table("readers_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readers_asked_dilemma_id"), ["dilemma_id"], unique=False)
    op.create_table(
        "reader_named",
        sa.Column("asked_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("put_away_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["readers_asked.id"], name=op.f("fk_reader_named_asked_id_readers_asked"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_reader_named_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("asked_id", "member_id", name=op.f("pk_reader_named")),
    )
    with op.batch_alter_table("reader_named", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_named_member_id"), ["member_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reader_named")
    op.drop_table("readers_asked")
    op.drop_table("reading")
    for index in ("ix_cover_lifted_at", "ix_cover_case_id"):
        op.drop_index(index, table_name="cover")
    for column in ("reason", "ending", "case_id"):
        op.drop_column("cover", column)
