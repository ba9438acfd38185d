"""Which of Socket.IO's packets reach the app: whole events, of text, with a name that a client may use."""

import logging
from typing import Any

from socketio import packet

from supervise.web import frames

MALFORMED = "That message could not be read. Reload the page and try again."

# the library would call the app's own handlers for these, as if the line had opened or closed
RESERVED = frozenset({"connect", "connect_error", "disconnect", "*"})

_log = logging.getLogger("supervise.live")


def guard(server: Any) -> None:
    """Let a Socket.IO server answer `invalid` to what it would trip over or take for its own."""
    take_apart, hear = server.eio.handlers["message"], server._handle_event  # noqa: SLF001  the only seam there is

    def message(eio_sid: str, data: object) -> None:
        if not isinstance(data, str):
            return
        if data[:1] not in {"5", "6"}:
            try:
                take_apart(eio_sid, data)
            except Exception as error:  # noqa: BLE001  its words may be somebody's; the type says enough
                _log.info("a packet was refused: %s", type(error).__name__)
            else:
                return
        answer = frames.refusal(f"4{data[: frames.HEAD]}", MALFORMED)
        if answer is not None:
            server.eio.send(eio_sid, answer[1:])

    def event(eio_sid: str, namespace: str, number: int | None, data: object) -> None:
        if _is_event(data):
            hear(eio_sid, namespace, number, data)
        elif number is not None:
            told = [{"ok": False, "code": "invalid", "message": MALFORMED}]
            ack = server.packet_class(packet.ACK, namespace=namespace, id=number, data=told)
            server.eio.send(eio_sid, ack.encode())

    server.eio.handlers["message"] = message
    server._handle_event = event  # noqa: SLF001


def _is_event(data: object) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED
