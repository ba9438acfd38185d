"""The order in which changes leave: by their numbers, without waiting long for one that never comes."""

import pytest
from flask import Flask
from flask_socketio import SocketIO
from hypothesis import given
from hypothesis import strategies as st
from socketio.pubsub_manager import PubSubManager

from supervise.web import order
from supervise.web.order import Order, install


class Later:
    """Tasks that were asked for and have not begun."""

    def __init__(self):
        self.tasks = []

    def __call__(self, task, *args):
        self.tasks.append((task, args))

    def come(self):
        while self.tasks:
            task, args = self.tasks.pop(0)
            task(*args)


@pytest.fixture
def later(monkeypatch):
    monkeypatch.setattr(order.clock, "pause", lambda seconds: None)
    return Later()


def taken(kept, *numbers):
    sent = []
    for number in numbers:
        kept.take("room|members", number, lambda number=number: sent.append(number))
    return sent


def test_what_comes_too_early_waits_for_the_one_before_it(later):
    kept = Order(later)
    kept.begin("room|members", 4)
    assert taken(kept, 7, 5, 6, 8) == [5, 6, 7, 8]


def test_what_never_comes_is_not_waited_for_long(later):
    kept = Order(later)
    kept.begin("room|members", 4)
    sent = taken(kept, 6, 9, 7)
    assert sent == []
    later.come()
    assert sent == [6, 7, 9]
    assert taken(kept, 10) == [10]


def test_what_comes_late_goes_at_once(later):
    kept = Order(later)
    kept.begin("room|members", 4)
    assert taken(kept, 4, 2) == [4, 2]


def test_where_nobody_listens_nothing_is_held(later):
    kept = Order(later)
    assert taken(kept, 7, 5) == [7, 5]
    kept.begin("room|members", 7)
    held = taken(kept, 9)
    kept.end("room|members")
    later.come()
    assert held == []
    assert taken(kept, 12, 11) == [12, 11]


def test_who_comes_later_does_not_change_the_order_for_those_who_are_there(later):
    kept = Order(later)
    kept.begin("room|members", 4)
    sent = taken(kept, 6)
    kept.begin("room|members", 6)
    kept.take("room|members", 5, lambda: sent.append(5))
    assert sent == [5, 6]


@given(st.permutations(range(1, 12)))
def test_in_whatever_order_they_come_they_leave_in_theirs(numbers):
    kept = Order(lambda *task: None)
    kept.begin("room|members", 0)
    assert taken(kept, *numbers) == sorted(numbers)


@given(st.lists(st.integers(1, 40), unique=True, max_size=20), st.randoms())
def test_each_leaves_once_whatever_is_missing(numbers, chance):
    later = Later()
    kept = Order(later)
    kept.begin("room|members", 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order.clock, "pause", lambda seconds: None)
        sent = []
        for number in numbers:
            kept.take("room|members", number, lambda number=number: sent.append(number))
            if chance.random() < 0.3:
                later.come()
        later.come()
    assert sorted(sent) == sorted(numbers)


def test_only_changes_are_put_in_order_and_the_seam_is_where_it_was():
    socketio = SocketIO(Flask("order"), async_mode="threading")
    heard = []
    manager = socketio.server.manager
    manager.emit = lambda event, data, *rest, **named: heard.append((event, data["seq"]))
    kept = Order(Later())
    install(socketio.server, kept)
    kept.begin("r|m", 0)
    for event, seq in (("change", 2), ("head", 9), ("change", 1)):
        socketio.emit(event, {"seq": seq}, to="r|m", namespace="/live")
    assert heard == [("head", 9), ("change", 1), ("change", 2)]
    assert callable(PubSubManager._handle_emit)
