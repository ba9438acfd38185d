"""The live channel: Socket.IO on `/live`. Every event reads the session and the right anew, and is answered.

Rooms carry numbered changes; a room's sockets sit in one audience each and get what that audience may see.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from supervise.core import clock, limits, pace
from supervise.core.actor import Actor
from supervise.core.config import Settings
from supervise.core.db import Database
from supervise.core.errors import Invalid, Refusal, TooFast, place_of
from supervise.web import bus, payload
from supervise.web.connections import Connection, Connections, Seat
from supervise.web.hearing import Answer, Event, events, heard_as, hears
from supervise.web.order import Order, emit_here
from supervise.web.order import install as keep_order
from supervise.web.presence import Presence
from supervise.web.session import network, present_viewer
from supervise.web.shield import answer, own_origin
from supervise.web.websocket import install

__all__ = ["events", "hears", "presence", "start"]

NAMESPACE = "/live"
PING_S, PONG_S = 25, 20
PRESENCE_S = 0.15
MOST_SOCKETS, MOST_PER_PERSON = 4_000, 24
_log = logging.getLogger("supervise.live")
Minds = Callable[[Actor, str, int, Mapping[str, object]], None]


@dataclass
class _Live:
    socketio: SocketIO = field(default_factory=SocketIO)
    connections: Connections = field(default_factory=Connections)
    order: Order | None = None
    database: Database | None = None
    minds: Minds | None = None
    stirred: set[str] = field(default_factory=set)
    leaving: list[Callable[[str, Seat], None]] = field(default_factory=list)


_live = _Live()
presence = Presence()


def start(app: Flask, settings: Settings, database: Database, *, mode: str) -> SocketIO:
    """Open the channel beside an application."""
    socketio = _live.socketio = SocketIO(
        app,
        async_mode=mode,
        manage_session=False,
        message_queue=settings.broker_url,
        channel="supervise:live",
        cors_allowed_origins=own_origin(settings),
        max_http_buffer_size=limits.MESSAGE_BYTES + 1024,
        ping_interval=PING_S,
        ping_timeout=PONG_S,
        allow_upgrades=True,
        http_compression=False,
        logger=False,
        engineio_logger=False,
    )
    _live.connections, _live.database = Connections(), database
    presence.clear()
    install(socketio)
    _live.order = Order(socketio.start_background_task)
    keep_order(socketio.server, _live.order)
    socketio.on_event("connect", _connected, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnected, namespace=NAMESPACE)
    socketio.on_event("*", _heard, namespace=NAMESPACE)
    return socketio


def minds_refusals(minds: Minds) -> None:
    """Let a function know what was refused to whom: which event, with which status, asked of which ids."""
    _live.minds = minds


@contextmanager
def _work() -> Iterator[None]:
    if _live.database is None:
        raise RuntimeError("the live channel has not been started")
    with _live.database.work():
        yield


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _connected(auth: object = None) -> None:  # noqa: ARG001
    with _work():
        try:
            pace.take("connect", network())
            seen = present_viewer()
        except Refusal as refusal:
            raise Refused(refusal.message, answer(refusal)) from None
        account = seen.actor.account_id
        if len(_live.connections) >= MOST_SOCKETS or len(_live.connections.of_account(account)) >= MOST_PER_PERSON:
            told = Invalid("There are too many open pages. Close some.")
            raise Refused(told.message, {**answer(told), "code": TooFast.code})
        _live.connections.add(Connection(_sid(), account, seen.sign_in_id))
        _live.socketio.server.enter_room(_sid(), f"account:{account}", namespace=NAMESPACE)


def _disconnected(reason: object = None) -> None:  # noqa: ARG001
    gone = _live.connections.drop(_sid())
    for room, seat in gone.seats.items() if gone else ():
        _left(room, seat)


def _heard(name: object, *args: object) -> Answer:
    """Answer any client event, whatever it is."""
    return hear(name, args[0] if len(args) == 1 else None)


def hear(name: object, data: object) -> Answer:
    """Answer one client event in the name of the session that the request carries."""
    event = heard_as(name)
    with _work():
        actor: Actor | None = None
        try:
            actor = present_viewer().actor
            if event is None:
                raise Invalid("There is no such event.")
            pace.take(event.pace, actor.account_id)
            return {"ok": True, **(_call(event, actor, data) or {})}
        except Refusal as refusal:
            if actor and event and _live.minds:
                _live.minds(actor, str(name), refusal.status, event.ids_in(data))
            return answer(refusal)
        except Exception as error:  # noqa: BLE001  an unanswered event would be worse; the type says enough
            _log.error("event %s failed: %s", name if event else "?", place_of(error))
            return answer(Refusal())


def _call(event: Event, actor: Actor, data: object) -> Answer | None:
    return event.handler(actor, **payload.read(data, event.takes))


# --- rooms ------------------------------------------------------------------------------------------------


def enter(room: str, seat: Seat) -> None:
    """Let the socket at hand sit in a room; do it before reading what was missed, so that nothing falls between."""
    sid = _sid()
    leave(room)
    _live.socketio.server.enter_room(sid, audience_of(room, seat.audience), namespace=NAMESPACE)
    if connection := _live.connections.get(sid):  # a lock had taken it out of its person's own room
        _live.socketio.server.enter_room(sid, f"account:{connection.account_id}", namespace=NAMESPACE)
    if not _live.connections.in_room(room):
        bus.tell("who_is_present", room=room)
    _live.connections.sit(sid, room, seat)
    presence.note(room, _seats(room))
    presence_changed(room)


def follow(room: str, seq: int) -> None:
    """Say up to which number the socket at hand has read a room; what comes after is sent in order."""
    seat = seated(room)
    if seat is not None and _live.order is not None:
        _live.order.begin(audience_of(room, seat.audience), seq)


def when_left(hear: Callable[[str, Seat], None]) -> Callable[[str, Seat], None]:
    """Let a function hear, in no work and with no time to spend, that a socket has left a room."""
    _live.leaving.append(hear)
    return hear


def leave(room: str) -> None:
    """Let the socket at hand leave a room."""
    rise(_sid(), room)


def seated(room: str) -> Seat | None:
    """Return how the socket at hand sits in a room."""
    connection = _live.connections.get(_sid())
    return connection.seats.get(room) if connection else None


def send_change(room: str, seq: int, op: str, element: str, html: Mapping[str, str | None]) -> None:
    """Send a numbered change to each audience of a room: its own HTML, or `none` for what it may not see."""
    for audience, seen in html.items():
        shown = {"room": room, "seq": seq, "op": op, "id": element, "html": seen}
        _emit("change", nothing(room, seq) if seen is None else shown, audience_of(room, audience))


def send_asking(room: str, seq: int, audiences: Iterable[str]) -> None:
    """Send that a change is to be asked for, where who sits there sees it each in their own way."""
    for audience in audiences:
        _emit("change", {"room": room, "seq": seq, "op": "ask", "id": "", "html": ""}, audience_of(room, audience))


def nothing(room: str, seq: int) -> Answer:
    """Return a change that tells its number alone: an audience does not learn the name of what it may not see."""
    return {"room": room, "seq": seq, "op": "none", "id": "", "html": ""}


def send_to_account(account_id: str, event: str, what: Answer) -> None:
    """Send something that concerns one person to all their devices."""
    _emit(event, what, f"account:{account_id}")


def send_to_room(room: str, audiences: Mapping[str, Answer], event: str, *, but_here: bool = False) -> None:
    """Send an event without a number to a room's audiences."""
    for audience, what in audiences.items():
        _emit(event, what, audience_of(room, audience), skip_sid=_sid() if but_here else None)


def is_heard(room: str, audience: str) -> bool:
    """Tell whether an audience of a room may have sockets, here or in another process."""
    if bus.has_listeners_elsewhere():
        return True
    return any(room in c.seats and c.seats[room].audience == audience for c in _live.connections.in_room(room))


def end_room(room: str, reason: str) -> None:
    """Take everybody out of a room in every process."""
    bus.tell("evict_room", room=room, reason=reason)


def end_room_for(account_id: str, room: str, reason: str) -> None:
    """Take one person out of a room on all their devices, in every process."""
    bus.tell("evict_from_room", account_id=account_id, room=room, reason=reason)


def hush(room: str) -> None:
    """Name nobody in a room from now on, in every process."""
    bus.tell("hush_room", room=room)


def presence_changed(room: str) -> None:
    """Tell a room soon who is in it now: once, however many come and go meanwhile."""
    if room not in _live.stirred:
        _live.stirred.add(room)
        _live.socketio.start_background_task(_tell_presence, room)


def _tell_presence(room: str) -> None:
    clock.pause(PRESENCE_S)
    _live.stirred.discard(room)
    presence.note(room, _seats(room))
    bus.tell("present", process=bus.name(), room=room, people=presence.here(room))
    show_presence(room)


def show_presence(room: str) -> None:
    """Tell the sockets of this process who is in a room."""
    for audience in {seat.audience for seat in _seats(room)}:
        what = {"room": room, "present": presence.shown(room)}
        emit_here(_live.socketio.server, "presence", what, NAMESPACE, audience_of(room, audience))


def _seats(room: str) -> list[Seat]:
    return [c.seats[room] for c in _live.connections.in_room(room) if room in c.seats]


def _emit(event: str, what: Answer, to: str, skip_sid: str | None = None) -> None:
    _live.socketio.emit(event, what, to=to, namespace=NAMESPACE, skip_sid=skip_sid)


def audience_of(room: str, audience: str) -> str:
    """Return the name under which an audience of a room gets what is sent."""
    return f"{room}|{audience}"


def rise(sid: str, room: str) -> None:
    """Let a socket leave a room."""
    seat = _live.connections.rise(sid, room)
    if seat is not None:
        _live.socketio.server.leave_room(sid, audience_of(room, seat.audience), namespace=NAMESPACE)
        _left(room, seat)


def _left(room: str, seat: Seat) -> None:
    if _live.order is not None and not any(one.audience == seat.audience for one in _seats(room)):
        _live.order.end(audience_of(room, seat.audience))
    presence_changed(room)
    for hear in _live.leaving:
        hear(room, seat)


def socketio() -> SocketIO:
    """Return the channel's own object, for the server that runs it."""
    return _live.socketio


def connections() -> Connections:
    """Return the book of open sockets of this process."""
    return _live.connections
