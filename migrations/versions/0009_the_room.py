"""Meetings that are held: how they stand, who is there, what is said in writing, what stays."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _word(name: str, length: int = 24) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    _as_it_stands()
    _said()
    _marked()


def _as_it_stands() -> None:
    op.create_table(
        "held_meeting",
        _id("meeting_id"),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        _moment("due_at", nullable=True),
        _to("held_meeting", "meeting_id", "meeting", "CASCADE"),
        _key("held_meeting", "meeting_id"),
    )
    op.create_index("ix_held_meeting_due_at", "held_meeting", ["due_at"])
    op.create_table(
        "door",
        _id("meeting_id"),
        _id("member_id"),
        _word("through"),
        _moment("seen_at"),
        _to("door", "meeting_id", "meeting", "CASCADE"),
        _to("door", "member_id", "member", "CASCADE"),
        _key("door", "meeting_id", "member_id", "through"),
    )
    op.create_index("ix_door_seen_at", "door", ["seen_at"])
    op.create_table(
        "attendance",
        _id("id"),
        _id("meeting_id"),
        _id("member_id"),
        _moment("came_at"),
        _moment("went_at", nullable=True),
        _to("attendance", "meeting_id", "meeting", "CASCADE"),
        _to("attendance", "member_id", "member", "CASCADE"),
        _key("attendance", "id"),
    )
    op.create_index("ix_attendance_meeting", "attendance", ["meeting_id", "member_id"])
    op.create_table(
        "promise",
        _id("meeting_id"),
        _id("member_id"),
        _moment("at"),
        _to("promise", "meeting_id", "meeting", "CASCADE"),
        _to("promise", "member_id", "member", "CASCADE"),
        _key("promise", "meeting_id", "member_id"),
    )


def _said() -> None:
    op.create_table(
        "line",
        _id("id"),
        _id("meeting_id"),
        _id("item_id"),
        _word("stage", 60),
        sa.Column("stay", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _word("kind"),
        _id("author_id"),
        _word("said_as", 120),
        sa.Column("corrects", sa.Boolean(), nullable=False),
        sa.Column("warm", sa.Boolean(), nullable=True),
        _word("key", 40),
        _moment("said_at"),
        _id("comment_id", nullable=True),
        _to("line", "meeting_id", "meeting", "CASCADE"),
        _to("line", "item_id", "agenda_item", "CASCADE"),
        _to("line", "author_id", "member"),
        _to("line", "comment_id", "comment", "SET NULL"),
        _key("line", "id"),
        sa.UniqueConstraint("author_id", "meeting_id", "key", name=op.f("uq_line_author_id")),
    )
    op.create_index("ix_line_meeting", "line", ["meeting_id", "number"])
    op.create_index("ix_line_item_id", "line", ["item_id"])
    op.create_index("ix_line_comment_id", "line", ["comment_id"])
    op.create_table(
        "nudge",
        _id("id"),
        _id("meeting_id"),
        _id("by_id"),
        _id("to_id"),
        sa.Column("stay", sa.Integer(), nullable=False),
        _moment("at"),
        _to("nudge", "meeting_id", "meeting", "CASCADE"),
        _to("nudge", "by_id", "member"),
        _to("nudge", "to_id", "member", "CASCADE"),
        _key("nudge", "id"),
    )
    op.create_index("ix_nudge_meeting_id", "nudge", ["meeting_id"])


def _marked() -> None:
    op.create_table(
        "marked_moment",
        _id("id"),
        _id("meeting_id"),
        _id("member_id"),
        _word("what"),
        _word("stage", 60),
        _moment("at"),
        _to("marked_moment", "meeting_id", "meeting", "CASCADE"),
        _to("marked_moment", "member_id", "member", "CASCADE"),
        _key("marked_moment", "id"),
    )
    op.create_index("ix_marked_moment_meeting", "marked_moment", ["meeting_id", "member_id"])
    op.create_table(
        "takeaway",
        _id("id"),
        _id("meeting_id"),
        _id("member_id"),
        _to("takeaway", "meeting_id", "meeting", "CASCADE"),
        _to("takeaway", "member_id", "member", "CASCADE"),
        _key("takeaway", "id"),
        sa.UniqueConstraint("member_id", "meeting_id", name=op.f("uq_takeaway_member_id")),
    )
    op.create_index("ix_takeaway_meeting_id", "takeaway", ["meeting_id"])
    op.create_table(
        "meeting_words",
        _id("group_id"),
        _word("rule"),
        _id("by_id"),
        _moment("at"),
        _to("meeting_words", "group_id", "group", "CASCADE"),
        _to("meeting_words", "by_id", "member"),
        _key("meeting_words", "group_id"),
    )


def downgrade() -> None:
    for table in (
        "meeting_words",
        "takeaway",
        "marked_moment",
        "nudge",
        "line",
        "promise",
        "attendance",
        "door",
        "held_meeting",
    ):
        op.drop_table(table)
