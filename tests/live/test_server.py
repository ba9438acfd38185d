"""The runner: what it refuses, what it waits for, and how it ends."""

import signal
import socket
import threading
import time
from http.client import HTTPConnection

import pytest

from supervise.ops import server as runner
from tests.live.rawsocket import RawSocket
from tests.live.running import Running

HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    quick = {"FIRST_REQUEST": 1, "NEXT_REQUEST": 1.5, "BODY": 1, "CONNECTIONS": 40}
    running = Running(tmp_path_factory.mktemp("server"), **quick)
    yield running
    assert running.running, running.tail()
    running.kill()


@pytest.fixture
def started(tmp_path):
    running = Running(tmp_path)
    yield running
    if running.running:
        running.kill()


def connect(server):
    return socket.create_connection((HOST, server.port), timeout=10)


def answer(line):
    """Read until the server closes."""
    data = b""
    while more := line.recv(65536):
        data += more
    return data.decode()


def asked(server, request):
    with connect(server) as line:
        line.sendall(request)
        return answer(line)


# --- listening --------------------------------------------------------------------------------------------


def test_a_taken_port_is_told_in_one_plain_line():
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(runner.CannotListen) as told:
            runner.listen(HOST, port)
    assert str(told.value) == (
        f"Port {port} on {HOST} is already in use. Stop what runs there, or choose another with --port."
    )


def test_an_address_that_is_not_ours_is_told_in_one_plain_line():
    for host in ("no-such-host.invalid", "192.0.2.1"):
        with pytest.raises(runner.CannotListen) as told:
            runner.listen(host, 0)
        assert host in str(told.value)
        assert "\n" not in str(told.value)


def test_without_the_patch_nothing_is_served():
    with pytest.raises(RuntimeError, match="first thing"):
        runner.serve(None, None, HOST, 0, on_ready=print)


def test_port_0_takes_a_free_one_and_tells_it(server):
    assert server.found[1] == HOST
    assert server.get("/") == "ok"


def test_an_event_and_its_answer_do_not_wait_for_each_other(server):
    with RawSocket(server.port) as raw:
        raw.open().ask("join", "r")
        start = time.monotonic()
        for number in range(50):
            raw.ask("say", "r", "hello", number=number)
        assert time.monotonic() - start < 1.5, "TCP_NODELAY is off: forty milliseconds each"


# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + b"A: " + b"x" * 40_000 + b"\r\n\r\n", "431"),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 7000 + b"\r\n", "4"),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", "414"),
        (b"GET /\r\n\r\n", "505"),
        (b"GET / HTTP/3.0\r\n\r\n", "400"),
        (b"nonsense\r\n\r\n", "400"),
        (b"POST /length HTTP/1.1\r\nContent-Length: 1_0\r\n\r\n0123456789", "400"),
        (b"POST /length HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"),
        (b"POST /length HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"),
        (b"POST /length HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "400"),
        (b"POST /length HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413"),
    ],
)
def test_what_is_malformed_or_too_large_is_refused_and_the_line_closed(server, request_bytes, status):
    said = asked(server, request_bytes)
    assert said.startswith(f"HTTP/1.1 {status}"), said[:200]
    assert said.count("HTTP/1.1 ") == 1


def test_a_slow_request_line_or_header_is_cut_off(server):
    for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nA: "):
        with connect(server) as line:
            start = time.monotonic()
            line.sendall(begun)
            said = answer(line)
            assert said.startswith("HTTP/1.1 408") or not said
            assert 0.5 < time.monotonic() - start < 4


def test_a_body_that_drips_is_cut_off_and_nothing_of_it_is_taken_for_a_request(server):
    with connect(server) as line:
        line.sendall(b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nGET /state HTTP/1.1\r\n\r\n")
        said = answer(line)
    assert '"sockets"' not in said
    assert said.count("HTTP/1.1 ") <= 1


def test_a_body_in_time_is_read_whole_plain_or_in_chunks(server):
    line = HTTPConnection(HOST, server.port, timeout=10)
    for _ in range(2):
        line.request("POST", "/length", b"x" * 300_000)
        assert line.getresponse().read() == b"300000"
    line.request("POST", "/length", iter([b"a" * 10, b"b" * 20]), encode_chunked=True)
    assert line.getresponse().read() == b"30"
    line.close()


def test_an_idle_line_is_closed_after_its_time(server):
    with connect(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        start = time.monotonic()
        assert answer(line).endswith("ok")
        assert 1 < time.monotonic() - start < 5


def test_one_connection_too_many_is_told_so_and_there_is_room_again_afterwards(server):
    lines = [RawSocket(server.port).open() for _ in range(40)]
    said = asked(server, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert said.startswith("HTTP/1.1 503")
    for line in lines:
        line.sock.close()
    until = time.monotonic() + 5
    while not said.endswith("ok") and time.monotonic() < until:
        said = asked(server, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert said.endswith("ok")


def test_a_line_that_stays_quiet_between_pings_is_kept(tmp_path):
    running = Running(tmp_path, ping=0.5)
    with RawSocket(running.port) as raw:
        raw.open()
        until = time.monotonic() + 5.5  # longer than ping and patience together, several times
        pings = 0
        while time.monotonic() < until:
            assert raw.frame() == (1, b"2")
            pings += 1
            raw.text("3")
        assert pings > 5
        assert raw.ask("echo", 1) == [{"ok": True, "data": 1}]
    running.kill()


# --- what stays out of the log ----------------------------------------------------------------------------


def test_no_address_and_no_word_reaches_the_log(server):
    server.get("/?q=Weatherby")
    asked(server, b"GET /Weatherby?q=Weatherby HTTP/9.9\r\n\r\n")
    asked(server, b"Weatherby\r\n\r\n")
    asked(server, b"POST /length HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nWeatherby\r\n")
    with RawSocket(server.port) as raw:
        raw.open().text('42/live,1["echo","Weatherby"]')
        raw.answer(1)
        raw.text("Weatherby")
        raw.ended()
    assert asked(server, b"GET /boom?q=Weatherby HTTP/1.1\r\nConnection: close\r\n\r\n").startswith("HTTP/1.1 500")
    assert "Weatherby" not in server.says("SystemExit at")


# --- heavy work beside it ---------------------------------------------------------------------------------


def test_heavy_work_slows_nobody_else(server):
    heavy = [threading.Thread(target=server.get, args=("/heavy?n=1500000",)) for _ in range(2)]
    for one in heavy:
        one.start()
    worst, rounds = 0.0, 0
    while any(one.is_alive() for one in heavy):
        start = time.monotonic()
        server.get("/")
        worst, rounds = max(worst, time.monotonic() - start), rounds + 1
    assert rounds > 5
    assert worst < 0.5


# --- the end ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_0_whatever_is_open(started, by):
    with RawSocket(started.port) as live, RawSocket(started.port) as silent, connect(started) as idle:
        live.open()
        silent.open()
        idle.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(1000).startswith(b"HTTP/1.1 200")
        codes = []
        reader = threading.Thread(target=lambda: codes.append(live.close_code()))
        reader.start()
        start = time.monotonic()
        assert started.stop(by) == 0
        assert time.monotonic() - start < 5
        reader.join(5)
        assert codes == [1000]
    assert "Traceback" not in started.tail(200)


def test_a_running_request_is_answered_before_the_end(started):
    with connect(started) as line:
        line.sendall(b"GET /slow?s=1.5 HTTP/1.1\r\nHost: x\r\n\r\n")
        with RawSocket(started.port) as other:
            other.open().ask("echo", 1)
        started.send(signal.SIGTERM)
        assert answer(line).endswith("slept")
    assert started.stop(signal.SIGCONT) == 0  # which changes nothing: it has been asked already


def test_a_request_without_end_does_not_hold_the_end_up(started):
    with connect(started) as line:
        line.sendall(b"GET /slow?s=60 HTTP/1.1\r\nHost: x\r\n\r\n")
        with RawSocket(started.port) as other:
            other.open().ask("echo", 1)
        start = time.monotonic()
        assert started.stop() == 0
        assert time.monotonic() - start < 6
