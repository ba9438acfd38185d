"""What goes on beside the server: doors are held open or closed, and what is due by itself happens."""

from datetime import datetime
from threading import Lock

from supervise.core import clock
from supervise.core.ids import Id
from supervise.meetings.room import coming
from supervise.meetings.room.by_itself import let_happen
from supervise.meetings.room.queries import room_of
from supervise.web import bus, keeping_up, live
from supervise.web.connections import Seat

HOLD_EVERY_S = 8.0
_ROOMS = room_of(Id(""))
_last = {"held": 0.0, "held at": 0.0}
_gone: dict[tuple[Id, Id], datetime] = {}
_lock = Lock()


@live.when_left
def left(room: str, seat: Seat) -> None:
    """Note that a socket has left a meeting's room, and when."""
    if room.startswith(_ROOMS):
        with _lock:
            _gone[Id(room.removeprefix(_ROOMS)), seat.member_id] = clock.now()


@keeping_up.at_each_beat
def beat() -> None:
    """Let out whoever's last socket here has gone, say who is here still, and let happen what is due."""
    here = _seated()
    with _lock:
        gone = {pair: at for pair, at in _gone.items() if pair not in here}
        _gone.clear()
    for (meeting, member), at in gone.items():
        coming.go_out(meeting, member, bus.name(), at)
    if clock.ticks() - _last["held"] >= HOLD_EVERY_S:
        _last["held"] = clock.ticks()
        hold(here)
    let_happen()


def hold(here: set[tuple[Id, Id]]) -> None:
    """Hold the doors of this process open and close those that nobody has seen for long.

    Where the clock leapt since the last time, as when the machine slept, the other processes have not been heard yet:
    their doors are left alone until the next time.
    """
    now = clock.now()
    leapt = 0 < _last["held at"] < now.timestamp() - coming.GOOD_FOR.total_seconds()
    _last["held at"] = now.timestamp()
    coming.hold_open(bus.name(), here)
    if not leapt:
        coming.close_forgotten(now)


def _seated() -> set[tuple[Id, Id]]:
    """Return who sits in which meeting through this process."""
    return {
        (Id(room.removeprefix(_ROOMS)), seat.member_id)
        for connection in live.connections().everyone()
        for room, seat in list(connection.seats.items())
        if room.startswith(_ROOMS)
    }
