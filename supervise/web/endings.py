"""How live connections end or fall silent, in every process: signed out, locked, removed."""

from collections.abc import Collection, Mapping

from supervise.web import bus, live
from supervise.web.connections import Connection
from supervise.web.order import emit_here


@bus.hears("cut_session")
def cut_session(sign_in_id: str, reason: str = "signed_out") -> None:
    """End the sockets of a session that has ended; `lapsed` where only its time was up."""
    for connection in live.connections().of_session(sign_in_id):
        _cut(connection, reason)


@bus.hears("cut_account")
def cut_account(account_id: str, but: str | None = None) -> None:
    """End a person's sockets, those of one session excepted."""
    for connection in live.connections().of_account(account_id):
        if connection.sign_in_id != but:
            _cut(connection, "signed_out")


@bus.hears("lock_session")
def lock_session(sign_in_id: str) -> None:
    """Let a locked session's sockets receive nothing until it is unlocked and opens its rooms again."""
    for connection in live.connections().of_session(sign_in_id):
        _evict(connection, list(connection.seats), "locked", everything=True)


@bus.hears("evict_member")
def evict_member(account_id: str, group_id: str, reason: str = "removed") -> None:
    """Take a person out of a group's rooms."""
    for connection in live.connections().of_account(account_id):
        _evict(connection, [r for r, seat in connection.seats.items() if seat.group_id == group_id], reason)


@bus.hears("evict_group")
def evict_group(group_id: str, reason: str) -> None:
    """Take everybody out of a group's rooms, for a new agreement say."""
    for connection in live.connections().everyone():
        _evict(connection, [r for r, seat in connection.seats.items() if seat.group_id == group_id], reason)


@bus.hears("evict_room")
def evict_room(room: str, reason: str) -> None:
    """Take everybody out of one room."""
    for connection in live.connections().in_room(room):
        _evict(connection, [room], reason)


@bus.hears("hush_room")
def hush_room(room: str) -> None:
    """Name nobody in a room from now on, and take back the names that its pages show."""
    if live.presence.hush(room) and live.connections().in_room(room):
        live.presence_changed(room)


@bus.hears("evict_from_room")
def evict_from_room(account_id: str, room: str, reason: str) -> None:
    """Take one person out of a room."""
    for connection in live.connections().of_account(account_id):
        if room in connection.seats:
            _evict(connection, [room], reason)


@bus.hears("who_is_present")
def who_is_present(room: str) -> None:
    """Tell the other processes who is in a room here."""
    if live.connections().in_room(room):
        live.presence_changed(room)


@bus.hears("present")
def present(process: str, room: str, people: str) -> None:
    """Note who another process says is in a room, and show it here."""
    if process != bus.name():
        live.presence.note_elsewhere(process, room, people)
        live.show_presence(room)


def _evict(connection: Connection, rooms: list[str], reason: str, *, everything: bool = False) -> None:
    for room in rooms:
        live.rise(connection.sid, room)
        live.socketio().server.emit(
            "evicted", {"room": room, "reason": reason}, to=connection.sid, namespace=live.NAMESPACE
        )
    if everything:
        live.socketio().server.leave_room(connection.sid, f"account:{connection.account_id}", namespace=live.NAMESPACE)
        _tell(connection, {"reason": reason})


def _tell(connection: Connection, what: dict[str, str]) -> None:
    live.socketio().server.emit("evicted", what, to=connection.sid, namespace=live.NAMESPACE)


def _cut(connection: Connection, reason: str) -> None:
    _evict(connection, list(connection.seats), reason)
    server = live.socketio().server
    _tell(connection, {"reason": reason})
    server.disconnect(connection.sid, namespace=live.NAMESPACE)


def seated_members() -> set[str]:
    """Return the members who sit in a room through this process."""
    return {seat.member_id for connection in live.connections().everyone() for seat in connection.seats.values()}


def keep_seats(asked: Collection[str], roles: Mapping[str, str]) -> None:
    """Take out of their rooms those of the members asked about who have no role any more, or another one by now.

    Whoever came in while the answer was on its way was not asked about, and stays.
    """
    for connection in live.connections().everyone():
        for room, seat in list(connection.seats.items()):
            if seat.member_id not in asked:
                continue
            role = roles.get(seat.member_id)
            if role is None:
                _evict(connection, [room], "removed")
            elif role != seat.standing:
                _evict(connection, [room], "role")


def tell_who_is_here() -> None:
    """Tell the other processes who is in the rooms of this one."""
    if bus.has_listeners_elsewhere():
        for room in open_rooms():
            live.presence_changed(room)


def open_sessions() -> set[str]:
    """Return the sessions that have open sockets in this process."""
    return set(live.connections().sessions())


def open_rooms() -> set[str]:
    """Return the rooms that have sockets in this process."""
    return {room for connection in live.connections().everyone() for room in connection.seats}


def send_head(room: str, seq: int) -> None:
    """Tell a room its newest number: whoever is behind asks."""
    for audience in {c.seats[room].audience for c in live.connections().in_room(room) if room in c.seats}:
        emit_here(
            live.socketio().server, "head", {"room": room, "seq": seq}, live.NAMESPACE, live.audience_of(room, audience)
        )
