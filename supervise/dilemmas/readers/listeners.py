"""When a thread is opened, left or covered: noted in each process for itself, written beside the server."""

from supervise.core import clock
from supervise.core.events import after
from supervise.core.ids import Id
from supervise.dilemmas import events
from supervise.dilemmas.queries import room_of
from supervise.dilemmas.readers import noting, rounds
from supervise.web import bus, keeping_up, live
from supervise.web.connections import Seat

__all__ = ["rounds"]

LOOK_EVERY_S = 300.0
_THREADS = room_of(Id(""))
_last = {"looked": 0.0}


@live.when_left
def left(room: str, seat: Seat) -> None:
    """Note until when a thread was open."""
    if room.startswith(_THREADS):
        noting.note(Id(room.removeprefix(_THREADS)), seat.member_id)


@keeping_up.at_each_beat
def beat() -> None:
    """Write what is due; now and then look who sits in a thread without doing anything."""
    if clock.ticks() - _last["looked"] >= LOOK_EVERY_S:
        _last["looked"] = clock.ticks()
        look_around()
    noting.write()


@bus.hears("write_readers")
def write_readers() -> None:
    """Note whoever sits in a thread in this process, and let the next beat write all of it."""
    look_around()
    noting.make_due()


@after(events.PassageCovered)
def covered(event: events.PassageCovered) -> None:  # noqa: ARG001  whichever it was
    """Let each process write who has what open at this moment."""
    bus.tell("write_readers")


def look_around() -> None:
    """Note everybody who sits in a thread in this process."""
    for connection in live.connections().everyone():
        for room, seat in list(connection.seats.items()):
            left(room, seat)
