"""The tables of retention: what a group chose, who was told what goes, and what went."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class Kind(StrEnum):
    """A kind of thing that is kept for a time; each has its rule in `rules.py`."""

    DILEMMAS = "dilemmas"
    COMMENTS = "comments"
    WRITE_UPS = "write-ups"
    NOTES = "notes"
    DRAFTS = "drafts"
    READS = "reads"
    ACTS = "acts"


class KeepingChoice(Base):
    """How long a group keeps a kind: `term`, and from `next_from` on `next_term`, as `terms.py` names them."""

    __tablename__ = "keeping_choice"
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(Choice(Kind), primary_key=True)
    term: Mapped[str] = mapped_column(String(8))
    next_term: Mapped[str | None] = mapped_column(String(8))
    next_from: Mapped[datetime | None] = mapped_column(Moment)
    made_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class GoingNotice(Base):
    """It was shown that a thing goes; nothing whose going is shown is destroyed earlier than a week after that."""

    __tablename__ = "going_notice"
    __table_args__ = (Index("ix_going_notice_group", "group_id", "kind"),)
    kind: Mapped[Kind] = mapped_column(Choice(Kind), primary_key=True)
    thing_id: Mapped[Id] = mapped_column(String(20), primary_key=True)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    told_at: Mapped[datetime] = mapped_column(Moment)


class Swept(Base):
    """How many of a kind went on a day, in a group or (None) of the installation's own."""

    __tablename__ = "swept"
    __table_args__ = (UniqueConstraint("group_id", "kind", "day"), Index("ix_swept_day", "day"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(Choice(Kind))
    day: Mapped[date] = mapped_column(Date)
    count: Mapped[int]
