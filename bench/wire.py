"""A Socket.IO client on a bare asyncio protocol: WebSocket only, as little work per message as Python allows.

It introduces itself as a browser does: cookies, origin, and the offer to compress.
"""

import asyncio
import base64
import json
import os
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 60.0
BROWSER = {
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-GB,en;q=0.9",
    "Cache-Control": "no-cache",
    "Pragma": "no-cache",
    "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
}

Heard = Callable[["Client", bytes], None]


class Client(asyncio.Protocol):
    """One connection in one namespace; `heard` gets each event as it came, still packed."""

    def __init__(self, url: str, cookie: str = "", namespace: str = "", heard: Heard | None = None) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._cookie, self._heard = cookie, heard
        self._space = f"{namespace},".encode() if namespace else b""
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._shaken = False
        self._inflater: Any = None
        self._parts: list[bytes] = []
        self._packed = False
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.open = False
        self.compressed = False

    async def connect(self) -> "Client":
        """Connect, shake hands and enter the namespace."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, self._host, self._port)
        await asyncio.wait_for(self._ready, PATIENCE)
        self.open = True
        return self

    async def ask(self, name: str, *args: object) -> Any:
        """Send an event and return what it is answered with."""
        return await asyncio.wait_for(self.send(name, *args), PATIENCE)

    def send(self, name: str, *args: object) -> asyncio.Future[Any]:
        """Send an event; the future gets its answer."""
        self._asked += 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[self._asked] = answer
        words = json.dumps([name, *args], separators=(",", ":")).encode()
        self._write(b"42" + self._space + str(self._asked).encode() + words)
        return answer

    def leave(self) -> None:
        """Hang up."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        place = f"{self._host}:{self._port}"
        headers: Mapping[str, str] = {
            "Host": place,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": f"http://{place}",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **BROWSER,
            **({"Cookie": self._cookie} if self._cookie else {}),
        }
        lines = ["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        lost = ConnectionError(f"the server hung up ({error})")
        for waiting in (self._ready, *self._waiting.values()):
            if not waiting.done():
                waiting.set_exception(lost)

    def data_received(self, data: bytes) -> None:
        self._rest = self._rest + data if self._rest else data
        if not self._shaken and not self._shake():
            return
        at, have = 0, self._rest
        while (frame := _frame(have, at)) is not None:
            first, start, at = frame
            self._take(first, have[start:at])
        self._rest = have[at:]

    def _shake(self) -> bool:
        head, found, rest = self._rest.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 101 " not in head.split(b"\r\n")[0]:
            self._refused(head.split(b"\r\n")[0])
            return False
        self.compressed = b"permessage-deflate" in head.lower()
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._shaken, self._rest = True, rest
        return True

    def _take(self, first: int, payload: bytes) -> None:
        code = first & 0x0F
        if code == 0x9:
            self._write(payload, 0x8A)
        elif code == 0x8:
            self.leave()
        elif code < 0x3:
            self._packed = bool(first & 0x40) if code else self._packed
            self._parts.append(payload)
            if first & 0x80:
                whole = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
                self._parts.clear()
                self._message(self._inflater.decompress(whole + b"\0\0\xff\xff") if self._packed else whole)

    def _message(self, text: bytes) -> None:
        kind = text[:2]
        if kind == b"42":
            if self._heard is not None:
                self._heard(self, text)
        elif kind == b"43":
            number, _, words = text[2 + len(self._space) :].partition(b"[")
            answer = self._waiting.pop(int(number), None)
            if answer is not None and not answer.done():
                answer.set_result(json.loads(b"[" + words)[0])
        elif kind[:1] == b"2":
            self._write(b"3" + text[1:])
        elif kind[:1] == b"0":
            self._write(b"40" + self._space)
        elif kind == b"40" and not self._ready.done():
            self._ready.set_result(None)
        elif kind == b"44":
            self._refused(text)

    def _refused(self, why: bytes) -> None:
        if not self._ready.done():
            self._ready.set_exception(ConnectionError(why.decode("utf-8", "replace")))
        self.leave()

    def _write(self, payload: bytes, first: int = 0x81) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        size = len(payload)
        if size < 126:
            head = bytes((first, 0x80 | size))
        elif size < 65536:
            head = bytes((first, 0xFE)) + size.to_bytes(2, "big")
        else:
            head = bytes((first, 0xFF)) + size.to_bytes(8, "big")
        mask = os.urandom(4)
        pad = (mask * (size // 4 + 1))[:size]
        mixed = (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")
        self._transport.write(head + mask + mixed)


def _frame(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Return a frame's first byte and where its payload begins and ends; None while it is not all there."""
    have = len(data)
    if have - at < 2:
        return None
    size, start = data[at + 1] & 0x7F, at + 2
    if size > 125:
        wide = 2 if size == 126 else 8
        if have < start + wide:
            return None
        size = int.from_bytes(data[start : start + wide], "big")
        start += wide
    return (data[at], start, start + size) if have >= start + size else None
