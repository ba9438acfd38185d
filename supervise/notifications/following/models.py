"""The tables of what people wish to hear of. No row means the defaults."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_secret


class Level(StrEnum):
    """What of a group or a thread a person wishes to hear of."""

    EVERYTHING = "everything"
    REPLIES = "replies"
    DECISIONS = "decisions"
    QUIET = "quiet"


class Pace(StrEnum):
    """How soon an e-mail goes."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Following(Base):
    """What a member wishes to hear of their group; up to when it was looked at, and when they were last told."""

    __tablename__ = "following"
    member_id: Mapped[Id] = mapped_column(String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[Level] = mapped_column(Choice(Level), default=Level.EVERYTHING)
    pace: Mapped[Pace] = mapped_column(Choice(Pace), default=Pace.DAILY)
    looked_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)


class ThreadFollowing(Base):
    """Another wish for one thread than for its group."""

    __tablename__ = "thread_following"
    member_id: Mapped[Id] = mapped_column(String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    dilemma_id: Mapped[Id] = mapped_column(
        String(20), ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    level: Mapped[Level] = mapped_column(Choice(Level))


class Wishes(Base):
    """What a person wishes of all their groups' e-mails: none at all, none at some hours, none while away.

    `quiet_from` and `quiet_to` are full hours of the person's own clock. `stop_secret` stands in the link that ends
    e-mails about something new with one press and opens nothing else, `waits_secret` in that of those about something
    that waits for the person in particular.
    """

    __tablename__ = "wishes"
    __table_args__ = (Index("uq_wishes_waits_secret", "waits_secret", unique=True),)
    account_id: Mapped[Id] = mapped_column(String(20), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    stopped: Mapped[bool] = mapped_column(default=False)
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    away_until: Mapped[datetime | None] = mapped_column(Moment)
    stop_secret: Mapped[str] = mapped_column(String(60), default=new_secret, unique=True)
    waits_stopped: Mapped[bool] = mapped_column(default=False, server_default=false())
    waits_secret: Mapped[str | None] = mapped_column(String(60), default=new_secret)
