"""The table of words that an author put otherwise in a copy that was being marked."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class Why(StrEnum):
    """Why words had to go: chosen, so that it holds none of them."""

    NAME = "name"
    PLACE = "place"
    DETAIL = "detail"
    SOMEBODY_ELSE = "somebody-else"


class Replacement(Base):
    """Other words stand in a part of a submitted version: since when, and why; the earlier ones are destroyed."""

    __tablename__ = "replacement"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    version_id: Mapped[Id] = mapped_column(ForeignKey("write_up_version.id", ondelete="CASCADE"), index=True)
    part_id: Mapped[Id] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), index=True)
    why: Mapped[Why] = mapped_column(Choice(Why))
    at: Mapped[datetime] = mapped_column(Moment)
