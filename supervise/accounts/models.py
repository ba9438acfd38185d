"""The tables of accounts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class Account(Base):
    """A person who can sign in; `owner` runs the installation and thereby reads nothing clinical.

    Once erased, nothing of the person is left in the row: it stays so that their former seats have somewhere to point.
    """

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_email", text("lower(email)"), unique=True),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    owner: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    shown_present: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)


class SignIn(Base):
    """One signed-in session of an account on one device; the cookie holds a secret, this its fingerprint."""

    __tablename__ = "sign_in"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    began_at: Mapped[datetime] = mapped_column(Moment)
    active_at: Mapped[datetime] = mapped_column(Moment)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    account: Mapped[Account] = relationship(lazy="raise")


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    PASSWORD = "password"  # noqa: S105  a purpose, not a password
    FIRST_OWNER = "first_owner"
    OPENING = "opening"


class OneTimeLink(Base):
    """A secret that works once within its time; only its fingerprint is kept."""

    __tablename__ = "one_time_link"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    purpose: Mapped[LinkPurpose] = mapped_column(Choice(LinkPurpose))
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
