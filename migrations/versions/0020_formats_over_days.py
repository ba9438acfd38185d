"""A format over days in a dilemma's thread: its stages, who came in, who has written; and words held back until then."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.add_column("comment", _moment("shown_from", nullable=True))
    op.add_column("dilemma", sa.Column("over_days", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "course",
        _id("id"),
        _id("dilemma_id"),
        sa.Column("frozen", sa.Text(), nullable=False),
        _id("begun_by_id"),
        _moment("begun_at"),
        _id("moderator_id", nullable=True),
        _moment("due_at", nullable=True),
        _moment("ended_at", nullable=True),
        _to("course", "dilemma_id", "dilemma", "CASCADE"),
        _to("course", "begun_by_id", "member"),
        _to("course", "moderator_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_dilemma_id"), "course", ["dilemma_id"])
    op.create_index(op.f("ix_course_due_at"), "course", ["due_at"])
    op.create_table(
        "course_stage",
        _id("course_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _moment("entered_at"),
        _moment("left_at", nullable=True),
        sa.Column("why", sa.String(length=24), nullable=True),
        _to("course_stage", "course_id", "course", "CASCADE"),
        sa.PrimaryKeyConstraint("course_id", "position", name=op.f("pk_course_stage")),
    )
    op.create_table(
        "course_entry",
        _id("course_id"),
        _id("member_id"),
        _moment("at"),
        _to("course_entry", "course_id", "course", "CASCADE"),
        _to("course_entry", "member_id", "member", "CASCADE"),
        sa.PrimaryKeyConstraint("course_id", "member_id", name=op.f("pk_course_entry")),
    )
    op.create_table(
        "course_voice",
        _id("course_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _id("member_id"),
        sa.Column("said", sa.Integer(), nullable=False),
        _moment("done_at", nullable=True),
        _moment("told_at", nullable=True),
        _to("course_voice", "course_id", "course", "CASCADE"),
        _to("course_voice", "member_id", "member", "CASCADE"),
        sa.PrimaryKeyConstraint("course_id", "position", "member_id", name=op.f("pk_course_voice")),
    )


def downgrade() -> None:
    for table in ("course_voice", "course_entry", "course_stage", "course"):
        op.drop_table(table)
    op.drop_column("dilemma", "over_days")
    op.drop_column("comment", "shown_from")
