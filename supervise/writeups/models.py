"""The tables of write-ups. Their words are texts like all others; here is what belongs together, and who signed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervise.core.db import Base, Choice, Moment
from supervise.core.ids import Id, new_id
from supervise.groups.models import Group, Member


class State(StrEnum):
    """How a write-up stands; the versions and decisions say who made it so, and when."""

    DRAFT = "draft"
    SHARED = "shared"
    RETURNED = "returned"
    VERIFIED = "verified"
    SUBMITTED = "submitted"
    RECALLED = "recalled"
    PASSED = "passed"
    REFERRED = "referred"


class Why(StrEnum):
    """Why a version was kept."""

    BY_HAND = "by_hand"
    BY_ITSELF = "by_itself"
    BEFORE_RESTORING = "before_restoring"
    BEFORE_TAKING = "before_taking"
    SHARED = "shared"


class FactKind(StrEnum):
    """What a fact is that an author marks."""

    SOMEBODY = "somebody"
    LOSS = "loss"
    TIME = "time"
    RISK = "risk"
    OTHER = "other"


class Outcome(StrEnum):
    """What a supervisor decided on a version."""

    RETURNED = "returned"
    VERIFIED = "verified"


class Result(StrEnum):
    """What a submitted copy comes to, in one marker's eyes or for good."""

    PASS = "pass"  # noqa: S105  a result, not a password
    REFER = "refer"


class Place(StrEnum):
    """Whether somebody marks a copy first, or moderates it."""

    FIRST = "first"
    SECOND = "second"


class WriteUp(Base):
    """A trainee's case text; `frozen` is the YAML of the outline that it was begun from, as it then was.

    `shared_version` is the number of the newest version that was shared, which is the one that supervisors read.
    """

    __tablename__ = "write_up"
    __table_args__ = (UniqueConstraint("author_id", "key"), Index("ix_write_up_group", "group_id", "moved_at"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    key: Mapped[str] = mapped_column(String(40))
    frozen: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(Choice(State), default=State.DRAFT)
    versions: Mapped[int] = mapped_column(default=0)
    shared_version: Mapped[int | None] = mapped_column()
    begun_at: Mapped[datetime] = mapped_column(Moment)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    author: Mapped[Member] = relationship(lazy="raise")
    group: Mapped[Group] = relationship(lazy="raise")


class Part(Base):
    """A piece that is written by itself: a section of prose, or one cell of a row; `saved` counts its savings.

    The cells of one row share `row`; in prose it is empty, and so is `column`.
    """

    __tablename__ = "part"
    __table_args__ = (UniqueConstraint("write_up_id", "section", "row", "column"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(40))
    row: Mapped[str] = mapped_column(String(20), default="")
    column: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[int] = mapped_column(default=0)
    saved: Mapped[int] = mapped_column(default=0)


class Version(Base):
    """A write-up as it stood at one time; it is never changed, but for words that are destroyed.

    Of one that was shared `details_changed` counts what its author said otherwise for disguise, then and before, and
    `details_kept` what they chose to keep.
    """

    __tablename__ = "write_up_version"
    __table_args__ = (UniqueConstraint("write_up_id", "number"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"))
    number: Mapped[int]
    why: Mapped[Why] = mapped_column(Choice(Why))
    at: Mapped[datetime] = mapped_column(Moment)
    details_changed: Mapped[int] = mapped_column(default=0, server_default="0")
    details_kept: Mapped[int] = mapped_column(default=0, server_default="0")


class VersionPart(Base):
    """A part of a version: the revision of its words that belongs to it."""

    __tablename__ = "version_part"
    version_id: Mapped[Id] = mapped_column(ForeignKey("write_up_version.id", ondelete="CASCADE"), primary_key=True)
    part_id: Mapped[Id] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), primary_key=True, index=True)
    text_id: Mapped[Id] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]


class Assigned(Base):
    """A supervisor with whom a write-up is shared now."""

    __tablename__ = "assigned"
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class ShownTo(Base):
    """A supervisor with whom a write-up was ever shared: they know who wrote it, and never mark it."""

    __tablename__ = "shown_to"
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)


class Note(Base):
    """Something written in the margin about a passage of a part, or (with a parent) an answer to that.

    The passage is a Quote of its text. `number` counts what was written in the margin of a write-up. A note may suggest
    a wording for its passage, in a text of its own kind; `taken_at` says when its author took that. `tag` names
    an item of a competency framework, or is empty.
    """

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("write_up_id", "number"), UniqueConstraint("author_id", "key"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"))
    part_id: Mapped[Id] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    tag: Mapped[str] = mapped_column(String(60), default="", server_default="")
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    author: Mapped[Member] = relationship(lazy="raise", foreign_keys=[author_id])
    settled_by: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[settled_by_id])


class Aside(Base):
    """Something said about the whole of a write-up between its author and the supervisors it is shared with."""

    __tablename__ = "aside"
    __table_args__ = (UniqueConstraint("write_up_id", "number"), UniqueConstraint("author_id", "key"))
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"))
    author_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    author: Mapped[Member] = relationship(lazy="raise")


class Fact(Base):
    """Something told in a write-up that its author marked, to see whether it comes again; shown to nobody else.

    Its words are a text. `elsewhere_at` says when the author said that it comes again in other words. Of one
    that is forgotten the row stays, so that a backup cannot bring its words back.
    """

    __tablename__ = "fact"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FactKind] = mapped_column(Choice(FactKind))
    at: Mapped[datetime] = mapped_column(Moment)
    elsewhere_at: Mapped[datetime | None] = mapped_column(Moment)
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)


class Decision(Base):
    """What a supervisor decided on a shared version: one decision for each; `fingerprint` is of what was signed.

    `for_id` is the supervisor on whose behalf it was decided, where somebody signed in their place.
    """

    __tablename__ = "decision"
    version_id: Mapped[Id] = mapped_column(ForeignKey("write_up_version.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[Id] = mapped_column(ForeignKey("member.id"))
    for_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    outcome: Mapped[Outcome] = mapped_column(Choice(Outcome))
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    by: Mapped[Member] = relationship(lazy="raise", foreign_keys=[by_id])
    on_behalf: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[for_id])


class Submission(Base):
    """A verified version that its author submitted; `fingerprint` is of its words, the same that were verified.

    `recalled_at` says when its author took it back because something in it would identify somebody, `replaced_at` when
    they last put other words in such a place: then `fingerprint` is of those.
    """

    __tablename__ = "submission"
    version_id: Mapped[Id] = mapped_column(ForeignKey("write_up_version.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    fingerprint: Mapped[str] = mapped_column(String(64))
    recalled_at: Mapped[datetime | None] = mapped_column(Moment)
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)


class Marking(Base):
    """How a submitted version is marked; markers reach it by its random `number`, never by who wrote it.

    `rubric` is the YAML that it is marked by, as it then was. `agreed` is what it comes to; `agreed_by` wrote that down
    where the two markers had differed.
    """

    __tablename__ = "marking"
    __table_args__ = (UniqueConstraint("group_id", "number"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    group_id: Mapped[Id] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[Id] = mapped_column(ForeignKey("write_up_version.id", ondelete="CASCADE"), unique=True)
    number: Mapped[str] = mapped_column(String(8))
    rubric: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    agreed: Mapped[Result | None] = mapped_column(Choice(Result))
    agreed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("member.id"))
    released_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class Mark(Base):
    """One marker's part in a marking; `ended_at` says when somebody else was appointed in their place."""

    __tablename__ = "mark"
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), index=True)
    marking_id: Mapped[Id] = mapped_column(ForeignKey("marking.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("member.id"), index=True)
    place: Mapped[Place] = mapped_column(Choice(Place))
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    result: Mapped[Result | None] = mapped_column(Choice(Result))
    member: Mapped[Member] = relationship(lazy="raise")


class CriterionMark(Base):
    """What one marker gives for one criterion; why, is a text, and `Pointer`s say where in the copy."""

    __tablename__ = "criterion_mark"
    __table_args__ = (UniqueConstraint("mark_id", "criterion"),)
    id: Mapped[Id] = mapped_column(String(20), primary_key=True, default=new_id)
    write_up_id: Mapped[Id] = mapped_column(ForeignKey("write_up.id", ondelete="CASCADE"), index=True)
    mark_id: Mapped[Id] = mapped_column(ForeignKey("mark.id", ondelete="CASCADE"))
    criterion: Mapped[str] = mapped_column(String(40))
    value: Mapped[int | None] = mapped_column()


class Pointer(Base):
    """A paragraph of the copy that a marker points to; `paragraph` counts those of its part from nought."""

    __tablename__ = "pointer"
    criterion_mark_id: Mapped[Id] = mapped_column(ForeignKey("criterion_mark.id", ondelete="CASCADE"), primary_key=True)
    part_id: Mapped[Id] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), primary_key=True, index=True)
    paragraph: Mapped[int] = mapped_column(primary_key=True)
