"""The WebSocket driver that engineio is given instead of its own.

It never negotiates an extension, looks at sizes before it keeps anything, writes whole frames to slow readers
without anybody waiting for them, and reads in the task or greenlet that handles the request.
"""

import base64
import contextlib
import socket
import time
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import Any

from flask_socketio import SocketIO
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import ProtocolError

from supervise.web import fanout, frames, packets
from supervise.web.sending import Sender

GRACE = 10.0
"""Seconds that the other side has to read the last frames and say goodbye."""

_CHUNK = 4096
_EARLY = 64 * 1024
_SEND_BUFFER = 256 * 1024
_DRAINED_AT_MOST = 16 * 1024 * 1024


def install(socketio: SocketIO) -> None:
    """Put this driver in at engineio's own seam, and the guard before its packets; once, before any connection."""
    drivers = socketio.server.eio._async  # noqa: SLF001  the seam; a test names it and the versions
    if "websocket" not in drivers:
        raise RuntimeError("engineio's seam `_async['websocket']` has moved: see tests/live/test_websocket_driver.py")
    socketio.server.eio._async = {**drivers, "websocket": WebSocket}  # noqa: SLF001
    packets.guard(socketio.server)


class WebSocket:
    """One connection, as engineio wants it: called once as a WSGI application, then wait, send and close."""

    def __init__(self, handler: Any, engine: Any) -> None:
        """Take engineio's handler of one socket and its server."""
        self._handler, self._engine = handler, engine
        self._connection = handler.__self__
        self._over = engine.create_event()

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Any:
        """Shake hands, let engineio talk for as long as it lasts, and part properly."""
        try:
            accepted = _shake_hands(environ)
        except (ProtocolError, ValueError):
            if not self._connection.connected:  # an upgrade that fails leaves the polling session alone
                self._connection.close(wait=False, abort=True)
            body = b'"This is not a WebSocket handshake"'
            return {"status": "400 BAD REQUEST", "headers": [("Content-Type", "text/plain")], "response": body}
        self._open(environ)
        try:
            self._sock.sendall(accepted)
            result = self._handler(self)
            self._part()
        finally:
            self._over.set()
            fanout.detach(self._connection)
            self._sender.cut()
            if self._raw is not getattr(self._sock, "_sock", None):
                self._raw.close()
        if "werkzeug.socket" in environ:
            self._engine.sockets.pop(self._connection.sid, None)
            raise ConnectionError  # Werkzeug's word for: this connection is no longer yours
        return result

    def _open(self, environ: dict[str, Any]) -> None:
        stream = environ["wsgi.input"]
        file: BufferedReader = getattr(stream, "rfile", stream)
        sock: socket.socket = environ.get("werkzeug.socket") or file.raw._sock  # type: ignore[attr-defined]  # noqa: SLF001
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        sock.settimeout(0)
        self._early = file.read1(_EARLY)  # what came right behind the handshake
        patience = self._engine.ping_interval + self._engine.ping_timeout
        sock.settimeout(patience)
        self._sock = sock
        # gevent's socket waits for greenlets' sake; the one beneath it never does
        self._raw: socket.socket = getattr(sock, "_sock", None) or sock.dup()
        self._raw.setblocking(False)
        engine = self._engine
        self._sender = Sender(self._raw, engine.start_background_task, engine.create_event(), patience)
        self._messages = self._read_messages()
        if engine.async_mode == "gevent":
            fanout.attach(self._connection, self.send)

    def wait(self) -> str | None:
        """Return the next message, or None once the connection is over."""
        message = next(self._messages, None)
        if message is None:
            self._over.set()
        return message

    def send(self, message: str | bytes) -> None:
        """Send a message; never waits, and the newest message's frame is shared by all who get it."""
        self._sender.send(frames.frame(message), asked=message[:2] == "43")

    def close(self) -> None:
        """Say goodbye on the server's behalf, and wait a while for the other side to do the same."""
        self._sender.finish(frames.closing(frames.NORMAL))
        if not self._over.wait(GRACE):
            self._sender.cut()

    def _read_messages(self) -> Iterator[str]:
        wire = Connection(ConnectionType.SERVER)
        incoming = frames.Incoming()
        while data := self._read():
            wire.receive_data(data)
            for event in wire.events():
                if isinstance(event, CloseConnection):
                    self._sender.finish(frames.closing(event.code))
                    return
                if isinstance(event, Ping):
                    self._sender.send(frames.pong(event.payload))
                elif isinstance(event, TextMessage | BytesMessage):
                    try:
                        whole = incoming.add(event.data, event.message_finished)
                    except frames.TooLarge:
                        self._sender.finish(frames.closing(frames.TOO_BIG))
                        return
                    if whole is not None and not self._sender.ending:
                        yield from self._deliver(whole)
                if self._sender.ending:
                    return

    def _deliver(self, whole: str | frames.Unkept) -> Iterable[str]:
        if isinstance(whole, frames.Unkept):
            answer = frames.refusal(whole.head, whole.why)
            if answer is not None:
                self.send(answer)
            return ()
        if frames.is_engine_packet(whole):
            return (whole,)
        self._sender.finish(frames.closing(frames.PROTOCOL_ERROR))
        return ()

    def _read(self) -> bytes:
        """Return what has arrived; nothing at the end, after silence for too long, or once the line is lost."""
        if self._early:
            data, self._early = self._early, b""
            return data
        try:
            data = self._sock.recv(_CHUNK)
        except (OSError, ValueError):
            return b""
        if len(data) == _CHUNK:
            self._engine.sleep(0)  # there is more already: let the others have their turn first
        return data

    def _part(self) -> None:
        """Let the last frames reach the other side: closing at once would reset a line that still holds data."""
        self._sender.finish(frames.closing(frames.NORMAL))
        if not self._sender.drained.wait(GRACE) or self._sender.lost:
            return
        until, read = time.monotonic() + GRACE, 0
        with contextlib.suppress(OSError, ValueError):
            self._sock.shutdown(socket.SHUT_WR)
            self._sock.settimeout(GRACE)
            while time.monotonic() < until and read < _DRAINED_AT_MOST and (data := self._read()):
                read += len(data)


def _shake_hands(environ: dict[str, Any]) -> bytes:
    """Return the answer that accepts a handshake, with no extension in it; ProtocolError if it is not one."""
    if len(base64.b64decode(environ.get("HTTP_SEC_WEBSOCKET_KEY", ""), validate=True)) != 16:
        raise ValueError("no key")
    told = ("HTTP_CONNECTION", "HTTP_UPGRADE", "HTTP_SEC_WEBSOCKET_KEY", "HTTP_SEC_WEBSOCKET_VERSION")
    lines = ["GET / HTTP/1.1", "Host: localhost"]
    lines += [f"{name[5:].replace('_', '-')}: {environ[name]}" for name in told if name in environ]
    talk = WSConnection(ConnectionType.SERVER)
    talk.receive_data("\r\n".join([*lines, "", ""]).encode("latin-1"))
    for _ in talk.events():
        return bytes(talk.send(AcceptConnection()))
    raise ValueError("no handshake")
