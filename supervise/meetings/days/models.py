"""The tables of a format over days. Ids, numbers, enums and times only; words are the thread's own comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id
from supervise.meetings.days.stages import Why


class Course(Base):
    """A format over days in a dilemma's thread; a thread has at most one that has not ended.

    `frozen` is the YAML of the format's version that is used. `moderator_id` is whom it was handed to, if anybody;
    `due_at` the moment at which its stage ends by itself.
    """

    __tablename__ = "course"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    dilemma_id: Mapped[Id] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), index=True)
    frozen: Mapped[str] = mapped_column(Text)
    begun_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    moderator_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class CourseStage(Base):
    """The stay in a stage, from when to when, and why it ended."""

    __tablename__ = "course_stage"
    course_id: Mapped[Id] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entered_at: Mapped[datetime] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[Why | None] = mapped_column(Choice(Why))


class CourseEntry(Base):
    """Somebody came into the thread while its format is on; the order of coming says who moderates."""

    __tablename__ = "course_entry"
    course_id: Mapped[Id] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class CourseVoice(Base):
    """How often somebody has said something in a stage, when they said that they are done, and were told to come."""

    __tablename__ = "course_voice"
    course_id: Mapped[Id] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
