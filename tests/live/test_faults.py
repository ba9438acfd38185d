"""What is acknowledged stays, whatever is killed; what was not is sent again and comes once."""

import os
import random
import re
import threading
import time
from contextlib import closing

import pytest

from supervise.core.sqlite import sqlite3
from tests.live.house import comment, make_house
from tests.live.rawsocket import Ended

SOAK = os.environ.get("SUPERVISE_TEST_SOAK") == "1"
KILLS = 30 if SOAK else 10
RESTART_S = 5.0 if SOAK else 15.0
"""On a machine that does nothing else a restart takes two; in the common run others share it."""
WRITERS = ("Ada", "Tia", "Ruth")


@pytest.fixture(scope="module")
def two(serve_module, postgres_server, valkey_server):
    made = make_house(
        serve_module,
        processes=2,
        SUPERVISE_LIMITS="off",
        SUPERVISE_DATABASE_URL=postgres_server.fresh(),
        SUPERVISE_BROKER_URL=valkey_server,
    )
    yield made
    made.close_lines()
    made.world.database.close()


class Writer(threading.Thread):
    """Posts one comment after the other until told to stop; what had no answer is sent again over the next line."""

    def __init__(self, house, who, dilemma, at=0):
        super().__init__(daemon=True)
        self.house, self.who, self.dilemma, self.at = house, who, dilemma, at
        self.acknowledged, self.wrong, self.longest = {}, [], 0.0
        self.cookie = house.sign_in(who, at=at)
        self.stopping = threading.Event()
        self.pause = random.Random(who)

    def run(self):
        waiting, number = None, 0
        while not self.stopping.is_set():
            try:
                line = self.house.line(self.who, cookie=self.cookie, at=self.at)
                while not self.stopping.is_set():
                    if waiting is None:
                        number += 1
                        waiting = comment(self.dilemma, f"{self.who}'s thought {number}.")
                    self._send(line, waiting)
                    waiting = None
                    self.stopping.wait(self.pause.uniform(0, 0.01))
            except (OSError, Ended, AssertionError, ValueError):
                self.stopping.wait(0.05)

    def _send(self, line, given):
        answer = line.ask("comment:post", given)
        if not answer["ok"]:
            self.wrong.append(answer)
        else:
            self.acknowledged[given["body"]] = answer["change"]["id"]

    def end(self):
        self.stopping.set()
        self.join(30)


def stored(house, dilemma):
    """Return the comments of a thread as they are in the database: body and id."""
    with closing(sqlite3.connect(house.server.data_dir / "supervise.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        return database.execute(
            "SELECT revision.body, comment.id FROM comment JOIN text ON text.thing_id = comment.id "
            "JOIN revision ON revision.text_id = text.id WHERE comment.dilemma_id = ? ORDER BY comment.number",
            (dilemma,),
        ).fetchall()


def test_r34_kills_under_writing_lose_and_double_nothing(new_house):
    house = new_house(SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    dilemma = house.dilemma("Ben")
    writers = [Writer(house, who, dilemma) for who in WRITERS]
    for one in writers:
        one.start()
    chance, restarts = random.Random(7), []
    for _ in range(KILLS):
        before = sum(len(one.acknowledged) for one in writers)
        while sum(len(one.acknowledged) for one in writers) < before + 6:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        house.server.kill()
        began = time.monotonic()
        house.server.start()
        restarts.append(time.monotonic() - began)
    time.sleep(0.3)
    for one in writers:
        one.end()
    rows = stored(house, dilemma)
    acknowledged = {body: f"{ident}" for one in writers for body, ident in one.acknowledged.items()}
    assert not [wrong for one in writers for wrong in one.wrong]
    assert len(acknowledged) > 5 * KILLS
    assert {f"comment-{ident}" for _, ident in rows} >= set(acknowledged.values()), "an acknowledged comment is lost"
    assert len({body for body, _ in rows}) == len(rows), "a comment stands there twice"
    assert len(rows) - len(acknowledged) <= len(writers), "at most the last one of each had no answer"
    print(f"\n{KILLS} kills, {len(rows)} comments; ready again after {max(restarts):.2f} s at most")
    assert sorted(restarts)[int(len(restarts) * 0.9)] < RESTART_S
    numbers = [c["seq"] for c in house.in_thread("Sam", dilemma, after=None)[1]["changes"]]
    assert numbers == sorted(set(numbers))


def test_after_a_kill_an_acknowledged_comment_is_there_once_and_sent_again_stays_one(new_house):
    house = new_house()
    dilemma = house.dilemma("Ben")
    _, opened = house.in_thread("Ruth", dilemma)
    given = comment(dilemma, "The last word before the lights went out.")
    first = house.line("Ada").ask("comment:post", given)["change"]
    house.server.kill()
    house.server.start()
    again = house.line("Ada").ask("comment:post", given)["change"]
    assert (again["id"], again["seq"]) == (first["id"], first["seq"])
    _, missed = house.in_thread("Ruth", dilemma, after=opened["seq"])
    assert [c["id"] for c in missed["changes"]] == [first["id"]]
    assert house.get("Ruth", f"/dilemmas/{dilemma}")[1].count("The last word before") == 1


# --- two processes on one database and one broker ------------------------------------------------------------


def numbers(changes, dilemma):
    return [c["seq"] for c in changes if c["room"] == f"dilemma:{dilemma}"]


def read_until(line, dilemma, last):
    """Read the changes of a thread until a number came; return them in the order in which they came."""
    seen = []
    while last not in seen:
        told = line.wait("change", room=f"dilemma:{dilemma}")
        seen.append(told["seq"])
    return seen


def test_what_is_posted_on_one_process_reaches_readers_on_the_other_once_and_in_order(two):
    dilemma = two.dilemma("Ben")
    here, _ = two.in_thread("Ruth", dilemma, at=0)
    there, _ = two.in_thread("Sam", dilemma, at=1)
    writer = two.line("Ada", at=0)
    for number in range(30):
        assert writer.ask("comment:post", comment(dilemma, f"Thought {number}."))["ok"]
    assert read_until(there, dilemma, 31) == list(range(2, 32))
    assert read_until(here, dilemma, 31) == list(range(2, 32))


def test_what_several_write_on_both_processes_at_once_is_read_in_the_order_of_numbers(two):
    dilemma = two.dilemma("Ben")
    readers = [two.in_thread("Ruth", dilemma, at=at)[0] for at in (0, 1)]
    writers = [two.line(who, at=at) for who in WRITERS for at in (0, 1)]
    sent = [(line, line.send("comment:post", comment(dilemma, f"Thought {n}."))) for n in range(10) for line in writers]
    assert [a for line, number in sent if not (a := line.answer(number))["ok"]] == []
    seen = [read_until(line, dilemma, 1 + len(sent)) for line in readers]
    for line, numbers in zip(readers, seen, strict=True):
        while len(numbers) < len(sent):
            numbers.append(line.wait("change", room=f"dilemma:{dilemma}")["seq"])
        assert sorted(numbers) == list(range(2, 2 + len(sent)))
        assert numbers == sorted(numbers)


def test_one_key_sent_to_both_processes_at_once_is_one_comment(two):
    dilemma = two.dilemma("Ben")
    lines = [two.line("Ada", at=n % 2) for n in range(8)]
    for _ in range(5):
        given = comment(dilemma)
        sent = [(line, line.send("comment:post", given)) for line in lines]
        answers = [line.answer(number) for line, number in sent]
        assert all(a["ok"] for a in answers), [a for a in answers if not a["ok"]]
        assert len({a["change"]["id"] for a in answers}) == 1


def test_who_signs_as_a_colleague_on_one_process_hushes_the_other(two):
    dilemma = two.dilemma("Ben")
    ada, _ = two.in_thread("Ada", dilemma, at=1)
    two.in_thread("Tia", dilemma, at=1)
    while ada.wait("presence")["present"] is True:
        pass
    assert two.line("Ben", at=0).ask("comment:post", comment(dilemma, **{"as": "colleague"}))["ok"]
    while ada.wait("presence")["present"] is not True:
        pass
    ada.settled()
    sam, _ = two.in_thread("Sam", dilemma, at=1)
    assert ada.wait("presence")["present"] is True
    sam.close()


def test_the_death_of_one_process_loses_nothing_and_the_other_goes_on(two):
    dilemma = two.dilemma("Ben")
    reader, opened = two.in_thread("Ruth", dilemma, at=0)
    doomed, well = Writer(two, "Ada", dilemma, at=1), Writer(two, "Tia", dilemma, at=0)
    for one in (doomed, well):
        one.start()
    while len(doomed.acknowledged) < 20 or len(well.acknowledged) < 20:
        time.sleep(0.05)
    two.servers[1].kill()
    many = len(well.acknowledged)
    while len(well.acknowledged) < many + 10:
        time.sleep(0.05)
    doomed.at = 0
    before = len(doomed.acknowledged)
    while len(doomed.acknowledged) < before + 5:
        time.sleep(0.05)
    for one in (doomed, well):
        one.end()
        assert not one.wrong
    reader.close()
    two.servers[1].start()
    found = two.in_thread("Sam", dilemma, after=opened["seq"])[1]
    assert not found.get("reload"), "write less in this test"
    html = "".join(c["html"] for c in found["changes"])
    bodies = re.findall(r"(\w+'s thought \d+\.)", html.replace("&#39;", "'").replace("&#x27;", "'"))
    expected = {*doomed.acknowledged, *well.acknowledged}
    assert expected <= set(bodies)
    assert len(bodies) == len(set(bodies)) <= len(expected) + 2
    assert [c["seq"] for c in found["changes"]] == list(range(opened["seq"] + 1, opened["seq"] + 1 + len(bodies)))
