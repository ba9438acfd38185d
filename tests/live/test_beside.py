"""A posting pair beside what is heavy or slow: a stalled reader, password checks, reviews, a bomb (Must show 9)."""

import json
import os
import signal
import threading
import time
import zlib
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import pytest

from supervise.core import limits
from supervise.core.ids import new_key
from tests.live.house import comment
from tests.live.rawsocket import Ended, client_frame

POSTS, ROUNDS = 20, 7
SLOWED_AT_MOST = 3.5
STALLED_S = 5.0
LONG = 9_000


@pytest.fixture
def house(new_house):
    return new_house(SUPERVISE_LIMITS="off", SUPERVISE_TEST_QUICK_HASH="0")


def pair(house, dilemma, posts=POSTS, body=""):
    """Let one person post and another read; return how long each comment took from the one to the other."""
    writer, reader = house.line("Ada"), house.in_thread("Ruth", dilemma)[0]
    took = []
    for number in range(posts):
        began = time.monotonic()
        sent = writer.send("comment:post", comment(dilemma, f"Thought {number} of this hour {began}. {body}"))
        reader.wait("change", room=f"dilemma:{dilemma}")
        took.append(time.monotonic() - began)
        assert writer.answer(sent)["ok"]
    return sorted(took)


def told(name, took):
    p50, p99 = took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000
    print(f"\n{name}: p50 {p50:.0f} ms, p99 {p99:.0f} ms")
    return p99 / 1000


class Beside:
    """Does something again and again beside, until the block ends; counts how often."""

    def __init__(self, *acts):
        self.done = [0] * len(acts)
        self.wrong = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, args=(n, act), daemon=True) for n, act in enumerate(acts)]

    def _go_on(self, number, act):
        while not self._stop.is_set():
            try:
                act()
                self.done[number] += 1
            except Exception as error:  # noqa: BLE001
                self.wrong.append(repr(error))

    def __enter__(self):
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for one in self._threads:
            one.join(30)
        assert not self.wrong, self.wrong[:3]


def wrong_password(house):
    reply, page = house.request("GET", "/signin")
    cookie = reply.getheader("Set-Cookie").split(";")[0]
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]

    def act():
        form = {"email": "noa@example.org", "password": "not the kettle at all", "csrf_token": token}
        kind = "application/x-www-form-urlencoded"
        reply, _ = house.request("POST", "/signin", cookie=cookie, body=urlencode(form).encode(), Content_Type=kind)
        assert reply.status == 422, reply.status

    return act


def long_review(house, who="Tia"):
    cookie, numbers = house.cookie(who), count()

    def act():
        text = f"On day {next(numbers)} she came late, and I said nothing about it for a while. " * 120
        kind, token = "application/json", house._tokens[cookie]
        path = f"/groups/{house.world.group_id}/review"
        body = json.dumps({"text": text[:LONG]}).encode()
        reply, page = house.request("POST", path, cookie=cookie, body=body, Content_Type=kind, X_CSRFToken=token)
        assert reply.status == 200, page[:200]

    return act


def test_a_password_check_and_a_review_on_the_way_slow_nobody_else(house):
    """Short rounds alone and beside in turn, and the middle of all those compared: a burst of somebody else's work
    on this machine falls on both, and a few slow rounds do not move a middle.

    On two processors, which the posting, its reader and the heavy work share, beside took 1.3 to 1.8 times as long.
    While a comment's own check stood behind passwords and long texts it took 5 to 7 times as long.
    """
    dilemma, heavy = house.dilemma(), (wrong_password(house), long_review(house))
    heavy[1]()  # the process for long texts starts once
    pair(house, dilemma, 5)
    alone, beside, done = [], [], [0, 0]
    for _ in range(ROUNDS):
        alone += pair(house, dilemma)
        with Beside(*heavy) as going_on:
            beside += pair(house, dilemma)
        done = [sum(both) for both in zip(done, going_on.done, strict=True)]
    told("a posting pair alone", sorted(alone))
    told("beside password checks and reviews", sorted(beside))
    slowed = median(beside) / median(alone)
    print(f"{slowed:.1f} times; meanwhile {done[0]} password checks and {done[1]} reviews of {LONG:,} characters")
    assert min(done) >= ROUNDS
    assert slowed < SLOWED_AT_MOST


def children(house):
    """Return the processes that look at long texts for the server; what cleans files after an erasure is not one."""
    begun = Path(f"/proc/{house.server.pid}/task/{house.server.pid}/children").read_text().split()
    return [int(one) for one in begun if b"supervise.texts.reviewer" in Path(f"/proc/{one}/cmdline").read_bytes()]


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_long_texts_are_looked_at_in_one_process_that_ends_with_the_server(house):
    assert children(house) == []
    look = long_review(house)
    look()
    look()
    (beside,) = children(house)
    shown = Path(f"/proc/{beside}/environ").read_bytes() + Path(f"/proc/{beside}/cmdline").read_bytes()
    assert b"came late" not in shown
    assert b"SUPERVISE" not in shown
    os.kill(beside, signal.SIGKILL)
    look()
    (other,) = children(house)
    assert other != beside
    house.server.kill()
    until = time.monotonic() + 10
    while running(other) and time.monotonic() < until:
        time.sleep(0.01)
    assert not running(other)


@pytest.mark.timeout(300)
def test_the_longest_account_is_posted_while_others_have_theirs_looked_at(house):
    """A form with 40,000 characters waits its turn behind those on their way, one of each person, and no longer."""
    long_review(house, "Noa")()
    alone = seconds_to_post(house, "she")
    with Beside(long_review(house, "Tia"), long_review(house, "Sam"), long_review(house, "Ada")):
        beside = seconds_to_post(house, "he")
    print(f"\nthe longest account was posted in {alone:.1f} s alone, {beside:.1f} s beside others")
    assert beside < 6 * alone


def seconds_to_post(house, who):
    account = "\n\n".join(f"On day {n} {who} came late, and I said nothing about it for a while." for n in range(900))
    form = {"account": account[: limits.ACCOUNT], "key": new_key()}
    began = time.monotonic()
    status, page = house.post("Ben", f"/groups/{house.world.group_id}/dilemmas", form)
    assert status == 303, page[:500]
    return time.monotonic() - began


def test_a_reader_that_stalls_slows_nobody_and_misses_nothing(house):
    dilemma = house.dilemma()
    alone = told("a posting pair alone", pair(house, dilemma, 30, "word " * 1500))
    stalled, opened = house.in_thread("Sam", dilemma, receive_buffer=16_384)
    others = {house.in_thread(who, dilemma)[0]: 0 for who in ("Noa", "Ben")}
    seen, began, took = opened["seq"], time.monotonic(), []
    while time.monotonic() - began < STALLED_S:
        took += pair(house, dilemma, 10, "word " * 1500)
        for line in others:  # who would be slow readers themselves if they did not read
            others[line] += len(line.changes(f"dilemma:{dilemma}"))
    beside = told("beside a stalled reader", sorted(took))
    assert beside < max(8 * alone, 1.0)
    numbers = []
    try:
        while len(numbers) < len(took):
            numbers.append(stalled.wait("change", room=f"dilemma:{dilemma}")["seq"])
    except (Ended, AssertionError):
        print(f"it was sent away after {len(numbers)} of {len(took)} changes")
    assert numbers == list(range(seen + 1, seen + 1 + len(numbers))), "its stream has a gap"
    again = house.in_thread("Sam", dilemma, after=seen + len(numbers))[1]
    missed = [c["seq"] for c in again["changes"]]
    assert again.get("reload") or [*numbers, *missed] == list(range(seen + 1, seen + 1 + len(took)))
    assert list(others.values()) == [len(took), len(took)]


def memory(house):
    return int(Path(f"/proc/{house.server.pid}/statm").read_text().split()[1]) * 4096


def test_r24_a_compressed_bomb_costs_under_40_megabytes(house):
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = press.compress(b"\0" * 256 * 1024 * 1024) + press.flush(zlib.Z_SYNC_FLUSH)
    lines = [house.line("Ada") for _ in range(4)]
    pair(house, house.dilemma(), 5)
    before = memory(house)
    for line in lines:
        assert "sec-websocket-extensions" not in line.raw.headers
        line.raw.send(client_frame(bomb, rsv=4))
        assert line.raw.close_code() == 1002
    grown = (memory(house) - before) / 1024 / 1024
    print(f"\nfour bombs of 256 MB cost {grown:.1f} MB")
    assert grown < 40
    assert house.line("Ada").ask("dilemma:leave", id="0" * 20)["ok"]
