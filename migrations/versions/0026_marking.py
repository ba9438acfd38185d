"""Marking of submitted write-ups: by whom, by which rubric, what was given; and with whom one was ever shared."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _id(name: str, *, needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=not needed)


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=True)


def _word(name: str, length: int = 24, *, needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _to(table: str, column: str, other: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "shown_to",
        _id("write_up_id"),
        _id("member_id"),
        _to("shown_to", "write_up_id", "write_up"),
        _to("shown_to", "member_id", "member"),
        sa.PrimaryKeyConstraint("write_up_id", "member_id", name=op.f("pk_shown_to")),
    )
    op.create_index(op.f("ix_shown_to_member_id"), "shown_to", ["member_id"])
    op.execute(
        "INSERT INTO shown_to (write_up_id, member_id) SELECT write_up_id, member_id FROM assigned"
        " UNION SELECT write_up_id, author_id FROM note UNION SELECT write_up_id, author_id FROM aside"
        " UNION SELECT v.write_up_id, d.by_id FROM decision d JOIN write_up_version v ON v.id = d.version_id"
    )
    op.create_table(
        "marking",
        _id("id"),
        _id("group_id"),
        _id("write_up_id"),
        _id("version_id"),
        _word("number", 8),
        sa.Column("rubric", sa.Text(), nullable=False),
        _at("begun_at"),
        _word("agreed", needed=False),
        _id("agreed_by_id", needed=False),
        _at("released_at"),
        _to("marking", "group_id", "group"),
        _to("marking", "write_up_id", "write_up"),
        _to("marking", "version_id", "write_up_version"),
        _to("marking", "agreed_by_id", "member", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_marking_group_id")),
        sa.UniqueConstraint("version_id", name=op.f("uq_marking_version_id")),
    )
    op.create_index(op.f("ix_marking_write_up_id"), "marking", ["write_up_id"])
    op.create_index(op.f("ix_marking_released_at"), "marking", ["released_at"])
    _marks()


def _marks() -> None:
    op.create_table(
        "mark",
        _id("id"),
        _id("write_up_id"),
        _id("marking_id"),
        _id("member_id"),
        _word("place"),
        _at("begun_at"),
        _at("given_at"),
        _at("ended_at"),
        _word("result", needed=False),
        _to("mark", "write_up_id", "write_up"),
        _to("mark", "marking_id", "marking"),
        _to("mark", "member_id", "member", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_table(
        "criterion_mark",
        _id("id"),
        _id("write_up_id"),
        _id("mark_id"),
        _word("criterion", 40),
        sa.Column("value", sa.Integer(), nullable=True),
        _to("criterion_mark", "write_up_id", "write_up"),
        _to("criterion_mark", "mark_id", "mark"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_mark")),
        sa.UniqueConstraint("mark_id", "criterion", name=op.f("uq_criterion_mark_mark_id")),
    )
    op.create_table(
        "pointer",
        _id("criterion_mark_id"),
        _id("part_id"),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        _to("pointer", "criterion_mark_id", "criterion_mark"),
        _to("pointer", "part_id", "part"),
        sa.PrimaryKeyConstraint("criterion_mark_id", "part_id", "paragraph", name=op.f("pk_pointer")),
    )
    for table, column in (
        ("mark", "write_up_id"),
        ("mark", "marking_id"),
        ("mark", "member_id"),
        ("criterion_mark", "write_up_id"),
        ("pointer", "part_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.execute("UPDATE write_up SET state = 'submitted' WHERE state = 'passed'")
    op.execute("UPDATE write_up SET state = 'returned' WHERE state = 'referred'")
    for table in ("kept", "cover", "revision"):
        op.execute(f"DELETE FROM {table} WHERE text_id IN (SELECT id FROM text WHERE kind = 'reason')")
    op.execute("DELETE FROM text WHERE kind = 'reason'")
    for table in ("pointer", "criterion_mark", "mark", "marking", "shown_to"):
        op.drop_table(table)
