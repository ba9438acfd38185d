"""The table that is searched. Its words are derived from `texts` and go with them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id
from supervise.dilemmas.models import Kind

Number = BigInteger().with_variant(Integer, "sqlite")


class SearchEntry(Base):
    """What can be found of one dilemma, comment, write-up or meeting's record: the words that others may see.

    They are spelled alike, as spelling.py says.

    `words` stand in their order with a space around each, a bar where what follows does not belong to what comes
    before; `stems` are those that are not among the words. Beside this table each database keeps an index of its
    own, by triggers or over an expression, of every word and stem with `scope` put before it, and again with
    `own_scope`: so a search looks only where the reader may, and takes as long whatever stands elsewhere.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        Index("ix_search_entry_group", "group_id", "posted_at"),
        Index("ix_search_entry_dilemma", "dilemma_id"),
        Index("ix_search_entry_write_up", "write_up_id"),
        Index("ix_search_entry_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    thing_id: Mapped[Id] = mapped_column(String(20), unique=True)
    dilemma_id: Mapped[Id | None] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"))
    write_up_id: Mapped[Id | None] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"))
    meeting_id: Mapped[Id | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    kind: Mapped[Kind | None] = mapped_column(Choice(Kind))
    posted_at: Mapped[datetime] = mapped_column(Moment)
    scope: Mapped[str] = mapped_column(String(10))
    own_scope: Mapped[str | None] = mapped_column(String(10))
    heading: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    stems: Mapped[str] = mapped_column(Text)
    form: Mapped[int]


class SearchFilling(Base):
    """How far the look for things without an entry has come: the last id it looked at, and when it was through."""

    __tablename__ = "search_filling"
    of: Mapped[str] = mapped_column(String(10), primary_key=True)
    after: Mapped[str] = mapped_column(String(20), default="")
    through_at: Mapped[datetime | None] = mapped_column(Moment)
