"""Formats of a group's own, meetings and their phases."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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
    op.create_table(
        "group_format",
        _id("id"),
        _id("group_id"),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("based_on", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("made_at"),
        _moment("retired_at", nullable=True),
        _to("group_format", "group_id", "group", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_format")),
        sa.UniqueConstraint("group_id", "slug", name=op.f("uq_group_format_group_id")),
    )
    op.create_table(
        "format_version",
        _id("format_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        _id("made_by_id"),
        _moment("made_at"),
        _to("format_version", "format_id", "group_format", "CASCADE"),
        _to("format_version", "made_by_id", "member"),
        sa.PrimaryKeyConstraint("format_id", "number", name=op.f("pk_format_version")),
    )
    op.create_table(
        "series",
        _id("id"),
        _id("group_id"),
        sa.Column("every", sa.String(length=24), nullable=False),
        _moment("made_at"),
        _to("series", "group_id", "group", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index("ix_series_group_id", "series", ["group_id"])
    op.create_table(
        "meeting",
        _id("id"),
        _id("group_id"),
        _id("series_id", nullable=True),
        sa.Column("key", sa.String(length=60), nullable=False),
        _moment("starts_at"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _id("facilitator_id"),
        _id("deputy_id", nullable=True),
        sa.Column("talk", sa.String(length=24), nullable=False),
        sa.Column("call_link", sa.String(length=500), nullable=False),
        _id("planned_by_id"),
        _moment("planned_at"),
        _moment("changed_at"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _moment("cancelled_at", nullable=True),
        _moment("began_at", nullable=True),
        _moment("ended_at", nullable=True),
        _to("meeting", "group_id", "group", "CASCADE"),
        _to("meeting", "series_id", "series"),
        _to("meeting", "facilitator_id", "member"),
        _to("meeting", "deputy_id", "member"),
        _to("meeting", "planned_by_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("group_id", "key", name=op.f("uq_meeting_group_id")),
    )
    op.create_index("ix_meeting_group_starts", "meeting", ["group_id", "starts_at"])
    op.create_index("ix_meeting_series_id", "meeting", ["series_id"])
    op.create_table(
        "agenda_item",
        _id("id"),
        _id("meeting_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("format_slug", sa.String(length=40), nullable=False),
        _id("presenter_id", nullable=True),
        _id("dilemma_id", nullable=True),
        sa.Column("frozen", sa.Text(), nullable=True),
        _to("agenda_item", "meeting_id", "meeting", "CASCADE"),
        _to("agenda_item", "presenter_id", "member"),
        _to("agenda_item", "dilemma_id", "dilemma", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index("ix_agenda_item_meeting", "agenda_item", ["meeting_id", "position"])
    op.create_index("ix_agenda_item_dilemma_id", "agenda_item", ["dilemma_id"])
    op.create_table(
        "calendar_feed",
        _id("member_id"),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        _moment("made_at"),
        _to("calendar_feed", "member_id", "member", "CASCADE"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_calendar_feed_fingerprint")),
    )


def downgrade() -> None:
    for table in ("calendar_feed", "agenda_item", "meeting", "series", "format_version", "group_format"):
        op.drop_table(table)
