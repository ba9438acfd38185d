"""Whether an installation is well, as programs ask: the database and the broker are really asked."""

from contextlib import closing

import pytest
from sqlalchemy import create_engine

from supervise.core.sqlite import sqlite3
from supervise.ops import health, metrics
from supervise.web import bus
from tests.cast import make_world


def test_a_well_installation_says_so_without_a_session(world):
    answer = world.client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"ok": True, "database": True, "broker": True})
    assert "Set-Cookie" not in answer.headers


def test_a_database_that_is_away_is_told(world, monkeypatch):
    monkeypatch.setattr(world.database, "engine", make_away())
    answer = world.client().get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"ok": False, "database": False, "broker": True})


def test_a_database_that_is_away_is_told_to_somebody_signed_in_too(world, monkeypatch):
    client = world.client("Noa")
    monkeypatch.setattr(world.database, "engine", make_away())
    assert client.get("/healthz").status_code == 503


def make_away():
    return create_engine("sqlite:////nowhere/at/all.db")


def test_a_broker_that_is_away_is_told(tmp_path):
    practice = make_world(tmp_path / "data")
    bus.start("redis://127.0.0.1:1/0")
    try:
        answer = practice.client().get("/healthz")
        assert (answer.status_code, answer.json) == (503, {"ok": False, "database": True, "broker": False})
    finally:
        bus.start(None)
        practice.database.close()


def test_health_is_asked_at_any_pace(world):
    client = world.client()
    assert {client.get("/healthz").status_code for _ in range(700)} == {200}


def test_the_numbers_hold_no_words_and_count_what_is_posted(world):
    def number(name):
        text = world.client().get("/metrics").text
        return float(next(line.split()[1] for line in text.splitlines() if line.startswith(f"{name} ")))

    before = number("supervise_posts_total")
    with world.work():
        world.comment("Ben", world.dilemma())
    assert number("supervise_posts_total") == before + 2
    assert number("supervise_open_sockets") == number("supervise_open_rooms") == 0
    assert number("process_resident_memory_bytes") > 10_000_000
    assert number("supervise_uptime_seconds") > 0
    assert number("supervise_jobs_given_up") == 0
    answer = world.client().get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert not any(word in answer.text for word in ("Thursday", "Noa", "example.org", world.group_id))


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", {"Host": "supervise.example.org"}),
        ("192.0.2.7", {"Authorization": "Bearer guessed"}),
        ("192.0.2.7", {"Authorization": "Bearer caf\u00e9"}),
    ],
    ids=["from elsewhere", "through a proxy", "under the public name", "with a guess", "with odd letters"],
)
def test_the_numbers_are_not_there_for_others(world, address, headers):
    asked = world.client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert asked.status_code == 404


def test_the_numbers_are_there_for_a_collector_with_the_token(world, tmp_path):
    token = metrics.token(tmp_path / "data")
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "192.0.2.7"}
    assert world.client().get("/metrics", headers=headers).status_code == 200
    assert (tmp_path / "data" / "metrics-token").stat().st_mode & 0o777 == 0o600
    assert metrics.token(tmp_path / "data") == token


def test_r34_after_a_stop_that_was_none_a_damaged_database_is_not_served(world, tmp_path):
    data = tmp_path / "data"
    world.database.close()
    file = data / "supervise.db"
    whole = file.read_bytes()
    with health.running(data, f"sqlite:///{file}"):
        assert (data / "running").exists()
    assert not (data / "running").exists()
    (data / "running").write_text("4711")
    with health.running(data, f"sqlite:///{file}"):
        pass
    (data / "running").write_text("4711")
    file.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    with pytest.raises(health.Damaged, match="supervise restore"), health.running(data, f"sqlite:///{file}"):
        pass


def test_r35_a_killed_server_looks_through_its_database_and_serves_again(serve):
    server = serve()
    assert (server.data_dir / "running").exists()
    server.kill()
    assert (server.data_dir / "running").exists()
    server.restart()
    assert server.stop() == 0
    assert not (server.data_dir / "running").exists()


def test_r34_a_server_refuses_a_damaged_database_in_one_line(serve):
    server = serve()
    server.kill()
    file = server.data_dir / "supervise.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes()[:8192] + b"\xa5" * 65536)
    said = server.supervise("run", "--port", "0", fails=True)
    assert said.count("\n") == 1
    assert "The database is damaged" in said
