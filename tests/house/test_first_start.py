"""What `make run` does once everything is set up: the demonstration on the first start only, then the server."""

import os
import shutil
import subprocess

import pytest

from tests.house.source import ROOT

STUB = """#!/bin/sh
echo "$*" >>said
case "$1" in demo) mkdir -p instance; : >instance/supervise.db; test ! -e broken;; esac
"""


@pytest.fixture
def start(tmp_path):
    program = tmp_path / ".venv" / "bin" / "supervise"
    program.parent.mkdir(parents=True)
    program.write_text(STUB)
    program.chmod(0o755)
    shutil.copy(ROOT / "tools" / "run", tmp_path / "start")

    def do(*, demo="1", fails=False, **environ):
        (tmp_path / "said").unlink(missing_ok=True)
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SUPERVISE_")}
        chosen = {"HOST": "127.0.0.1", "PORT": "5000", "DEMO": demo}
        done = subprocess.run(["./start"], cwd=tmp_path, env={**clean, **chosen, **environ}, check=False)
        assert (done.returncode != 0) == fails
        return (tmp_path / "said").read_text().splitlines()

    return do


SERVED = "run --host 127.0.0.1 --port 5000"


def test_the_first_start_loads_the_demonstration_and_the_second_does_not(start):
    assert start() == ["demo", SERVED]
    assert start() == [SERVED]


def test_it_can_be_declined(start):
    assert start(demo="0") == [SERVED]


def test_a_first_start_that_was_cut_off_is_made_good(start, tmp_path):
    (tmp_path / "broken").touch()
    assert start(fails=True) == ["demo"]
    (tmp_path / "broken").unlink()
    assert start() == ["demo", SERVED]
    assert start() == [SERVED]


def test_existing_data_is_left_alone(start, tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "supervise.db").touch()
    assert start() == [SERVED]


def test_a_database_of_ones_own_is_not_filled(start):
    assert start(SUPERVISE_DATABASE_URL="postgresql://elsewhere/practice") == [SERVED]
