"""The writers' lock under greenlets: who yields inside a transaction makes others wait, and freezes nobody."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    script = Path(__file__).with_name("cooperative.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path_factory.mktemp("data"))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_writer_that_yields_makes_other_writers_wait_for_their_turn(told):
    writers = [line for line in told["told"] if not line.startswith(("reads", "patient", "done"))]
    assert writers == ["first begins", "first ends", "second begins", "second ends", "third begins", "third ends"]


def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_of_its_work(told):
    assert told["told"].index("reads 0") < told["told"].index("first ends")


def test_nothing_else_stands_still_meanwhile(told):
    assert told["longest"] < 0.2


def test_another_programs_lock_is_waited_for_in_small_steps(told):
    assert told["told"][-3:] == ["patient begins", "patient ends", "done"]
    assert 0.35 < told["waited"] < 4
    assert told["foreign"] < 0.2
