"""Two servers and a broker: what is said on one reaches the other whole and in order, the short way included."""

import pytest

from tests.live.rawsocket import RawSocket
from tests.live.running import Running


@pytest.fixture
def servers(tmp_path, valkey_url):
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    running = [Running(folder, broker=valkey_url) for folder in folders]
    yield running
    for one in running:
        one.kill()


def test_each_event_arrives_once_and_in_order_on_both(servers):
    here, there = (RawSocket(server.port).open() for server in servers)
    for reader in (here, there):
        assert reader.ask("join", "r") == [{"ok": True}]
    with RawSocket(servers[0].port) as sender:
        sender.open()
        while '"before"' not in _next_said(sender, there):
            pass
        for number in range(200):
            sender.text(f'42/live,{number + 10}["say","r",{number}]')
            assert sender.answer(number + 10) == [{"ok": True}]
    for reader in (here, there):
        seen = []
        while len(seen) < 200:
            packet = reader.packet()
            if '"before"' not in packet:
                seen.append(packet)
        assert seen == [f'42/live,["said",{number}]' for number in range(200)]
        reader.sock.close()


def _next_said(sender, reader):
    """Say something and return what the reader hears, if it hears anything yet: a broker takes a moment to listen."""
    assert sender.ask("say", "r", "before") == [{"ok": True}]
    reader.sock.settimeout(0.2)
    try:
        return reader.packet()
    except TimeoutError:
        return ""
    finally:
        reader.sock.settimeout(20)
