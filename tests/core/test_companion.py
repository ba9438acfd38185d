"""A process beside the server: the same on threads and on greenlets."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from supervise.core import companion
from supervise.core.companion import Companion, Died, Unavailable

ON_GREENLETS = os.environ.get("SUPERVISE_TEST_GREENLETS") == "1"
MODULE = "tests.core.answering"


@pytest.fixture
def beside():
    one = Companion(MODULE)
    yield one
    one.end()


def until(condition):
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.002)
    assert condition()


@pytest.fixture
def gate(tmp_path):
    """A gate that the process waits at: `gate.path` names it, `gate.open()` lets one through."""
    path = tmp_path / "gate"
    os.mkfifo(path)
    held = os.open(path, os.O_RDWR)
    yield SimpleNamespace(path=str(path), open=lambda: os.write(held, b"x"))
    os.close(held)


def gone(pid):
    """Whether a process has ended, whoever was to take note of it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_it_answers_in_one_process_that_starts_when_it_is_asked(beside):
    assert beside.pid is None
    assert beside.ask(("say", "one")) == ["one"]
    first = beside.pid
    assert beside.ask(("say", "two")) == ["one", "two"]
    assert beside.pid == first != os.getpid()


@pytest.mark.parametrize("words", ["", "\0", "\ud83d\ude00 \udfff", "é" * 400_000])
def test_any_words_travel_both_ways(beside, words):
    assert beside.ask(("say", words)) == [words]


def test_nothing_of_what_it_is_asked_is_where_others_could_read_it(beside, capfd):
    beside.ask(("print", "Weatherby"))
    shown = [Path(f"/proc/{beside.pid}/{what}").read_bytes() for what in ("cmdline", "environ")]
    assert b"Weatherby" not in b"".join(shown)
    assert not any(b"SUPERVISE" in one for one in shown)
    assert "Weatherby" not in "".join(capfd.readouterr())
    files = [str(one.readlink()) for one in Path(f"/proc/{beside.pid}/fd").iterdir()]
    assert all(one == "/dev/null" or one.startswith(("socket:", "anon_inode:")) for one in files), files


def test_one_that_was_killed_is_replaced_unseen(beside):
    beside.ask(("say", "one"))
    os.kill(beside.pid, 9)
    assert beside.ask(("say", "two")) == ["two"]


def test_one_that_falls_over_a_request_gets_a_second_chance_and_no_third(beside, tmp_path):
    assert beside.ask(("end once", str(tmp_path / "mark"))) == "after all"
    with pytest.raises(Died):
        beside.ask(("end", "this"))
    assert beside.pid is None
    assert beside.ask(("say", "the next")) == ["the next"]


def test_one_that_is_stuck_is_ended():
    beside = Companion(MODULE, patience_s=1.0)
    with pytest.raises(Died):
        beside.ask(("sleep", 600))
    assert beside.pid is None


def test_one_that_cannot_start_says_so_and_is_not_tried_each_time(monkeypatch, caplog):
    beside = Companion("tests.core.there_is_no_such_module")
    with pytest.raises(Unavailable):
        beside.ask(("say", "Weatherby"))
    monkeypatch.setattr(companion.subprocess, "Popen", lambda *_, **__: pytest.fail("tried again"))
    with pytest.raises(Unavailable):
        beside.ask(("say", "Weatherby"))
    assert "could not be started" in caplog.text
    assert "Weatherby" not in caplog.text


def test_a_machine_without_room_for_another_process_is_told_apart_from_a_fall(monkeypatch):
    def full(*_, **__):
        raise BlockingIOError

    monkeypatch.setattr(companion.subprocess, "Popen", full)
    with pytest.raises(Unavailable):
        Companion(MODULE).ask(("say", "one"))


def test_with_nothing_to_do_it_ends_and_comes_again(beside):
    beside.ask(("say", "one"))
    first = beside.pid
    until(lambda: gone(first))
    assert beside.ask(("say", "two")) == ["two"]


def test_it_forgets_at_once_when_it_is_told(beside):
    beside.forget()
    assert beside.pid is None
    beside.ask(("say", "one"))
    beside.forget()
    assert beside.ask(("say", "two")) == ["two"]


def test_told_to_forget_while_it_works_it_does_so_right_after(beside, gate):
    answers = []
    asking = threading.Thread(target=lambda: answers.append(beside.ask(("wait", gate.path))))
    asking.start()
    until(beside._talking.locked)
    beside.forget()
    assert beside._to_forget
    gate.open()
    asking.join(10)
    assert answers == [[gate.path]]
    assert not beside._to_forget
    assert beside.ask(("say", "two")) == ["two"]


def test_others_go_on_meanwhile(beside, gate):
    asking = threading.Thread(target=beside.ask, args=(("wait", gate.path),))
    asking.start()
    until(beside._talking.locked)  # on greenlets this could not even be reached if the loop were blocked
    gate.open()
    asking.join(10)
    assert not asking.is_alive()


SERVER = f"""
from supervise.core import greenlets
greenlets.patch()
import sys, time
from supervise.core.companion import Companion
one = Companion({MODULE!r})
one.ask(("say", "one"))
print(one.pid, flush=True)
time.sleep(600)
"""


def test_a_server_that_is_killed_leaves_nothing_behind():
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, env=environ)
    try:
        pid = int(server.stdout.readline())
        assert not gone(pid)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    until(lambda: gone(pid))


@pytest.mark.skipif(ON_GREENLETS, reason="this is the run on greenlets")
def test_all_of_this_holds_on_greenlets():
    patched = "from supervise.core import greenlets; greenlets.patch(); import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", patched, "-q", "-p", "no:cacheprovider", "--timeout=60", __file__],
        env={**os.environ, "SUPERVISE_TEST_GREENLETS": "1"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
