"""A WebSocket client of bare bytes: it sends what a browser never would, and takes apart what comes back."""

import base64
import json
import os
import socket
import time

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
BROWSERS_OFFER = "permessage-deflate; client_max_window_bits"


class Ended(Exception):
    """The other side ended the connection; `broken` when that was in the middle of a frame."""

    def __init__(self, broken: bool) -> None:
        super().__init__("in the middle of a frame" if broken else "between two frames")
        self.broken = broken


def client_frame(payload, opcode=TEXT, *, fin=True, rsv=0, mask=b"\x11\x7f\x00\xe3"):
    """Return a frame as a client sends it; `mask` None leaves it unmasked."""
    head = bytearray([(0x80 if fin else 0) | rsv << 4 | opcode])
    masked = 0x80 if mask is not None else 0
    if len(payload) < 126:
        head.append(masked | len(payload))
    elif len(payload) < 65536:
        head += bytes([masked | 126]) + len(payload).to_bytes(2, "big")
    else:
        head += bytes([masked | 127]) + len(payload).to_bytes(8, "big")
    if mask is None:
        return bytes(head) + payload
    pad = (mask * (len(payload) // 4 + 1))[: len(payload)]
    mixed = (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(len(payload), "big")
    return bytes(head) + mask + mixed


class RawSocket:
    """A connection to a server on this machine; `headers` go into the handshake, `receive_buffer` makes it slow."""

    def __init__(self, port, *, headers=None, query="EIO=4&transport=websocket", receive_buffer=None, key=True):
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(20)
        self.buffer = b""
        try:
            self.sock.connect(("127.0.0.1", port))
            self._shake_hands(port, headers, query, key)
        except BaseException:
            self.sock.close()
            raise

    def _shake_hands(self, port, headers, query, key):
        lines = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Extensions": BROWSERS_OFFER,
            **({"Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode()} if key else {}),
            **(headers or {}),
        }
        text = [f"GET /socket.io/?{query} HTTP/1.1", *(f"{name}: {value}" for name, value in lines.items()), "", ""]
        self.sock.sendall("\r\n".join(text).encode())
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        self.headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in head[1:] if line)}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def send(self, data):
        self.sock.sendall(data)

    def text(self, message):
        self.send(client_frame(message.encode()))

    def frame(self):
        """Return the next frame as (opcode, payload); raise Ended at the end."""
        first, second = self._take(2, begins=True)
        size = second & 127
        assert not second & 128, "the server masked a frame"
        assert not first & 0x70, "the server used an extension"
        assert first & 0x80, "the server sent a fragment"
        if size > 125:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        return first & 15, self._take(size)

    def packet(self):
        """Return the next Engine.IO packet, answering its pings and those of WebSocket."""
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                raise AssertionError(f"closed with {payload!r}")
            if opcode == TEXT and payload == b"2":
                self.text("3")
            elif opcode == TEXT:
                return payload.decode()

    def open(self, namespace="/live"):
        """Connect a namespace; return self."""
        assert self.status == 101, self.status
        assert self.packet().startswith("0{")
        self.text(f"40{namespace},")
        assert self.packet().startswith(f"40{namespace},")
        return self

    def ask(self, event, *args, number=1, namespace="/live"):
        """Send an event and return the arguments of its acknowledgement; other packets on the way are dropped."""
        self.text(f"42{namespace},{number}{json.dumps([event, *args])}")
        return self.answer(number, namespace)

    def answer(self, number=1, namespace="/live"):
        while True:
            packet = self.packet()
            if packet.startswith(f"43{namespace},{number}["):
                return json.loads(packet[len(f"43{namespace},{number}") :])

    def close_code(self):
        """Read on to the close frame and return its code, None if it has none."""
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big") if payload else None

    def ended(self):
        """Read until the server lets go of the line; say whether it did within its time."""
        try:
            while True:
                self.frame()
        except Ended:
            return True

    def _until(self, mark):
        while mark not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(mark, 1)
        return head

    def _take(self, size, *, begins=False):
        while len(self.buffer) < size:
            self._more(begins and not self.buffer)
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def _more(self, between=False):
        try:
            data = self.sock.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            raise Ended(broken=not between)
        self.buffer += data


def now():
    """The clock that two programs on one machine share."""
    return time.monotonic_ns()
