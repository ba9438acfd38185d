"""The tables of an author's own references: words of theirs, so they go with the account and with the thing."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core import limits
from supervise.core.db import Base, Moment
from supervise.core.ids import Id, new_id


class Reference(Base):
    """A mark of one person's own, for one client of theirs; `tidy` is it in small letters, once per person."""

    __tablename__ = "reference"
    __table_args__ = (UniqueConstraint("account_id", "tidy"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    mark: Mapped[str] = mapped_column(String(limits.REFERENCE))
    tidy: Mapped[str] = mapped_column(String(limits.REFERENCE))
    used_at: Mapped[datetime] = mapped_column(Moment)


class Referenced(Base):
    """A dilemma, comment or write-up that its author put under a reference; `dilemma_id` is the thread it stands in."""

    __tablename__ = "referenced"
    thing_id: Mapped[Id] = mapped_column(String(20), primary_key=True)
    reference_id: Mapped[Id] = mapped_column(ForeignKey("reference.id", ondelete="CASCADE"), index=True)
    dilemma_id: Mapped[Id | None] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), index=True)
