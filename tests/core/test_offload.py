"""Heavy work off the loop: the same on threads and on greenlets."""

import os
import subprocess
import sys
import threading
import time

import pytest

from supervise.core import offload

THREADS = offload._anything.line.places
ON_GREENLETS = os.environ.get("SUPERVISE_TEST_GREENLETS") == "1"


class Asked(threading.Thread):
    """A call made by somebody else meanwhile; `outcome` is what came of it."""

    def __init__(self, call, *args):
        super().__init__(daemon=True)
        self.call, self.args, self.outcome = call, args, None
        self.start()

    def run(self):
        try:
            self.outcome = self.call(*self.args)
        except Exception as error:  # noqa: BLE001
            self.outcome = error

    def ended(self):
        self.join(10)
        assert not self.is_alive()
        return self.outcome


class Held:
    """Work that goes on until it is let go, whichever kind of thread it runs on."""

    def __init__(self):
        self.read, self.write = os.pipe()
        self.began = 0

    def work(self, result):
        self.began += 1
        os.read(self.read, 1)
        return result

    def let_go(self, times=1):
        os.write(self.write, b"x" * times)


@pytest.fixture
def held():
    one = Held()
    yield one
    os.close(one.read)
    os.close(one.write)


def until(condition):
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.001)
    assert condition()


def waiting(line=offload._anything.line):
    return len(line._waiting)


def test_a_result_comes_back():
    assert offload.run(sum, [1, 2, 3]) == 6
    assert offload.run(sorted, [2, 1], reverse=True) == [2, 1]


def test_an_exception_comes_back_as_it_is(capfd):
    with pytest.raises(KeyError, match="Weatherby"):
        offload.run({}.__getitem__, "Weatherby")
    assert "Weatherby" not in "".join(capfd.readouterr())


def test_no_more_than_two_run_at_once(held):
    asked = [Asked(offload.run, held.work, n) for n in range(5)]
    until(lambda: waiting() == 3 and held.began == 2)
    held.let_go(5)
    assert [one.ended() for one in asked] == list(range(5))
    assert offload._anything.line._running == []


def test_who_comes_when_too_many_wait_is_turned_away(held):
    asked = [Asked(offload.run, held.work, n) for n in range(THREADS + offload.WAITING)]
    until(lambda: waiting() == offload.WAITING)
    with pytest.raises(offload.Busy):
        offload.run(held.work, "one more")
    held.let_go(len(asked))
    assert sorted(one.ended() for one in asked) == list(range(len(asked)))
    assert offload.run(sum, [1]) == 1


def test_of_those_that_wait_with_one_key_only_the_newest_runs(held):
    first = Asked(offload.latest, "ann", held.work, "first")
    until(lambda: held.began == 1)
    second = Asked(offload.latest, "ann", held.work, "second")
    until(lambda: waiting() == 1)
    third = Asked(offload.latest, "ann", held.work, "third")
    assert isinstance(second.ended(), offload.Superseded)
    held.let_go(2)
    assert first.ended() == "first"
    assert third.ended() == "third"
    assert held.began == 2


def test_one_key_takes_one_thread_and_others_go_past_it(held):
    mine = [Asked(offload.latest, "ann", held.work, "mine")]
    until(lambda: held.began == 1)
    mine.append(Asked(offload.latest, "ann", held.work, "again"))
    until(lambda: waiting() == 1)
    assert offload.latest("ben", sum, [1]) == 1
    assert offload.run(sum, [2]) == 2
    assert held.began == 1
    held.let_go(2)
    assert [one.ended() for one in mine] == ["mine", "again"]


def test_what_is_quick_does_not_stand_behind_what_is_slow(held):
    quick, slow = offload.Lane(threads=1), offload.Lane(threads=1, native=True)
    asked = [Asked(slow.run, held.work, n) for n in range(3)]
    until(lambda: held.began == 1 and waiting(slow.line) == 2)
    assert quick.run(sum, [1, 2]) == 3
    assert quick.latest("ann", sum, [2]) == 2
    held.let_go(3)
    assert [one.ended() for one in asked] == [0, 1, 2]


def test_each_lane_turns_away_whom_it_has_no_room_for(held):
    narrow = offload.Lane(threads=1, waiting=1)
    asked = [Asked(narrow.run, held.work, n) for n in range(2)]
    until(lambda: held.began == 1 and waiting(narrow.line) == 1)
    with pytest.raises(offload.Busy):
        narrow.run(held.work, "one more")
    assert offload.run(sum, [1]) == 1
    held.let_go(2)
    assert [one.ended() for one in asked] == [0, 1]


def test_work_of_one_lane_within_another_runs_at_once():
    one, other = offload.Lane(threads=1), offload.Lane(threads=1)
    assert one.run(lambda: other.run(lambda: one.run(sum, [1, 2]))) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere niceness is of the whole process")
def test_native_work_lets_the_loop_go_first_and_takes_nothing_from_the_server(held):
    lane = offload.Lane(threads=1, native=True)
    here = os.getpriority(os.PRIO_PROCESS, 0)
    found = lane.run(os.getpriority, os.PRIO_PROCESS, 0)
    assert found == here + (offload.KINDNESS if ON_GREENLETS else 0)
    assert os.getpriority(os.PRIO_PROCESS, 0) == here
    assert offload.run(os.getpriority, os.PRIO_PROCESS, 0) == here


def test_work_within_work_runs_at_once_even_when_all_threads_are_taken():
    def nested(n):
        return offload.run(nested, n - 1) + 1 if n else 0

    asked = [Asked(offload.run, nested, 5) for _ in range(4)]
    assert [one.ended() for one in asked] == [5] * 4


def test_others_go_on_meanwhile(held):
    asked = Asked(offload.run, held.work, "done")
    until(lambda: held.began == 1)  # on greenlets this could not even be reached if the loop were blocked
    held.let_go()
    assert asked.ended() == "done"


@pytest.mark.skipif(not ON_GREENLETS, reason="only greenlets can be broken off; the next test runs this one on them")
def test_who_gives_up_waiting_leaves_the_line_in_order(held):
    gevent = pytest.importorskip("gevent")
    asked = [Asked(offload.run, held.work, n) for n in range(THREADS)]
    until(lambda: held.began == 2)
    impatient = gevent.spawn(offload.run, held.work, "never")
    until(lambda: waiting() == 1)
    impatient.kill()
    assert waiting() == 0
    held.let_go(THREADS)
    assert [one.ended() for one in asked] == list(range(THREADS))
    assert offload._anything.line._running == []


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
