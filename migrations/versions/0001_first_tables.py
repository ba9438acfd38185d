"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("owner", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("shown_present", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deactivated_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index("uq_account_email", "account", [sa.text("lower(email)")], unique=True)
    op.create_table(
        "act",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=True),
        sa.Column("group_id", sa.String(length=20), nullable=True),
        sa.Column("supervisors_only", sa.Boolean(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index("ix_act_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_act_group_at", ["group_id", "at", "id"], unique=False)

    op.create_table(
        "change",
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("room", "element", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_room_seq", ["room", "seq"], unique=False)

    op.create_table(
        "group",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("given_up_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["done_at", "due_at"], unique=False)

    op.create_table(
        "room",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_room")),
    )
    op.create_table(
        "round",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_round")),
    )
    op.create_table(
        "group_theme",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("definition", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.Column("replaced_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_group_theme_group_id_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_theme")),
        sa.UniqueConstraint("group_id", "slug", name=op.f("uq_group_theme_group_id")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("convenor", sa.Boolean(), nullable=False),
        sa.Column("accepted_version", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("name_kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_member_account_id_account")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_member_group_id_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("group_id", "account_id", name=op.f("uq_member_group_id")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_account_id"), ["account_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_one_time_link_fingerprint")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_sign_in_fingerprint")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "acceptance",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_acceptance_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "version", name=op.f("pk_acceptance")),
    )
    op.create_table(
        "agreement",
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("answer_within_days", sa.Integer(), nullable=False),
        sa.Column("duty_of_care", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=20), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_agreement_group_id_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["member.id"], name=op.f("fk_agreement_made_by_member")),
        sa.PrimaryKeyConstraint("group_id", "version", name=op.f("pk_agreement")),
    )
    op.create_table(
        "dilemma",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.String(length=20), nullable=False),
        sa.Column("author_role", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("signed", sa.String(length=24), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("setting", sa.String(length=30), nullable=True),
        sa.Column("approach", sa.String(length=30), nullable=True),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("care", sa.Boolean(), nullable=False),
        sa.Column("brought_in", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("supervisor_answered_at", sa.BigInteger(), nullable=True),
        sa.Column("colleague_present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_dilemma_author_id_member")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_dilemma_group_id_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dilemma")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_dilemma_author_id")),
    )
    with op.batch_alter_table("dilemma", schema=None) as batch_op:
        batch_op.create_index("ix_dilemma_group_moved", ["group_id", "moved_at", "id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_draft_author_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("author_id", "place", name=op.f("uq_draft_author_id")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("convenor", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.String(length=20), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_by", sa.String(length=20), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["member.id"], name=op.f("fk_invitation_accepted_by_member")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_invitation_group_id_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["member.id"], name=op.f("fk_invitation_made_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_invitation_fingerprint")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index("ix_invitation_group", ["group_id"], unique=False)

    op.create_table(
        "text",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("author_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_text_author_id_member")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_text_group_id_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
        sa.UniqueConstraint("thing_id", "kind", name=op.f("uq_text_thing_id")),
    )
    with op.batch_alter_table("text", schema=None) as batch_op:
        batch_op.create_index("ix_text_group", ["group_id"], unique=False)

    op.create_table(
        "closure",
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.String(length=20), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_closure_by_id_member")),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_closure_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dilemma_id", name=op.f("pk_closure")),
    )
    op.create_table(
        "come_back",
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_come_back_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dilemma_id", name=op.f("pk_come_back")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=20), nullable=False),
        sa.Column("author_role", sa.String(length=24), nullable=False),
        sa.Column("signed", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("parent_id", sa.String(length=20), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_comment_author_id_member")),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_comment_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("author_id", "dilemma_id", "key", name=op.f("uq_comment_author_id")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_thread", ["dilemma_id", "number"], unique=False)

    op.create_table(
        "cover",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_cover_by_id_member")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["member.id"], name=op.f("fk_cover_lifted_by_id_member")),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_cover_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cover_text_id"), ["text_id"], unique=False)

    op.create_table(
        "dilemma_theme",
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["member.id"], name=op.f("fk_dilemma_theme_added_by_id_member")),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_dilemma_theme_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dilemma_id", "slug", name=op.f("pk_dilemma_theme")),
    )
    with op.batch_alter_table("dilemma_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dilemma_theme_slug"), ["slug"], unique=False)

    op.create_table(
        "kept",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_kept_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept")),
    )
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_text_id"), ["text_id"], unique=False)

    op.create_table(
        "quote",
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["text.id"], name=op.f("fk_quote_source_id_text"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_quote_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_quote")),
    )
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_source_id"), ["source_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("text_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("destroyed_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_for_disguise", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_revision_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "withdrawal",
        sa.Column("dilemma_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("destroy_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_withdrawal_dilemma_id_dilemma"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dilemma_id", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("comment_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("reaction", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_acknowledgement_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_acknowledgement_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", "member_id", "reaction", name=op.f("pk_acknowledgement")),
    )


def downgrade() -> None:
    op.drop_table("acknowledgement")
    op.drop_table("withdrawal")
    op.drop_table("revision")
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quote_source_id"))

    op.drop_table("quote")
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_text_id"))

    op.drop_table("kept")
    with op.batch_alter_table("dilemma_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dilemma_theme_slug"))

    op.drop_table("dilemma_theme")
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cover_text_id"))

    op.drop_table("cover")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_thread")

    op.drop_table("comment")
    op.drop_table("come_back")
    op.drop_table("closure")
    with op.batch_alter_table("text", schema=None) as batch_op:
        batch_op.drop_index("ix_text_group")

    op.drop_table("text")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_group")

    op.drop_table("invitation")
    op.drop_table("draft")
    with op.batch_alter_table("dilemma", schema=None) as batch_op:
        batch_op.drop_index("ix_dilemma_group_moved")

    op.drop_table("dilemma")
    op.drop_table("agreement")
    op.drop_table("acceptance")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    op.drop_table("one_time_link")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_account_id"))

    op.drop_table("member")
    op.drop_table("group_theme")
    op.drop_table("round")
    op.drop_table("room")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
    op.drop_table("group")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_room_seq")

    op.drop_table("change")
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index("ix_act_group_at")
        batch_op.drop_index("ix_act_at")

    op.drop_table("act")
    op.drop_table("account")
