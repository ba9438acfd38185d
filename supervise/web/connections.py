"""Who is connected to this process, through which session, sitting in which live rooms."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class Seat:
    """How a connection sits in a room: as which member of which group, in which audience, seen by others or not.

    `role` is what is shown beside the name, `standing` the role on which the seat rests.
    """

    group_id: Id
    member_id: Id
    audience: str
    name: str
    role: str
    standing: str
    visible: bool = True


@dataclass
class Connection:
    """One open socket."""

    sid: str
    account_id: Id
    sign_in_id: Id
    locked: bool = False
    seats: dict[str, Seat] = field(default_factory=dict)


class Connections:
    """The book of open sockets of this process."""

    def __init__(self) -> None:
        self._all: dict[str, Connection] = {}
        self._in_room: dict[str, set[str]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, connection: Connection) -> None:
        """Enter a new socket."""
        self._all[connection.sid] = connection

    def get(self, sid: str) -> Connection | None:
        """Return a socket's entry."""
        return self._all.get(sid)

    def drop(self, sid: str) -> Connection | None:
        """Strike a socket out."""
        gone = self._all.pop(sid, None)
        for room in gone.seats if gone else ():
            self._in_room[room].discard(sid)
        return gone

    def sit(self, sid: str, room: str, seat: Seat) -> None:
        """Note that a socket now sits in a room."""
        if connection := self._all.get(sid):
            connection.seats[room] = seat
            self._in_room[room].add(sid)

    def rise(self, sid: str, room: str) -> Seat | None:
        """Note that a socket left a room."""
        self._in_room[room].discard(sid)
        connection = self._all.get(sid)
        return connection.seats.pop(room, None) if connection else None

    def in_room(self, room: str) -> list[Connection]:
        """Return the sockets in a room."""
        return [self._all[sid] for sid in self._in_room.get(room, ()) if sid in self._all]

    def of_session(self, sign_in_id: str) -> list[Connection]:
        """Return the sockets of one signed-in session."""
        return [c for c in self._all.values() if c.sign_in_id == sign_in_id]

    def of_account(self, account_id: str) -> list[Connection]:
        """Return the sockets of one person."""
        return [c for c in self._all.values() if c.account_id == account_id]

    def everyone(self) -> list[Connection]:
        """Return all sockets."""
        return list(self._all.values())

    def sessions(self) -> Iterable[str]:
        """Return the sessions that have open sockets here."""
        return {c.sign_in_id for c in self._all.values()}
