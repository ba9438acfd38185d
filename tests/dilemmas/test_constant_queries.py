"""What a page or an event asks of the database does not grow with what it shows."""

from contextlib import contextmanager

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import event

from supervise.core.ids import new_key
from supervise.dilemmas import comments
from supervise.dilemmas.models import Reaction
from supervise.web import live
from tests.cast import make_world

WRITERS = ("Ada", "Tia", "Ruth", "Noa")


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    yield made
    made.database.close()


@contextmanager
def counted(world):
    """Count what is asked of the database meanwhile."""
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        asked.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)


def thread_of(world, length):
    """Post a dilemma with that many comments, a third of them replies, some acknowledged, edited, removed."""
    with world.work():
        dilemma = world.dilemma("Ben", themes=["anger", "silence-flatness"])
        top = []
        for number in range(length):
            who = WRITERS[number % len(WRITERS)]
            parent = top[-1].id if number % 3 == 2 else None
            made = world.comment(who, dilemma, f"Thought {number}.", parent_id=parent, colleague=number % 7 == 0)
            if parent is None:
                top.append(made)
            if number % 5 == 0:
                comments.react(world.actor("Sam"), made.id, Reaction.WITH_YOU, on=True)
        comments.remove_comment(world.actor("Ada"), top[0].id)
    return dilemma.id


def asked_for(world, path, who="Tia"):
    client = world.client(who)
    client.get(path)
    with counted(world) as asked:
        page = client.get(path)
    assert page.status_code == 200
    return len(asked), page.text


def test_a_thread_of_five_hundred_comments_asks_as_often_as_one_of_ten(world):
    short, long = thread_of(world, 10), thread_of(world, 500)
    (few, page), (many, long_page) = (asked_for(world, f"/dilemmas/{one}") for one in (short, long))
    assert "Thought 9." in page and "Thought 499." in long_page
    print(f"\na thread's page asks {few} times, whatever its length")
    assert abs(few - many) <= 1, "replies whose parent stands further up are one question more"
    assert many <= 25


def test_a_groups_page_with_a_hundred_dilemmas_asks_as_often_as_one_with_five(world):
    path, counts = f"/groups/{world.group_id}", []
    for more in (5, 95):
        with world.work():
            for number in range(more):
                made = world.dilemma(
                    WRITERS[number % 4], f"Case {number}.", themes=["anger"], colleague=number % 9 == 0
                )
                if number % 2:
                    world.comment("Sam", made)
        counts.append([asked_for(world, place)[0] for place in (path, "/", f"{path}/themes/anger")])
    print(f"\na group's page, Today and a theme's page ask {counts[-1]} times")
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 30


def test_opening_and_catching_up_ask_the_same_whatever_was_missed(world):
    short, long = thread_of(world, 10), thread_of(world, 120)
    line = SocketIOTestClient(world.app, live.socketio(), namespace="/live", flask_test_client=world.client("Tia"))
    counts = {}
    for name, after in (("open", None), ("catch up", 1)):
        for dilemma in (short, long):
            with counted(world) as asked:
                answer = line.emit("dilemma:open", {"id": dilemma, "after": after}, namespace="/live", callback=True)
            assert answer["ok"]
            assert "reload" not in answer
            counts.setdefault(name, []).append(len(asked))
    print(f"\nopening and catching up: {counts}")
    for few, many in counts.values():
        assert abs(few - many) <= 1
        assert many <= 25


def test_posting_asks_the_same_in_a_long_thread(world):
    short, long = thread_of(world, 10), thread_of(world, 120)
    line = SocketIOTestClient(world.app, live.socketio(), namespace="/live", flask_test_client=world.client("Tia"))
    counts = []
    for dilemma in (short, long):
        line.emit("dilemma:open", {"id": dilemma, "after": None}, namespace="/live", callback=True)
        with counted(world) as asked:
            given = {"dilemma": dilemma, "body": "And one more.", "key": new_key()}
            assert line.emit("comment:post", given, namespace="/live", callback=True)["ok"]
        counts.append(len(asked))
    print(f"\nposting asks {counts} times")
    assert counts[0] == counts[1]
    assert counts[1] <= 60
