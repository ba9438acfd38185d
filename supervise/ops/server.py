"""The production server: gevent's WSGI server behind a listener of our own, with limits and an orderly end."""

import contextlib
import errno
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

import gevent
from gevent import pywsgi
from gevent.event import Event
from gevent.pool import Group

from supervise.core import greenlets
from supervise.ops import requests
from supervise.ops.requests import Handler

if sys.platform != "win32":
    import resource

CONNECTIONS = 4000
STOP_WITHIN = 4.0
GOODBYE_WITHIN = 1.0
"""Seconds that requests get to end once the server was asked to stop, and live pages to say goodbye."""

_BACKLOG = 1024
_UNREAD = 16 * 1024
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"

_log = logging.getLogger("supervise.server")


class CannotListen(Exception):
    """The address cannot be served on; the message is one line that says why and what to do."""


def serve(app: Any, socketio: Any, host: str, port: int, *, on_ready: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT, then end every request and socket and return within five seconds.

    `port` 0 takes a free one; `on_ready` is called once with the host and the real port when connections are
    taken. Raises CannotListen. The process must have called `greenlets.patch()` before its other imports.
    """
    if not greenlets.is_patched():
        raise RuntimeError("greenlets.patch() must be the first thing that this process does")
    listener = listen(host, port)
    server = Server(listener, app, _room_for_connections())
    gevent.get_hub().print_exception = requests.tell_place  # gevent's own prints arguments: people's words
    stopping = [gevent.signal_handler(number, server.ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        server.start()
        on_ready(host, listener.getsockname()[1])
        server.asked.wait()
    finally:
        _end(server, socketio)
        for one in stopping:
            one.cancel()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket with TCP_NODELAY, which the sockets it accepts inherit; raise CannotListen."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CannotListen(f"{host} is not an address of this machine. Choose another with --host.") from None
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(_why(error, host, port)) from None
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if isinstance(error, PermissionError):
        return f"Port {port} is kept for the system. Choose one above 1023 with --port."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is already in use. Stop what runs there, or choose another with --port."
    return f"Cannot listen on {host}, port {port}: {error.strerror or error}."


def _room_for_connections() -> int:
    """Return how many connections fit, after raising this process's own limit on open files as far as allowed."""
    if sys.platform == "win32":
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 512
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(16, min(CONNECTIONS, soft - 256))


class Server(pywsgi.WSGIServer):  # type: ignore[misc]
    """gevent's server with our request handler, a cap on connections and a way to end quickly."""

    def __init__(self, listener: socket.socket, app: Any, room: int) -> None:
        """Serve `app` on the listener, to at most `room` connections at once."""
        quiet = pywsgi.LoggingLogAdapter(_log, logging.WARNING)
        super().__init__(listener, app, log=None, error_log=quiet, handler_class=Handler)
        self.room = room
        self.running = Group()
        self.idle: set[Handler] = set()
        self.upgraded: set[Handler] = set()
        self.asked = Event()

    def ask_to_stop(self) -> None:
        """Let `serve` begin the end."""
        self.asked.set()

    @property
    def stopping(self) -> bool:
        """Whether the end has begun."""
        return bool(self.asked.is_set())

    def handle(self, sock: Any, address: Any) -> None:
        """Handle one connection, or say at once that there are too many."""
        if len(self.running) >= self.room:
            _log.warning("too many connections: one was turned away")
            with contextlib.suppress(OSError):
                sock.settimeout(1)
                sock.sendall(_BUSY)
                sock.recv(_UNREAD)  # closing with the request unread would reset the line before the answer is seen
            return
        self.running.add(gevent.getcurrent())
        super().handle(sock, address)

    def update_environ(self) -> None:
        """Name the server without asking the network for its name."""
        self.environ.setdefault("SERVER_NAME", str(self.address[0]))
        self.environ.setdefault("SERVER_PORT", str(self.address[1]))


def _end(server: Server, socketio: Any) -> None:
    """Take no more connections, end the live ones, let running requests finish, then cut what is left."""
    server.asked.set()
    until = time.monotonic() + STOP_WITHIN
    server.close()
    for handler in list(server.idle):
        handler.hang_up()
    for live in list(socketio.server.eio.sockets.values()):
        # engineio's own close: a page that loses its line this way comes back by itself
        gevent.spawn(live.close, wait=False)
    server.running.join(timeout=GOODBYE_WITHIN)
    for handler in list(server.upgraded):
        handler.hang_up()
    server.running.join(timeout=max(0.1, until - time.monotonic()))
    server.running.kill(block=True, timeout=0.5)
