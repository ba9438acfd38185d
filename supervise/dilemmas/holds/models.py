"""The table of holds."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class HoldReason(StrEnum):
    """Why something is held: chosen, so that nothing is written about anybody."""

    COMPLAINT = "complaint"
    LEGAL = "legal"
    INSURER = "insurer"
    SAFEGUARDING = "safeguarding"
    CLIENT = "client"


class Hold(Base):
    """A dilemma, what one member wrote, or with neither named the whole group is kept until the hold is lifted."""

    __tablename__ = "hold"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    dilemma_id: Mapped[Id | None] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    reason: Mapped[HoldReason] = mapped_column(Choice(HoldReason))
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    review_on: Mapped[date] = mapped_column(Date)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lifted_by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
