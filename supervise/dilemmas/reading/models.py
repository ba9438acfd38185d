"""The tables of reading positions and bookmarks."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Moment
from supervise.core.ids import Id

NOTHING_READ = -1
"""The position before the dilemma itself; 0 is the dilemma, every other number a comment's."""


class ReadUpTo(Base):
    """The number of the last comment that a member has had before their eyes; nobody else is shown it."""

    __tablename__ = "read_up_to"
    member_id: Mapped[Id] = mapped_column(String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    dilemma_id: Mapped[Id] = mapped_column(
        String(20), ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


class Bookmark(Base):
    """A dilemma that a member keeps at hand; nobody else is shown it."""

    __tablename__ = "bookmark"
    member_id: Mapped[Id] = mapped_column(String(20), ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    dilemma_id: Mapped[Id] = mapped_column(
        String(20), ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(Moment)
