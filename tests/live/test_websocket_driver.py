"""The WebSocket driver, byte by byte, on a running server in both modes."""

import importlib.metadata
import os
import random
import zlib

import pytest
import socketio as socketio_client
from engineio import Server as EngineServer
from engineio.socket import Socket as EngineSocket
from flask import Flask
from flask_socketio import SocketIO

from supervise.web import frames, websocket
from tests.live.rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, RawSocket, client_frame
from tests.live.running import Running

TOO_LONG = {"ok": False, "code": "invalid", "message": frames.TOO_LONG}


@pytest.fixture(scope="module", params=["gevent", "threading"])
def server(request, tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("server"), request.param)
    yield running
    assert running.running, running.tail()
    running.kill()


@pytest.fixture
def line(server):
    with RawSocket(server.port) as raw:
        yield raw.open()


def test_engineios_seam_is_where_this_driver_was_written_for():
    known = {"python-engineio": "4.15.", "python-socketio": "5.18.", "wsproto": "1.3.", "gevent": "26."}
    found = {name: importlib.metadata.version(name) for name in known}
    say = f"the driver in supervise/web/websocket.py stands on private seams of {known}; found {found}: read them anew"
    assert all(found[name].startswith(prefix) for name, prefix in known.items()), say
    socketio = SocketIO(Flask("seam"), async_mode="threading")
    assert set(socketio.server.eio._async) == {"thread", "queue", "queue_empty", "event", "websocket", "sleep"}, say
    websocket.install(socketio)
    assert socketio.server.eio._async["websocket"] is websocket.WebSocket, say
    connection = EngineSocket(socketio.server.eio, "sid")
    for name in ("queue", "connected", "upgraded", "closed", "send", "close", "_websocket_handler"):
        assert hasattr(connection, name), say
    assert hasattr(connection.queue, "unfinished_tasks"), say
    assert EngineServer(async_mode="threading")._async["websocket"] is not websocket.WebSocket


def test_compression_is_never_agreed_to_though_it_is_offered(line):
    assert line.headers["upgrade"] == "websocket"
    assert "sec-websocket-extensions" not in line.headers
    assert line.ask("echo", "hello") == [{"ok": True, "data": "hello"}]


@pytest.mark.parametrize(
    "headers", [{"Sec-WebSocket-Version": "8"}, {"Sec-WebSocket-Key": ""}, {"Connection": "close, upgrade, x"}]
)
def test_what_is_not_a_handshake_gets_a_plain_answer(server, headers):
    with RawSocket(server.port, headers=headers) as raw:
        assert raw.status == (101 if "Connection" in headers else 400)


def test_a_handshake_without_a_key_is_refused_and_leaves_nothing_behind(server):
    before = server.state()["sockets"]
    with RawSocket(server.port, key=False) as raw:
        assert raw.status == 400
    assert server.state()["sockets"] <= before


@pytest.mark.parametrize("size", [0, 125, 126, 60_000])
def test_messages_of_every_length_come_through_whole(line, size):
    assert line.ask("echo", "y" * size) == [{"ok": True, "data": "y" * size}]


def test_a_message_of_64_kilobytes_is_heard_and_one_byte_more_is_answered_invalid(line):
    start, end = '42/live,7["echo","', '"]'
    fits = "z" * (64 * 1024 - len(start) - len(end))
    line.text(start + fits + end)
    assert line.answer(7) == [{"ok": True, "data": fits}]
    line.text(start + fits + "z" + end)
    assert line.answer(7) == [TOO_LONG]
    assert line.ask("echo", 1, number=8) == [{"ok": True, "data": 1}]


def test_the_limit_counts_bytes_not_characters(line):
    line.text('42/live,7["echo","' + "é" * 40_000 + '"]')
    assert line.answer(7) == [TOO_LONG]


def test_a_long_message_that_asked_for_no_answer_gets_none(line):
    line.text('42/live,["echo","' + "z" * 70_000 + '"]')
    line.text("not a packet of Socket.IO at all " * 3000)
    assert line.ask("echo", 1) == [{"ok": True, "data": 1}]


def test_up_to_a_megabyte_is_drained_and_beyond_it_the_line_closes_with_1009(line):
    start, end = '42/live,7["echo","', '"]'
    line.text(start + "z" * (1024 * 1024 - len(start) - len(end)) + end)
    assert line.answer(7) == [TOO_LONG]
    line.text(start + "z" * (1024 * 1024 - len(start) - len(end) + 1) + end)
    assert line.close_code() == 1009
    assert line.ended()


def test_fragments_count_as_one_message_and_pings_may_come_between_them(line):
    line.send(client_frame(b'42/live,7["echo","', fin=False))
    line.send(client_frame(b"in between", PING))
    for _ in range(100):
        line.send(client_frame(b"part ", CONTINUATION, fin=False))
    line.send(client_frame(b'"]', CONTINUATION))
    assert line.frame() == (PONG, b"in between")
    assert line.answer(7) == [{"ok": True, "data": "part " * 100}]
    line.send(client_frame(b'42/live,7["echo","', fin=False))
    for _ in range(70):
        line.send(client_frame(b"z" * 1000, CONTINUATION, fin=False))
    line.send(client_frame(b'"]', CONTINUATION))
    assert line.answer(7) == [TOO_LONG]


def test_a_megabyte_in_fragments_closes_with_1009_before_it_ends(line):
    line.send(client_frame(b'42/live,7["echo","', fin=False))
    for _ in range(20):
        line.send(client_frame(b"z" * 60_000, CONTINUATION, fin=False))
    assert line.close_code() == 1009


def test_a_letter_split_between_fragments_is_whole_again(line):
    whole = '42/live,7["echo","naïve"]'.encode()
    cut = whole.index("ï".encode()) + 1
    line.send(client_frame(whole[:cut], fin=False) + client_frame(whole[cut:], CONTINUATION))
    assert line.answer(7) == [{"ok": True, "data": "naïve"}]


BROKEN = {
    "a reserved bit": (client_frame(b"x", rsv=4), 1002),
    "no mask": (client_frame(b"x", mask=None), 1002),
    "an unknown opcode": (client_frame(b"x", 5), 1002),
    "a fragmented ping": (client_frame(b"x", PING, fin=False), 1002),
    "a ping too long": (client_frame(b"x" * 126, PING), 1002),
    "a continuation of nothing": (client_frame(b"x", CONTINUATION), 1002),
    "a message within a message": (client_frame(b"4", fin=False) + client_frame(b"x"), 1002),
    "a length with more bytes than needed": (b"\x81\xfe\x00\x05\0\0\0\0abcde", 1002),
    "a length beyond all": (b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 1002),
    "bytes that are not UTF-8": (client_frame(b"42\xff"), 1007),
    "half a letter at the end": (client_frame("é".encode()[:1]), 1007),
    "half a close code": (client_frame(b"\x03", CLOSE), 1002),
    "a close code that none may send": (client_frame((1006).to_bytes(2, "big"), CLOSE), 1002),
    "a reason that is not UTF-8": (client_frame(b"\x03\xe8\xff", CLOSE), 1007),
    "no packet of Engine.IO": (client_frame(b"hello"), 1002),
    "an empty message": (client_frame(b""), 1002),
    "a packet that is nested too deeply": (client_frame(b"4" + b"[" * 60_000), 1002),
    "a plain goodbye": (client_frame((1000).to_bytes(2, "big"), CLOSE), 1000),
    "a goodbye of its own": (client_frame((4321).to_bytes(2, "big") + b"reason", CLOSE), 4321),
    "a goodbye without a code": (client_frame(b"", CLOSE), None),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_close_code_says_what_was_wrong(line, what):
    sent, code = BROKEN[what]
    line.send(sent)
    assert line.close_code() == code
    assert line.ended()


def test_binary_is_answered_invalid_and_never_kept(line):
    line.text('451-/live,9["echo",{"_placeholder":true,"num":0}]')
    line.send(client_frame(os.urandom(2000), BINARY))
    assert line.answer(9) == [{"ok": False, "code": "invalid", "message": frames.NOT_TEXT}]
    assert line.ask("echo", 1) == [{"ok": True, "data": 1}]


def test_a_compressed_bomb_costs_nothing(server):
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = press.compress(b"\0" * 256 * 1024 * 1024) + press.flush(zlib.Z_SYNC_FLUSH)
    lines = [RawSocket(server.port).open() for _ in range(4)]
    before = server.memory()
    for raw in lines:
        raw.send(client_frame(bomb, rsv=4))
        assert raw.close_code() == 1002
        raw.sock.close()
    assert server.memory() - before < 40 * 1024 * 1024


def test_long_messages_are_never_held(server):
    lines = [RawSocket(server.port).open() for _ in range(20)]
    before = server.memory()
    for raw in lines:  # each waits in the middle of a message of nearly a megabyte
        raw.send(client_frame(b'42/live,7["echo","' + b"z" * 900_000, fin=False))
    for raw in lines:
        raw.send(client_frame(b"done", PING))
        assert raw.frame() == (PONG, b"done")
    assert server.memory() - before < 8 * 1024 * 1024
    for raw in lines:
        raw.sock.close()


def test_garbage_on_many_lines_leaves_the_server_well(server, line):
    chance = random.Random(9)
    for _ in range(30):
        with RawSocket(server.port) as raw:
            raw.send(chance.randbytes(chance.randrange(1, 3000)))
            if chance.random() < 0.5:
                raw.ended()
    assert line.ask("echo", 1) == [{"ok": True, "data": 1}]
    assert "Traceback" not in server.tail(200)


def test_a_page_that_begins_with_polling_moves_over_to_the_socket(server):
    client = socketio_client.Client()
    heard = []
    client.on("said", heard.append, namespace="/live")
    client.connect(f"http://127.0.0.1:{server.port}", namespaces="/live")
    try:
        assert client.transport() == "websocket"
        assert client.call("join", "r", namespace="/live") == {"ok": True}
        assert client.call("say", ("r", {"n": 1}), namespace="/live") == {"ok": True}
        assert client.call("echo", "after", namespace="/live") == {"ok": True, "data": "after"}
        assert heard == [{"n": 1}]
    finally:
        client.disconnect()


def test_the_app_is_told_when_a_line_is_lost(server):
    before = len(server.state()["gone"])
    raw = RawSocket(server.port).open()
    raw.sock.close()
    with RawSocket(server.port) as other:
        other.open()
        for _ in range(100):
            if len(server.state()["gone"]) > before:
                break
        else:
            raise AssertionError("nobody was told")


def test_an_answer_and_an_event_arrive_in_the_order_they_were_sent(line):
    line.ask("join", "r")
    for number in range(50):
        line.text(f'42/live,{number}["say","r",{number}]')
        assert line.packet() == f'42/live,["said",{number}]'
        assert line.packet().startswith(f"43/live,{number}[")


def test_text_frames_are_all_that_is_sent(line):
    line.text('42/live,1["echo","ü"]')
    opcode, payload = line.frame()
    assert opcode == TEXT
    assert payload.startswith(b"43/live,1[")
