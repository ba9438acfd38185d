"""The tables of dilemmas and comments; their words are in `texts`."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment, where_set
from supervise.core.ids import Id, new_id
from supervise.groups.models import Group, Member, Role


class Signed(StrEnum):
    """How a post is signed."""

    NAME = "name"
    COLLEAGUE = "colleague"


class Audience(StrEnum):
    """Whom a dilemma is addressed to."""

    GROUP = "group"
    SUPERVISORS = "supervisors"


class Kind(StrEnum):
    """What a comment is."""

    RESPONSE = "response"
    QUESTION = "question"
    REFLECTION = "reflection"
    RESONANCE = "resonance"
    HYPOTHESIS = "hypothesis"
    SUGGESTION = "suggestion"
    THEORY = "theory"
    GUIDANCE = "guidance"
    INFORMATION = "information"


class Reaction(StrEnum):
    """An acknowledgement, never a rating."""

    WITH_YOU = "with-you"
    THIS_LANDED = "this-landed"
    THANK_YOU = "thank-you"


class OwnSupervision(StrEnum):
    """Whether an author has spoken of what touches a duty of care with their own supervisor."""

    YES = "yes"
    NOT_YET = "not-yet"
    NOT_NEEDED = "not-needed"


class ReadersReason(StrEnum):
    """Why somebody asks who had a thread open."""

    TO_SPEAK = "to-speak"
    TO_REPORT = "to-report"
    THE_CLIENT = "the-client"


class Answer(StrEnum):
    """What a reader answered when asked whether they might know somebody: no, or that they step out."""

    NO = "no"
    STEPS_OUT = "steps-out"


class Dilemma(Base):
    """The opening post of a thread. `moved_at` is when something last happened in it.

    `asks_first` says that each reader is asked first whether they might know somebody in it (gate/), `over_days` that
    a format is or was gone through in its thread, which a rung above knows all about. `own_supervision` is shown to the
    author alone.
    """

    __tablename__ = "dilemma"
    __table_args__ = (
        Index("ix_dilemma_group_moved", "group_id", "moved_at", "id"),
        UniqueConstraint("author_id", "key"),
    )
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    author_role: Mapped[Role] = mapped_column(Choice(Role))
    key: Mapped[str] = mapped_column(String(40))
    signed: Mapped[Signed] = mapped_column(Choice(Signed), default=Signed.NAME)
    audience: Mapped[Audience] = mapped_column(Choice(Audience), default=Audience.GROUP)
    setting: Mapped[str | None] = mapped_column(String(30))
    approach: Mapped[str | None] = mapped_column(String(30))
    needed_by: Mapped[date | None] = mapped_column(Date)
    care: Mapped[bool] = mapped_column(default=False)
    asks_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    over_days: Mapped[bool] = mapped_column(default=False, server_default=false())
    brought_in: Mapped[bool] = mapped_column(default=False)
    posted_at: Mapped[datetime] = mapped_column(Moment)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    supervisor_answered_at: Mapped[datetime | None] = mapped_column(Moment)
    colleague_present: Mapped[bool] = mapped_column(default=False)
    own_supervision: Mapped[OwnSupervision | None] = mapped_column(Choice(OwnSupervision))
    group: Mapped[Group] = relationship(lazy="raise")
    author: Mapped[Member] = relationship(lazy="raise")


class DilemmaTheme(Base):
    """A theme of a dilemma, the first one its main; who added it is shown when it was not the author."""

    __tablename__ = "dilemma_theme"
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)
    position: Mapped[int]
    added_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)


class Closure(Base):
    """A dilemma is closed: who, when; by itself when `by_id` is None."""

    __tablename__ = "closure"
    __table_args__ = (Index("ix_closure_at", "at"),)
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Withdrawal(Base):
    """A dilemma is withdrawn: hidden with its thread at once, destroyed when its time comes."""

    __tablename__ = "withdrawal"
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    destroy_at: Mapped[datetime] = mapped_column(Moment)


class ComeBack(Base):
    """A day on which the author wants to meet the dilemma again; theirs alone."""

    __tablename__ = "come_back"
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)
    on: Mapped[date] = mapped_column(Date)


class Comment(Base):
    """A contribution to a thread; `key` is the writer's own, so that sending it twice posts it once.

    `shown_from` is the moment until which it was or is held back, its writer's alone.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("author_id", "dilemma_id", "key"),
        Index("ix_comment_thread", "dilemma_id", "number"),
        where_set("ix_comment_removed", "id", of="removed_at"),
    )
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    author_role: Mapped[Role] = mapped_column(Choice(Role))
    signed: Mapped[Signed] = mapped_column(Choice(Signed), default=Signed.NAME)
    kind: Mapped[Kind] = mapped_column(Choice(Kind), default=Kind.RESPONSE)
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    posted_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_from: Mapped[datetime | None] = mapped_column(Moment)
    author: Mapped[Member] = relationship(lazy="raise")


class Acknowledgement(Base):
    """A member's quiet answer to a comment."""

    __tablename__ = "acknowledgement"
    comment_id: Mapped[Id] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    reaction: Mapped[Reaction] = mapped_column(Choice(Reaction), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class GateAnswer(Base):
    """A member's answer at the gate of a dilemma; without a row they were not asked yet, or said 'not now'."""

    __tablename__ = "gate_answer"
    dilemma_id: Mapped[Id] = mapped_column(String(20), ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(
        String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    answer: Mapped[Answer] = mapped_column(Choice(Answer))
    at: Mapped[datetime] = mapped_column(Moment)


class Reading(Base):
    """A member had a thread open from one moment to another; an open page, which need not have been read."""

    __tablename__ = "reading"
    __table_args__ = (
        Index("ix_reading_thread", "dilemma_id", "member_id", "last_at"),
        Index("ix_reading_last_at", "last_at"),
    )
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"))
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)


class ReadersAsked(Base):
    """Somebody asked who had a thread open while words of a text stood, and why."""

    __tablename__ = "readers_asked"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), index=True)
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"))
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    reason: Mapped[ReadersReason] = mapped_column(Choice(ReadersReason))
    at: Mapped[datetime] = mapped_column(Moment)


class ReaderNamed(Base):
    """Somebody was named to whoever asked, and is told so until they put it away."""

    __tablename__ = "reader_named"
    asked_id: Mapped[Id] = mapped_column(ForeignKey("readers_asked.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    put_away_at: Mapped[datetime | None] = mapped_column(Moment)
