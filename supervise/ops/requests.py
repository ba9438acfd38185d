"""How one HTTP connection is read: what is malformed, too large or too slow is refused before the app sees it."""

import contextlib
import logging
import socket
import time
from typing import Any

import gevent
from gevent import pywsgi

FIRST_REQUEST = 20.0
NEXT_REQUEST = 75.0
"""Seconds until a request's line and headers must be complete: on a new connection, and on one kept alive."""

BODY = 60.0
BODY_RATE = 4096
"""Seconds that a body may take in any case, and the bytes a second it must manage beyond that."""

ANSWER = 120.0
"""Seconds that one piece of an answer may wait for its reader."""

LINGER = 2.0
LINGER_BYTES = 1024 * 1024
"""How long, and through how much, a refused request is still read so that its answer can arrive."""

HEADERS = 32 * 1024
LARGEST_BODY = 16 * 1024 * 1024

_log = logging.getLogger("supervise.server")


class Refused(ValueError):
    """A request that is not passed on; the text is the status to answer."""


class Slow(TimeoutError):
    """A request took too long to arrive."""


class _Headers:
    """The lines of one request's headers, up to a limit for all of them together."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._left = stream, HEADERS

    def readline(self, limit: int = -1) -> bytes:
        line: bytes = self._stream.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise Refused("431 Request Header Fields Too Large")
        return line


class Body(pywsgi.Input):  # type: ignore[misc]
    """A request's body that has to arrive within its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.until = time.monotonic() + BODY + (self.content_length or 0) / BODY_RATE
        self.broken = False

    def _do_read(self, *args: Any, **kwargs: Any) -> bytes:
        return self._in_time(super()._do_read, *args, **kwargs)

    def _chunked_read(self, *args: Any, **kwargs: Any) -> bytes:
        return self._in_time(super()._chunked_read, *args, **kwargs)

    def _in_time(self, read: Any, *args: Any, **kwargs: Any) -> bytes:
        if self.broken:
            raise Slow
        try:
            with gevent.Timeout(max(0.001, self.until - time.monotonic()), Slow):
                data: bytes = read(*args, **kwargs)
        except OSError:
            self.broken = True
            raise
        return data


class Handler(pywsgi.WSGIHandler):  # type: ignore[misc]
    """One connection: request after request until it closes, goes quiet or misbehaves."""

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        super().__init__(sock, address, server)
        sock.settimeout(ANSWER)
        self._allowed = FIRST_REQUEST
        self._deadline: Any = None
        self.wsgi_input: Any = None

    def handle(self) -> None:
        """Handle the connection to its end."""
        try:
            super().handle()
        finally:
            self.server.upgraded.discard(self)
            if self._deadline is not None:
                self._deadline.cancel()

    def read_requestline(self) -> str:
        """Wait for the next request; the time for its headers runs from here."""
        self.server.idle.add(self)
        self._deadline = gevent.Timeout.start_new(self._allowed, Slow)
        self._allowed = NEXT_REQUEST
        line = ""
        try:
            if not self.server.stopping:
                line = super().read_requestline()
        finally:
            self.server.idle.discard(self)
            if not line:
                self._deadline.cancel()
        return line

    def read_request(self, raw_requestline: str) -> bool:
        """Read the headers; refuse what two servers in a row could understand differently."""
        try:
            super().read_request(raw_requestline)
        finally:
            self._deadline.cancel()
        if self.request_version not in {"HTTP/1.0", "HTTP/1.1"}:
            raise Refused("505 HTTP Version Not Supported")
        coding = self.headers.get_all("transfer-encoding", [])
        if coding and [one.strip().lower() for one in coding] != ["chunked"]:
            raise Refused("400 Bad Request")
        lengths = self.headers.get_all("content-length", [])
        if len(lengths) > 1 or not all(one.strip().isascii() and one.strip().isdigit() for one in lengths):
            raise Refused("400 Bad Request")
        if (self.content_length or 0) > LARGEST_BODY:
            raise Refused("413 Content Too Large")
        if self.server.stopping:
            self.close_connection = True
        return True

    def MessageClass(self, stream: Any, *rest: Any) -> Any:  # noqa: N802  gevent's name
        """Parse the headers, up to their limit."""
        return super().MessageClass(_Headers(stream), *rest)

    def get_environ(self) -> dict[str, Any]:
        """Give the app a body that has to arrive in time."""
        environ: dict[str, Any] = super().get_environ()
        plain = self.wsgi_input
        body = Body(plain.rfile, plain.content_length, socket=plain.socket, chunked_input=plain.chunked_input)
        if environ["wsgi.input"] is plain:
            environ["wsgi.input"] = body
        self.wsgi_input = body
        return environ

    def _connection_upgrade_requested(self) -> bool:
        if self.command != "GET" or not super()._connection_upgrade_requested():
            return False
        self.server.upgraded.add(self)
        return True

    def handle_one_response(self) -> None:
        """Answer; a body that broke off leaves nothing that could be read as a next request."""
        super().handle_one_response()
        if self.wsgi_input.broken:
            self.close_connection = True

    def hang_up(self) -> None:
        """End a connection from outside; what waits on it sees the end."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def _handle_client_error(self, ex: BaseException) -> tuple[str, bytes]:
        status = str(ex) if isinstance(ex, Refused) else "400 Bad Request"
        if isinstance(ex, Slow):
            status = "408 Request Timeout"
        _log.info("a request was refused: %s", status)
        self._say_last(f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())
        return status[:3], b""

    def _say_last(self, words: bytes) -> None:
        """Send an answer and read on a little: closing at once would reset the line before the answer is seen."""
        with contextlib.suppress(OSError), gevent.Timeout(LINGER, False):
            if not self.response_length:
                self.socket.sendall(words)
            self.socket.shutdown(socket.SHUT_WR)
            left = LINGER_BYTES
            while left > 0 and (more := self.socket.recv(16384)):
                left -= len(more)

    def _log_error(self, kind: type[BaseException], error: Any, trace: Any) -> None:
        tell_place(self, kind, error, trace)


def tell_place(_context: Any, kind: type[BaseException] | None, _error: Any, trace: Any) -> None:
    """Log of what kind an unforeseen error was and where, and none of its words."""
    if kind is None or issubclass(kind, gevent.GreenletExit):
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    _log.error("something failed outside the app: %s at %s", kind.__name__, where)
