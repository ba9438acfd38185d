"""The tables of meetings: formats of a group's own, what is planned, calendar feeds. No clinical word is in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id
from supervise.groups.models import Member


class Talk(StrEnum):
    """How a group talks in a meeting: aloud, with the screen beside it, or in writing."""

    ALOUD = "aloud"
    WRITING = "writing"


class ItemKind(StrEnum):
    """What a part of an agenda is."""

    CHECK_IN = "check_in"
    CASE = "case"
    PRACTICAL = "practical"
    CHECK_OUT = "check_out"


class Every(StrEnum):
    """How often a series comes round."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class GroupFormat(Base):
    """A group's own copy of a format; its words stand in its versions."""

    __tablename__ = "group_format"
    __table_args__ = (UniqueConstraint("group_id", "slug"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(40))
    based_on: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class FormatVersion(Base):
    """One version of a group's format, as YAML; it is never changed."""

    __tablename__ = "format_version"
    format_id: Mapped[Id] = mapped_column(ForeignKey("group_format.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Series(Base):
    """Meetings that were planned together and come round; each stands for itself from then on."""

    __tablename__ = "series"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    every: Mapped[Every] = mapped_column(Choice(Every))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Meeting(Base):
    """A scheduled session of a group; `revision` counts how often it was changed, for calendars."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_group_starts", "group_id", "starts_at"), UniqueConstraint("group_id", "key"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    series_id: Mapped[Id | None] = mapped_column(ForeignKey("series.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int]
    facilitator_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    deputy_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    talk: Mapped[Talk] = mapped_column(Choice(Talk), default=Talk.ALOUD)
    call_link: Mapped[str] = mapped_column(String(500), default="")
    planned_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    planned_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    facilitator: Mapped[Member] = relationship(lazy="raise", foreign_keys=[facilitator_id])
    deputy: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[deputy_id])


class AgendaItem(Base):
    """One part of a meeting's agenda; a case without a presenter is 'to be named'.

    `frozen` is the YAML of the format's version that was used, kept from the moment the meeting begins.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting", "meeting_id", "position"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    meeting_id: Mapped[Id] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(Choice(ItemKind))
    minutes: Mapped[int]
    format_slug: Mapped[str] = mapped_column(String(40))
    presenter_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    dilemma_id: Mapped[Id | None] = mapped_column(ForeignKey("dilemma.id", ondelete="SET NULL"), index=True)
    frozen: Mapped[str | None] = mapped_column(Text)
    presenter: Mapped[Member | None] = relationship(lazy="raise")


class CalendarFeed(Base):
    """A member's own address for their calendar; only the fingerprint of its secret is kept."""

    __tablename__ = "calendar_feed"
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
