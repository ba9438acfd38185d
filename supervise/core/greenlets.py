"""Turns the process cooperative: to be called before anything else is imported."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata

from gevent import monkey


def patch() -> None:
    """Make sockets, locks, threads and sleeps of this process cooperative; a second call does nothing.

    Whatever was imported earlier may hold on to the blocking kind, hence: the first thing a process does.
    """
    # engineio takes gevent-websocket whenever it can be imported, and then every handshake fails here
    sys.modules["geventwebsocket"] = None  # type: ignore[assignment]
    if not is_patched():
        with _asked_once():
            monkey.patch_all()


@contextmanager
def _asked_once() -> Iterator[None]:
    """Let each question about what is installed be answered once: gevent asks for its plugins at every module.

    Each time it would read through all packages, and half of the time that it takes went there.
    """
    plain = metadata.entry_points
    metadata.entry_points = cache(plain)  # type: ignore[assignment]
    try:
        yield
    finally:
        metadata.entry_points = plain


def is_patched() -> bool:
    """Say whether this process runs on greenlets."""
    return bool(monkey.is_module_patched("socket"))
