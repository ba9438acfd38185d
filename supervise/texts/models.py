"""The tables of written words. No clinical word is stored in any other table, drafts' included."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment, where_set
from supervise.core.ids import Id, new_id
from supervise.groups.models import Member


class TextKind(StrEnum):
    """What a text is to the thing it belongs to."""

    ACCOUNT = "account"
    TITLE = "title"
    QUESTION = "question"
    COMMENT = "comment"
    OUTCOME = "outcome"
    SPOKEN_ABOUT = "spoken_about"
    WATCH_FOR = "watch_for"
    LINE = "line"
    NUDGE = "nudge"
    TAKEAWAY = "takeaway"
    DECISIONS = "decisions"
    SECTION = "section"
    VERDICT = "verdict"
    NOTE = "note"
    WORDING = "wording"
    ASIDE = "aside"
    FACT = "fact"
    REASON = "reason"
    NOTES = "notes"


class Text(Base):
    """A written thing; `thing_id` names the dilemma or comment that it belongs to."""

    __tablename__ = "text"
    __table_args__ = (UniqueConstraint("thing_id", "kind"), Index("ix_text_group", "group_id"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    thing_id: Mapped[Id] = mapped_column(String(20))
    kind: Mapped[TextKind] = mapped_column(Choice(TextKind))
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    revision: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)


class Revision(Base):
    """The words of a text at one time; `body` is None once they are destroyed."""

    __tablename__ = "revision"
    __table_args__ = (where_set("ix_revision_destroyed", "text_id", "number", of="destroyed_at"),)
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str | None] = mapped_column(LongText)
    written_at: Mapped[datetime] = mapped_column(Moment)
    destroyed_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_for_disguise: Mapped[int] = mapped_column(default=0)


class KeptReason(StrEnum):
    """Why a marked word may stay."""

    NOT_A_NAME = "not_a_name"
    PUBLIC = "public"
    AGREED = "agreed"
    OTHER = "other"


class Kept(Base):
    """A finding that the author answered by keeping the words: where it stands and why, never the words."""

    __tablename__ = "kept"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    label: Mapped[str] = mapped_column(String(20))
    reason: Mapped[KeptReason] = mapped_column(Choice(KeptReason))


class Mention(Base):
    """A member is named in a text: who and since when, never the name; `told_at` once no e-mail is to tell them."""

    __tablename__ = "mention"
    text_id: Mapped[Id] = mapped_column(String(20), ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(
        String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class UncoverReason(StrEnum):
    """Why covered words may be shown again: chosen, so that the trail holds no words."""

    NOT_A_CLIENT = "not-a-client"
    DISGUISED = "disguised"
    AGREED = "agreed"
    MISTAKE = "mistake"


class Ending(StrEnum):
    """What became of a cover."""

    UNCOVERED = "uncovered"
    REDACTED = "redacted"
    REWRITTEN = "rewritten"
    DESTROYED = "destroyed"


class Cover(Base):
    """A passage hidden from everybody while it is looked at; spans are code points of one revision.

    One press may cover several passages, in several revisions: they share a `case_id` and are decided on together.
    """

    __tablename__ = "cover"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    case_id: Mapped[Id] = mapped_column(String(20), default=new_id, server_default="", index=True)
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    lifted_by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    ending: Mapped[Ending | None] = mapped_column(Choice(Ending))
    reason: Mapped[UncoverReason | None] = mapped_column(Choice(UncoverReason))


class Quote(Base):
    """A passage of one text shown in another: a reference, so that a cover or an erasure reaches it."""

    __tablename__ = "quote"
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]


class SharedDocument(Base):
    """What is needed to merge what several write into one text at a time: a Yjs document of its present words.

    `state` is None where it is to be made anew from the words; `epoch` names the making, so that nobody brings back
    with an older one what was destroyed since.
    """

    __tablename__ = "shared_document"
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    epoch: Mapped[Id] = mapped_column(String(20), default=new_id)
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class SharedWriter(Base):
    """Which member writes in a shared document under a number; each page that they write on has a number of its own."""

    __tablename__ = "shared_writer"
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    epoch: Mapped[Id] = mapped_column(String(20), primary_key=True)
    writer: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)


class Draft(Base):
    """Words not yet given to anybody: one per author and place, seen by the author only, never indexed."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("author_id", "place"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(60))
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    author: Mapped[Member] = relationship(lazy="raise")
