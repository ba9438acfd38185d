"""The changes of a room leave each process in the order of their numbers, whoever made them, here or elsewhere.

Numbers follow commits, but between a commit and its sending others have their turn: a change that comes early
waits a moment for the one before it. What never comes is not waited for long, and whoever missed it asks.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from socketio.pubsub_manager import PubSubManager

from supervise.core import clock

PATIENCE_S = 2.0

Send = Callable[[], object]


@dataclass
class _Line:
    last: int
    waiting: dict[int, Send] = field(default_factory=dict)


class Order:
    """What each audience of a room was told last, and what came too early for it."""

    def __init__(self, later: Callable[..., object]) -> None:
        """Take what starts a task beside this one."""
        self._later = later
        self._lines: dict[str, _Line] = {}
        self._lock = threading.RLock()

    def begin(self, audience: str, seq: int) -> None:
        """Keep order from now on for an audience that has read what there is up to a number."""
        with self._lock:
            self._lines.setdefault(audience, _Line(seq))

    def end(self, audience: str) -> None:
        """Keep no order any more where nobody listens."""
        with self._lock:
            self._lines.pop(audience, None)

    def take(self, audience: str, seq: int, send: Send) -> None:
        """Send at once what is next, or late, or nobody's concern; hold what comes too early."""
        with self._lock:
            line = self._lines.get(audience)
            if line is None or seq <= line.last:
                send()
                return
            if not line.waiting and seq > line.last + 1:
                self._later(self._give_up_waiting, audience, line)
            line.waiting[seq] = send
            self._go_on(line)

    def _go_on(self, line: _Line) -> None:
        while send := line.waiting.pop(line.last + 1, None):
            line.last += 1
            send()

    def _give_up_waiting(self, audience: str, line: _Line) -> None:
        clock.pause(PATIENCE_S)
        with self._lock:
            if self._lines.get(audience) is line and line.waiting:
                line.last = min(line.waiting) - 1
                self._go_on(line)
                if line.waiting:
                    self._later(self._give_up_waiting, audience, line)


def install(server: Any, order: Order) -> None:
    """Let a Socket.IO server hand its `change` events to the sockets of this process in order."""
    manager = server.manager
    if isinstance(manager, PubSubManager):
        handle = manager._handle_emit  # noqa: SLF001  what comes from here and from the broker meets there only

        def in_order(message: dict[str, Any]) -> None:
            if message["event"] == "change":
                order.take(message["room"], message["data"][0]["seq"], partial(handle, message))
            else:
                handle(message)

        manager._handle_emit = in_order  # noqa: SLF001
        return
    emit = manager.emit

    def emit_in_order(event: str, data: Any, *rest: Any, **named: Any) -> None:
        if event == "change":
            order.take(named["room"], data["seq"], partial(emit, event, data, *rest, **named))
        else:
            emit(event, data, *rest, **named)

    manager.emit = emit_in_order


def emit_here(server: Any, event: str, data: Any, namespace: str, room: str) -> None:
    """Send an event to the sockets of this process alone, where each process tells its own."""
    manager = server.manager
    emit = super(PubSubManager, manager).emit if isinstance(manager, PubSubManager) else manager.emit
    emit(event, data, namespace, room=room)
