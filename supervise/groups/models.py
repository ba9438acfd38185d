"""The tables of groups."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.accounts.models import Account
from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id


class Mode(StrEnum):
    """Who may plan and take the chair."""

    LED = "led"
    CO_OPERATIVE = "co-operative"
    PEER = "peer"


class Role(StrEnum):
    """What a member is in a group."""

    SUPERVISOR = "supervisor"
    THERAPIST = "therapist"
    TRAINEE = "trainee"


class Group(Base):
    """A closed supervision group; everything clinical lives inside exactly one."""

    __tablename__ = "group"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(1000), default="")
    mode: Mapped[Mode] = mapped_column(Choice(Mode))
    zone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    agreement_version: Mapped[int] = mapped_column(default=0)


class Member(Base):
    """A person in a group; stays when the person goes, so that what was written keeps its author's place."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("group_id", "account_id"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    convenor: Mapped[bool] = mapped_column(default=False)
    accepted_version: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    name_kept: Mapped[bool] = mapped_column(default=True)
    account: Mapped[Account] = relationship(lazy="raise")
    group: Mapped[Group] = relationship(lazy="raise")

    @property
    def shown_name(self) -> str:
        """The name under which this member's words stand."""
        return self.account.name if self.name_kept else "a former member"


class Agreement(Base):
    """One version of a group's confidentiality agreement; `answers` maps a field of the form to its words."""

    __tablename__ = "agreement"
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    answer_within_days: Mapped[int] = mapped_column(default=3)
    duty_of_care: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Acceptance(Base):
    """A member's acceptance of one version."""

    __tablename__ = "acceptance"
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    on_paper: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment)


class Invitation(Base):
    """An invitation into one group with one role; dead after use, its date or its withdrawal."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_group", "group_id"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(Choice(Role))
    convenor: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    made_by: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_by: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class GroupTheme(Base):
    """A theme that a group added to the taxonomy for itself."""

    __tablename__ = "group_theme"
    __table_args__ = (UniqueConstraint("group_id", "slug"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(60))
    definition: Mapped[str] = mapped_column(String(300), default="")
    area: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    replaced_by: Mapped[str | None] = mapped_column(String(60))
