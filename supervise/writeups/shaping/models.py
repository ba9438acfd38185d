"""The table of outlines of a group's own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Moment
from supervise.core.ids import Id, new_id


class GroupOutline(Base):
    """An outline of a group's own, as YAML; write-ups that were begun from it hold it as it then was."""

    __tablename__ = "group_outline"
    __table_args__ = (UniqueConstraint("group_id", "slug"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
