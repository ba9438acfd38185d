"""Write-ups: their parts, versions, with whom they are shared, what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=False)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _word(name: str, length: int = 24) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    _what_is_written()
    _as_it_stood()
    _who_reads_and_signs()


def _what_is_written() -> None:
    op.create_table(
        "write_up",
        _id("id"),
        _id("group_id"),
        _id("author_id"),
        _word("key", 40),
        sa.Column("frozen", sa.Text(), nullable=False),
        _word("state"),
        _number("versions"),
        _number("shared_version", nullable=True),
        _moment("begun_at"),
        _moment("moved_at"),
        _to("write_up", "group_id", "group", "CASCADE"),
        _to("write_up", "author_id", "member"),
        _key("write_up", "id"),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_write_up_author_id")),
    )
    op.create_index("ix_write_up_group", "write_up", ["group_id", "moved_at"])
    op.create_table(
        "part",
        _id("id"),
        _id("write_up_id"),
        _word("section", 40),
        _word("row", 20),
        _word("column", 40),
        _number("place"),
        _number("saved"),
        _to("part", "write_up_id", "write_up", "CASCADE"),
        _key("part", "id"),
        sa.UniqueConstraint("write_up_id", "section", "row", "column", name=op.f("uq_part_write_up_id")),
    )


def _as_it_stood() -> None:
    op.create_table(
        "write_up_version",
        _id("id"),
        _id("write_up_id"),
        _number("number"),
        _word("why"),
        _moment("at"),
        _to("write_up_version", "write_up_id", "write_up", "CASCADE"),
        _key("write_up_version", "id"),
        sa.UniqueConstraint("write_up_id", "number", name=op.f("uq_write_up_version_write_up_id")),
    )
    op.create_table(
        "version_part",
        _id("version_id"),
        _id("part_id"),
        _id("text_id"),
        _number("revision"),
        _to("version_part", "version_id", "write_up_version", "CASCADE"),
        _to("version_part", "part_id", "part", "CASCADE"),
        _to("version_part", "text_id", "text", "CASCADE"),
        _key("version_part", "version_id", "part_id"),
    )
    op.create_index("ix_version_part_part_id", "version_part", ["part_id"])
    op.create_index("ix_version_part_text_id", "version_part", ["text_id"])


def _who_reads_and_signs() -> None:
    op.create_table(
        "assigned",
        _id("write_up_id"),
        _id("member_id"),
        _moment("at"),
        _to("assigned", "write_up_id", "write_up", "CASCADE"),
        _to("assigned", "member_id", "member", "CASCADE"),
        _key("assigned", "write_up_id", "member_id"),
    )
    op.create_index("ix_assigned_member_id", "assigned", ["member_id"])
    op.create_table(
        "decision",
        _id("version_id"),
        _id("by_id"),
        _word("outcome"),
        _moment("at"),
        _word("fingerprint", 64),
        _to("decision", "version_id", "write_up_version", "CASCADE"),
        _to("decision", "by_id", "member"),
        _key("decision", "version_id"),
    )
    op.create_index("ix_decision_at", "decision", ["at"])


def downgrade() -> None:
    for table in ("decision", "assigned", "version_part", "write_up_version", "part", "write_up"):
        op.drop_table(table)
