"""The driver against whatever hypothesis thinks of, without a server: over one TCP connection."""

import base64
import json
import queue
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.web import frames
from supervise.web.websocket import WebSocket
from tests.live.rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, client_frame


class Connection:
    """The little of engineio's socket that the driver touches."""

    connected, sid = True, "sid"

    def __init__(self):
        self.heard = []

    def handle(self, driver):
        while (message := driver.wait()) is not None:
            self.heard.append(message)
        driver.close()
        return []


class Engine:
    """The little of engineio's server that the driver touches."""

    ping_interval = ping_timeout = 5
    async_mode = "threading"

    def __init__(self):
        self.sockets = {}

    create_event = staticmethod(threading.Event)

    def sleep(self, seconds):
        pass

    def start_background_task(self, target):
        threading.Thread(target=target, daemon=True).start()


def talk(pieces):
    """Send the pieces to a driver; return the messages it delivered and the bytes it sent back."""
    here, there = pair()
    stream = there.makefile("rb")
    key = base64.b64encode(bytes(16)).decode()
    environ = {
        "werkzeug.socket": there,
        "wsgi.input": stream,
        "HTTP_UPGRADE": "websocket",
        "HTTP_CONNECTION": "Upgrade",
        "HTTP_SEC_WEBSOCKET_KEY": key,
        "HTTP_SEC_WEBSOCKET_VERSION": "13",
    }
    connection, failed = Connection(), queue.SimpleQueue()

    def serve():
        try:
            WebSocket(connection.handle, Engine())(environ, None)
        except ConnectionError:
            pass  # the driver's word to Werkzeug
        except BaseException as error:  # noqa: BLE001
            failed.put(error)
        finally:
            stream.close()
            there.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    back = bytearray()
    collector = threading.Thread(target=collect, args=(here, back), daemon=True)
    collector.start()
    try:
        for piece in pieces:
            here.sendall(piece)
        here.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # it hung up on us already
    thread.join(15)
    assert not thread.is_alive()
    collector.join(15)
    here.close()
    if not failed.empty():
        raise failed.get()
    head, _, rest = bytes(back).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101")
    return connection.heard, rest


def pair():
    """Return both ends of a TCP connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        return here, listener.accept()[0]


def collect(sock, into):
    try:
        while data := sock.recv(65536):
            into += data
    except OSError:
        pass


def sent(data):
    """Take the server's frames apart; each must be whole."""
    found = []
    while data:
        size, at = data[1], 2
        if size >= 126:
            width = 2 if size == 126 else 8
            size, at = int.from_bytes(data[2 : 2 + width], "big"), 2 + width
        assert len(data) >= at + size
        found.append((data[0] & 15, data[at : at + size]))
        data = data[at + size :]
    return found


def cut(data, sizes):
    at = 0
    for size in sizes:
        if at < len(data):
            yield data[at : at + size]
            at += size
    if at < len(data):
        yield data[at:]


masks = st.binary(min_size=4, max_size=4)
sizes = st.lists(st.integers(1, 300), max_size=20)


@given(st.lists(st.binary(max_size=400), max_size=8))
def test_random_bytes_end_in_silence_or_a_close_code(pieces):
    heard, back = talk(pieces)
    assert all(frames.is_engine_packet(message) for message in heard)
    for opcode, payload in sent(back):
        assert opcode in {TEXT, CLOSE, PONG}
        if opcode == CLOSE and payload:
            assert int.from_bytes(payload[:2], "big") >= 1000


frame_like = st.builds(
    client_frame,
    st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda t: ("42/live,1" + t).encode())),
    st.sampled_from([CONTINUATION, TEXT, BINARY, 3, CLOSE, PING, PONG, 15]),
    fin=st.booleans(),
    rsv=st.sampled_from([0, 0, 0, 0, 0, 1, 4]),
    mask=st.one_of(masks, masks, masks, st.none()),
)


@given(st.lists(frame_like, max_size=12), sizes)
def test_frames_in_any_order_never_raise_and_only_text_of_engineio_is_delivered(wild, pieces):
    heard, back = talk(cut(b"".join(wild), pieces))
    assert all(frames.is_engine_packet(message) and len(message.encode()) <= frames.KEPT for message in heard)
    kinds = [opcode for opcode, _ in sent(back)]
    assert kinds.count(CLOSE) <= 1
    assert CLOSE not in kinds[:-1], "nothing follows a goodbye"


@given(st.lists(st.tuples(st.text(max_size=300), masks, sizes, st.booleans()), max_size=6), sizes)
def test_what_is_well_formed_arrives_as_it_was_meant(messages, pieces):
    wire = b""
    for text, mask, fragments, ping in messages:
        parts = list(cut(("42" + text).encode(), fragments))
        for number, part in enumerate(parts):
            wire += client_frame(part, CONTINUATION if number else TEXT, fin=number == len(parts) - 1, mask=mask)
            wire += client_frame(b"ping", PING, mask=mask) if ping else b""
    heard, back = talk(cut(wire + client_frame(b"\x03\xe8", CLOSE), pieces))
    assert heard == ["42" + text for text, *_ in messages]
    answered = sent(back)
    assert answered[-1] == (CLOSE, b"\x03\xe8")
    assert set(answered[:-1]) <= {(PONG, b"ping")}


@given(st.text(max_size=400))
def test_a_refusal_is_always_an_answer_a_client_can_read(head):
    for beginning in (head, "42" + head, "42/live," + head, "42/live,17[" + head, "42/live?a=b,3[" + head):
        answer = frames.refusal(beginning[: frames.HEAD], frames.TOO_LONG)
        if answer is not None:
            start = answer.index("[")
            assert answer[:2] == "43"
            assert json.loads(answer[start:])[0]["code"] == "invalid"
            assert beginning[2:].partition("?")[0].partition("[")[0].startswith(answer[2:start].partition(",")[0])


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        ('42/live,17["comment:post",{"bo', "43/live,17["),
        ('4217["x"', "4317["),
        ('42/live,["x"', None),
        ('42/live,17{"x"', None),
        ('451-/live,17["x"', "43/live,17["),
        ("43/live,17[1]", None),
        ("40/live,", None),
        ("42/live,999999999999999999999[", None),
    ],
)
def test_the_answer_goes_to_the_event_that_asked(head, answer):
    said = frames.refusal(head, frames.TOO_LONG)
    assert (said is None) if answer is None else said.startswith(answer)
