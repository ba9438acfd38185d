"""The table of the audit trail."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class Act(Base):
    """One act on the trail: its tag, the ids it concerns, nothing that anybody wrote.

    `actor_id` is a member where there is a group, else an account. Of what is signed 'a colleague' only the day
    is kept. `supervisors_only` marks what concerns a dilemma that not everybody in the group knows of.
    """

    __tablename__ = "act"
    __table_args__ = (
        Index("ix_act_group_at", "group_id", "at", "id"),
        Index("ix_act_at", "at", "id"),
        Index("ix_act_tag", "tag", "id"),
    )
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    tag: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[Id | None] = mapped_column(String(20))
    group_id: Mapped[Id | None] = mapped_column(String(20))
    supervisors_only: Mapped[bool] = mapped_column(default=False)
    about: Mapped[dict[str, str | int | None]] = mapped_column(JSON)


class Erased(StrEnum):
    """What can be erased as a whole; `WORDS` are all that the person with an account wrote."""

    DILEMMA = "dilemma"
    WRITE_UP = "write-up"
    ACCOUNT = "account"
    WORDS = "words"
    GROUP = "group"


class Erasure(Base):
    """What was erased as a whole, by its id: kept for as long as a backup may hold it, which nobody here can know."""

    __tablename__ = "erasure"
    kind: Mapped[Erased] = mapped_column(Choice(Erased), primary_key=True)
    about: Mapped[Id] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
