"""A reader that stalls: its stream stays whole or ends cleanly, memory stays bounded, and nobody else notices."""

import json
import threading

import pytest

from tests.live.rawsocket import Ended, RawSocket, client_frame, now
from tests.live.running import Running

EVENTS, SIZE = 600, 20_000


@pytest.fixture(scope="module", params=["gevent", "threading"])
def server(request, tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("server"), request.param)
    yield running
    running.kill()


class Reader(threading.Thread):
    """Reads events as fast as they come; `numbers` and `late` (nanoseconds) say what it saw."""

    def __init__(self, port, last):
        super().__init__(daemon=True)
        self.raw, self.last = RawSocket(port).open(), last
        self.numbers, self.late, self.error = [], [], None

    def run(self):
        try:
            while not self.numbers or self.numbers[-1] < self.last:
                told = said(self.raw.packet())
                self.late.append(now() - told["at"])
                self.numbers.append(told["number"])
        except (Ended, AssertionError) as error:
            self.error = error


def said(packet):
    assert packet.startswith('42/live,["said",'), packet[:80]
    return json.loads(packet[len("42/live,") :])[1]


def burst(server, room, pause=0.005):
    """Let the server send the events to a room, with one reader that keeps up; return that reader."""
    reader = Reader(server.port, EVENTS - 1)
    assert reader.raw.ask("join", room) == [{"ok": True}]
    with RawSocket(server.port) as sender:
        sender.open()
        reader.start()
        assert sender.ask("burst", room, EVENTS, SIZE, pause) == [{"ok": True}]
    reader.join(20)
    assert reader.error is None
    assert reader.numbers == list(range(EVENTS))
    reader.raw.sock.close()
    return reader


def p99(late):
    return sorted(late)[int(len(late) * 0.99)]


def test_a_stalled_reader_gets_an_unbroken_stream_or_a_clean_end_and_slows_nobody(server):
    alone = p99(burst(server, "alone").late)
    stalled = RawSocket(server.port, receive_buffer=16_384).open()
    assert stalled.ask("join", "room") == [{"ok": True}]
    before = server.memory()
    beside = p99(burst(server, "room").late)
    assert server.memory() - before < 16 * 1024 * 1024
    assert beside < max(3 * alone, 250_000_000), (alone, beside)
    expected = 0
    while True:  # now it reads again, from where it had stopped
        opcode, payload = stalled.frame()
        if opcode == 8:
            assert int.from_bytes(payload, "big") == 1013
            break
        told = said(payload.decode())
        assert told["number"] == expected
        assert len(told["text"]) == SIZE
        expected += 1
    assert 0 < expected < EVENTS
    assert stalled.ended()
    stalled.sock.close()


def test_a_reader_that_never_comes_back_is_let_go_at_once(server):
    stalled = RawSocket(server.port, receive_buffer=16_384).open()
    assert stalled.ask("join", "gone") == [{"ok": True}]
    before = len(server.state()["gone"])
    with RawSocket(server.port) as sender:
        sender.open()
        assert sender.ask("burst", "gone", 100, SIZE, 0.002) == [{"ok": True}]
        assert len(server.state()["gone"]) > before, "the app should know while the line is still being wound up"
    stalled.sock.close()


def test_a_slow_reader_that_goes_on_reading_loses_nothing(server):
    slow = RawSocket(server.port, receive_buffer=16_384).open()
    assert slow.ask("join", "slow") == [{"ok": True}]
    with RawSocket(server.port) as sender:
        sender.open()
        sender.text('42/live,1["burst","slow",30,20000,0]')  # 600 kB at once: some in the kernel, the rest waits
        for number in range(30):
            assert said(slow.packet())["number"] == number
        assert sender.answer(1) == [{"ok": True}]
    assert slow.ask("echo", "still here", number=3) == [{"ok": True, "data": "still here"}]
    slow.sock.close()


def test_a_long_answer_to_a_slow_reader_is_not_held_against_it(server):
    slow = RawSocket(server.port, receive_buffer=16_384).open()
    assert slow.ask("join", "long") == [{"ok": True}]
    for number in (1, 2, 3):
        slow.text(f'42/live,{number}["long",900000]')
    slow.send(client_frame(b"", 9))
    with RawSocket(server.port) as other:
        other.open()
        for number in range(4, 14):  # what others say meanwhile
            assert other.ask("say", "long", "hello", number=number) == [{"ok": True}]
    frames = [slow.frame() for _ in range(14)]
    answers = [payload for _, payload in frames if payload.startswith(b"43/live,")]
    assert [len(payload) > 900_000 for payload in answers] == [True] * 3
    assert sum(payload == b'42/live,["said","hello"]' for _, payload in frames) == 10
    slow.sock.close()
