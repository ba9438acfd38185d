"""The line between a browser and the server, which a test can cut, deafen and mend."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

_CHUNK = 65536


class Line:
    """A port of the loopback address that leads to another one."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._up, self._deaf = True, False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address to open pages at."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """End every connection and take no new one, as a train in a tunnel does."""
        self._up = False
        with self._lock:
            for one in self._open:
                _end(one)
            self._open.clear()

    def deafen(self) -> None:
        """Carry what the browser says, and swallow what the server answers."""
        self._deaf = True

    def mend(self) -> None:
        """Carry everything again."""
        self._up, self._deaf = True, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cut()
        _end(self._listening)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to)) if self._up else None
        except OSError:
            far = None
        if far is None:
            _end(near)
            return
        with self._lock:
            self._open |= {near, far}
        threading.Thread(target=self._carry, args=(near, far, False), daemon=True).start()
        threading.Thread(target=self._carry, args=(far, near, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                if not (answers and self._deaf):
                    target.sendall(data)
        _end(source)
        _end(target)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
