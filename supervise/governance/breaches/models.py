"""The table of the breach log; its words are looked at before they are kept, and name nobody."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id
from supervise.groups.models import Group, Member


class Risk(StrEnum):
    """What a breach is likely to mean for the people concerned: on this hangs who has to be told."""

    NONE = "none"
    RISK = "risk"
    HIGH = "high"


class DataKind(StrEnum):
    """What kind of data got out."""

    NAME = "name"
    CONTACT = "contact"
    HEALTH = "health"
    FAMILY = "family"
    CHILD = "child"
    OFFENCE = "offence"
    MEMBER = "member"
    OTHER = "other"


class Breach(Base):
    """One entry of a group's breach log. `readers` and `people` are counts; times are moments, None where not so.

    `cover_id` and `dilemma_id` say where it was started from, which may be gone by now.
    """

    __tablename__ = "breach"
    __table_args__ = (Index("ix_breach_group", "group_id", "opened_at"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    opened_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    cover_id: Mapped[Id | None] = mapped_column(String(20))
    dilemma_id: Mapped[Id | None] = mapped_column(String(20))
    posted_at: Mapped[datetime | None] = mapped_column(Moment)
    covered_at: Mapped[datetime | None] = mapped_column(Moment)
    noticed_at: Mapped[datetime] = mapped_column(Moment)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    readers: Mapped[int | None]
    people: Mapped[int | None]
    kinds: Mapped[list[str]] = mapped_column(JSON)
    risk: Mapped[Risk | None] = mapped_column(Choice(Risk))
    what: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    group: Mapped[Group] = relationship(lazy="raise")
    opened_by: Mapped[Member] = relationship(lazy="raise", foreign_keys=[opened_by_id])
    closed_by: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[closed_by_id])
