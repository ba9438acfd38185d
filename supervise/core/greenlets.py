"""Turns the process cooperative: to be called before anything else is imported."""

import sys

from gevent import monkey


def patch() -> None:
    """Make sockets, locks, threads and sleeps of this process cooperative; a second call does nothing.

    Whatever was imported earlier may hold on to the blocking kind, hence: the first thing a process does.
    """
    # engineio takes gevent-websocket whenever it can be imported, and then every handshake fails here
    sys.modules["geventwebsocket"] = None  # type: ignore[assignment]
    if not is_patched():
        monkey.patch_all()


def is_patched() -> bool:
    """Say whether this process runs on greenlets."""
    return bool(monkey.is_module_patched("socket"))
