"""Packets that no client of Socket.IO would send: each is answered or dropped, and none is taken for the line's own."""

import pytest

from supervise.web.packets import MALFORMED
from tests.live.rawsocket import RawSocket
from tests.live.running import Running

INVALID = [{"ok": False, "code": "invalid", "message": MALFORMED}]


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


@pytest.mark.parametrize(
    "body",
    [
        "[",
        '["echo"',
        '["echo",nope]',
        '["echo"]x',
        "[" * 60_000,
        "[]",
        "[1]",
        "[null]",
        '[["echo"]]',
        '[{"echo":1}]',
        '["connect"]',
        '["disconnect"]',
        '["disconnect","ping timeout"]',
        '["connect_error"]',
        '["*","echo"]',
    ],
)
def test_what_is_no_event_is_answered_invalid(line, body):
    line.text("42/live,5" + body)
    assert line.answer(5) == INVALID
    assert line.ask("echo", 1) == [{"ok": True, "data": 1}]


def test_nobody_can_make_the_app_believe_that_their_line_has_ended(server, line):
    before = len(server.state()["gone"])
    line.text('42/live,["disconnect","client disconnect"]')
    line.text('42/live,1["disconnect","client disconnect"]')
    assert line.answer(1) == INVALID
    assert len(server.state()["gone"]) == before


@pytest.mark.parametrize(
    "packet",
    ["43/live,99[1]", "43/live,1", "44/live,{}", "42/live,", "42/live", "42/other,1[1]", "40/other,", "40/live,"],
)
def test_packets_that_mean_nothing_leave_the_line_well(line, packet):
    line.text(packet)
    assert line.ask("echo", 1, number=8) == [{"ok": True, "data": 1}]


def test_an_unforeseen_error_leaves_no_word_in_the_log(tmp_path):
    server = Running(tmp_path)
    with RawSocket(server.port) as raw:
        raw.open()
        raw.text('42/live,1["fail","Mrs Weatherby"]')
        raw.text('42/live,2["echo","Mrs Weatherby","too","many","Weatherbys"]')
        raw.text('42/live,3["Mrs Weatherby"')
        assert raw.answer(3) == INVALID
        assert raw.ask("echo", 1, number=4) == [{"ok": True, "data": 1}]
    server.stop()
    assert "Weatherby" not in server.says("RuntimeError at fail")
