"""The tables of a meeting that is held. Ids, enums, numbers and times only; words are in `texts`."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id
from supervise.groups.models import Member
from supervise.meetings.format import Kind


class WordsRule(StrEnum):
    """What becomes of the words of a meeting when it is over."""

    KEEP = "keep"
    TAKEAWAYS = "takeaways"
    DELETE = "delete"


class HeldMeeting(Base):
    """A meeting as it stands: clock, chair, parts, hands.

    `settled` is the number of the room at which phase, clock or chair last changed, `due_at` the moment at which
    something happens by itself.
    """

    __tablename__ = "held_meeting"
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    settled: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class Door(Base):
    """A way by which somebody is in the room: a process that holds a socket of theirs, or pages they look at."""

    __tablename__ = "door"
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    through: Mapped[str] = mapped_column(String(24), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Attendance(Base):
    """Somebody was in the room from one moment to another; `went_at` is None while they are."""

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_meeting", "meeting_id", "member_id"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    came_at: Mapped[datetime] = mapped_column(Moment)
    went_at: Mapped[datetime | None] = mapped_column(Moment)


class Promise(Base):
    """Somebody promised to be where nobody else hears or sees the meeting."""

    __tablename__ = "promise"
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Line(Base):
    """Something said in writing; `key` is the writer's own, so that sending it twice says it once.

    `stay` counts the stays in phases of the whole meeting, `stage` names the phase, `said_as` what the writer was in
    it. `corrects` marks a fact put right by a presenter who listens, `warm` how the presenter rated a question.
    """

    __tablename__ = "line"
    __table_args__ = (
        UniqueConstraint("author_id", "meeting_id", "key"),
        Index("ix_line_meeting", "meeting_id", "number"),
    )
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_id: Mapped[Id] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    stage: Mapped[str] = mapped_column(String(60))
    stay: Mapped[int]
    number: Mapped[int]
    kind: Mapped[Kind] = mapped_column(Choice(Kind))
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    said_as: Mapped[str] = mapped_column(String(120))
    corrects: Mapped[bool] = mapped_column(default=False)
    warm: Mapped[bool | None]
    key: Mapped[str] = mapped_column(String(40))
    said_at: Mapped[datetime] = mapped_column(Moment)
    comment_id: Mapped[Id | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"), index=True)
    author: Mapped[Member] = relationship(lazy="raise")


class Nudge(Base):
    """A word from whoever holds the meeting to one person alone."""

    __tablename__ = "nudge"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    to_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    stay: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


class Moments(StrEnum):
    """What a marked moment is."""

    BELL = "bell"
    PROCESS = "process"


class MarkedMoment(Base):
    """A moment that somebody marked: a listener's private bell, or the facilitator's 'name the process'."""

    __tablename__ = "marked_moment"
    __table_args__ = (Index("ix_marked_moment_meeting", "meeting_id", "member_id"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    what: Mapped[Moments] = mapped_column(Choice(Moments))
    stage: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Moment)


class Takeaway(Base):
    """What somebody takes away from a meeting, seen by themselves alone."""

    __tablename__ = "takeaway"
    __table_args__ = (UniqueConstraint("member_id", "meeting_id"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))


class MeetingWords(Base):
    """What a group chose to become of the words of its meetings; a group that is not here deletes them after a day."""

    __tablename__ = "meeting_words"
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[WordsRule] = mapped_column(Choice(WordsRule))
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(Moment)
