"""Backup and restore on PostgreSQL, by its own programs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from supervise.core.db import Database
from supervise.dilemmas import comments as thread
from supervise.governance.erased import erased
from supervise.ops import dumping
from supervise.texts.models import Revision
from tests.cast import World, make_world
from tests.postgres import _programs


@pytest.fixture(scope="module")
def programs() -> Path:
    """The folder of the programs that fit the server of the tests."""
    found = _programs(None)
    assert (found / "pg_dump").is_file(), "the tests' PostgreSQL brings pg_dump and pg_restore"
    return found


@pytest.fixture
def on_path(programs, monkeypatch) -> None:
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def practice(tmp_path, postgres_url, on_path) -> Iterator[World]:
    made = make_world(tmp_path / "data", SUPERVISE_DATABASE_URL=postgres_url)
    yield made
    made.database.close()


@pytest.fixture
def empty(postgres_server) -> Iterator[str]:
    """The address of a database to restore into."""
    address = postgres_server.fresh()
    yield address
    postgres_server.drop(address)


def test_a_postgresql_practice_goes_into_a_backup_and_comes_back(practice, postgres_url, empty, tmp_path, command):
    with practice.work():
        dilemma = practice.dilemma()
        practice.comment("Ben", dilemma)
        removed = practice.comment("Ben", dilemma, "The shop in the square.").id
    target, later = tmp_path / "one.backup", tmp_path / "two.backup"
    status, said = command(tmp_path / "data", "backup", target, SUPERVISE_DATABASE_URL=postgres_url)
    assert status == 0, said
    assert target.stat().st_mode & 0o777 == 0o600
    with practice.work():
        thread.remove_comment(practice.actor("Ben"), removed)
    command(tmp_path / "data", "backup", later, SUPERVISE_DATABASE_URL=postgres_url)
    status, said = command(tmp_path / "new", "restore", target, SUPERVISE_DATABASE_URL=empty)
    assert status == 0, said
    restored = Database(empty.replace("postgresql://", "postgresql+psycopg://"))
    with restored.work() as db:
        words = {body for (body,) in db.query(Revision.body)}
        assert removed in erased()["comments"]
    restored.close()
    assert words == {"She saw the next client arrive.", "I wonder what that was like.", None}


def test_a_postgresql_restore_never_touches_what_is_there(practice, postgres_url, tmp_path, command):
    target = tmp_path / "one.backup"
    command(tmp_path / "data", "backup", target, SUPERVISE_DATABASE_URL=postgres_url)
    status, said = command(tmp_path / "new", "restore", target, SUPERVISE_DATABASE_URL=postgres_url)
    assert status == 1
    assert "holds an installation already" in said


def test_what_is_no_postgresql_backup_is_refused_in_one_line(on_path, empty, tmp_path, command):
    (tmp_path / "one.backup").write_bytes(b"a shopping list")
    status, said = command(tmp_path / "new", "restore", tmp_path / "one.backup", SUPERVISE_DATABASE_URL=empty)
    assert status == 1
    assert "not a whole backup of a PostgreSQL database" in said
    assert "shopping" not in said


def test_without_postgresqls_programs_one_line_says_what_to_install(practice, postgres_url, tmp_path, command):
    status, said = command(
        tmp_path / "data", "backup", tmp_path / "one.backup", SUPERVISE_DATABASE_URL=postgres_url, PATH=str(tmp_path)
    )
    assert status == 1
    assert said.splitlines() == [
        "supervise: pg_dump is not installed. Install PostgreSQL's client programs, then try again."
    ]


def test_a_password_is_not_among_the_words_of_the_command(monkeypatch, tmp_path):
    fake = tmp_path / "pg_dump"
    fake.write_text(
        '#!/bin/sh\nhere=$(dirname "$0")\necho "$@" > "$here/words"\n'
        'cp "$(echo "$@" | sed "s/.*passfile=//; s/%2F/\\//g; s/ .*//")" "$here/secret"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    url = make_url("postgresql+psycopg://supervise:quiet%3Aword@db.example/supervise")
    dumping.dump(url, tmp_path / "one.backup")
    words = (tmp_path / "words").read_text()
    assert "quiet" not in words
    assert "postgresql://supervise@db.example/supervise" in words
    assert (tmp_path / "secret").read_text().strip() == "*:*:*:*:quiet\\:word"
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
