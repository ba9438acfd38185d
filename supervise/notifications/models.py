"""The table of addresses that take no e-mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Moment
from supervise.core.ids import Id


class ReturnedEmail(Base):
    """The e-mail server said for good that a person's address takes nothing; since when."""

    __tablename__ = "returned_email"
    account_id: Mapped[Id] = mapped_column(String(20), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
