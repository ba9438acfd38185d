"""Lets a packet skip a member's queue and writer while that member keeps up."""

from collections.abc import Callable
from typing import Any

from engineio import packet


def attach(connection: Any, write: Callable[[str | bytes], None]) -> None:
    """Make an engineio socket hand its packets to `write` itself while its queue is empty.

    It sits below every manager of Socket.IO, so an emit that came through a message queue takes it as well.
    Only for greenlets: between taking a packet off the queue and writing it engineio's writer does not yield, so
    an empty queue means that everything before has been written; with threads that would not hold.
    """
    queued: Callable[[Any], None] = connection.send
    queue = connection.queue
    ping = packet.PING

    def send(pkt: Any) -> None:
        # pings keep the writer awake: it takes a queue that stays empty for a dead connection
        if queue.unfinished_tasks or not connection.upgraded or connection.closed or pkt.packet_type == ping:
            queued(pkt)
        else:
            write(pkt.encode())

    connection.send = send


def detach(connection: Any) -> None:
    """Give the engineio socket its own way of sending back."""
    connection.__dict__.pop("send", None)
