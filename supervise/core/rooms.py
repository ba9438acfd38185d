"""The numbered changes of a live room: one gap-free `seq` per room, made in the transaction of the change.

What is kept is state, not history: for each element of a room only the number of its newest change, so
that someone who was away asks for what changed since and gets each thing as it now is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Index, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from supervise.core.db import Base, Choice, session


class Op(StrEnum):
    """What a change does to an element of the page."""

    PUT = "put"
    DROP = "drop"


class Room(Base):
    """A live room and the number of its newest change."""

    __tablename__ = "room"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)


class Change(Base):
    """The newest change of one element of a room."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_room_seq", "room", "seq"),)
    room: Mapped[str] = mapped_column(String(80), primary_key=True)
    element: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int]
    op: Mapped[Op] = mapped_column(Choice(Op))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a room since a number, oldest first; `complete` is False when it is too much to send."""

    seq: int
    items: Sequence[Change]
    complete: bool


def touch(room: str, element: str, op: Op = Op.PUT) -> int:
    """Note inside a transaction that an element of a room changed; return the change's number."""
    seq = _next(room)
    upsert = _insert(Change).values(room=room, element=element, seq=seq, op=op)
    session().execute(upsert.on_conflict_do_update(index_elements=["room", "element"], set_={"seq": seq, "op": op}))
    return seq


def forget_room(room: str) -> None:
    """Forget a room whose thing is gone for good."""
    session().execute(delete(Change).where(Change.room == room))
    session().execute(delete(Room).where(Room.name == room))


def seq_of(room: str) -> int:
    """Return the number of a room's newest change, 0 if nothing ever changed."""
    return session().scalar(select(Room.seq).where(Room.name == room)) or 0


def seq_of_element(room: str, element: str) -> int:
    """Return the number of an element's newest change, 0 if it never changed."""
    return session().scalar(select(Change.seq).where(Change.room == room, Change.element == element)) or 0


def since(room: str, after: int, most: int) -> Changes:
    """Return the elements of a room that changed after a number, up to `most` of them.

    Whoever is ahead of the room has seen numbers that a restore took back, and they will be given again.
    """
    seq = seq_of(room)
    if seq - after > most or after > seq:
        return Changes(seq, (), complete=False)
    found = session().scalars(
        select(Change).where(Change.room == room, Change.seq > after, Change.seq <= seq).order_by(Change.seq)
    )
    return Changes(seq, found.all(), complete=True)


def _next(room: str) -> int:
    """Take the room's next number; the row is locked until the commit, so numbers follow commits."""
    upsert = _insert(Room).values(name=room, seq=1)
    taken = session().execute(
        upsert.on_conflict_do_update(index_elements=["name"], set_={"seq": Room.seq + 1}).returning(Room.seq)
    )
    return int(taken.scalar_one())


def _insert(table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    dialect = session().get_bind().dialect.name
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
