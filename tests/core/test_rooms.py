"""The numbers of live rooms: gap-free and in the order of commits, whoever writes at once, on both databases."""

import random
import threading
from contextlib import suppress
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from supervise.core import rooms
from supervise.core.db import session, transaction
from supervise.core.rooms import Op
from tests.core.test_db import OopsError, closing_database

WRITERS, EACH = 6, 12


def touched_at_once(database, room):
    """Let several threads change a room at once, some of them in vain; return the numbers in the order of commits."""
    taken, wrong, guard = [], [], threading.Lock()

    def write(number):
        chance = random.Random(number)
        for turn in range(EACH):
            try:
                with database.work():
                    with suppress(OopsError), transaction():
                        seq = rooms.touch(room, f"e-{number}")
                        if chance.random() < 0.3:
                            raise OopsError
                    if not _in_vain(database, room, number, seq):
                        with guard:
                            taken.append(seq)
            except Exception as error:  # noqa: BLE001
                wrong.append(f"{turn}: {error!r}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    return taken


def _in_vain(database, room, number, seq):
    with database.work():
        return rooms.seq_of_element(room, f"e-{number}") != seq


def test_numbers_have_no_gap_and_none_comes_twice_whoever_writes_at_once(database):
    taken = touched_at_once(database, "r")
    assert sorted(taken) == list(range(1, len(taken) + 1))
    with database.work():
        assert rooms.seq_of("r") == len(taken)


def test_each_room_counts_for_itself(database):
    with database.work(), transaction():
        assert [rooms.touch("a", "x"), rooms.touch("a", "y"), rooms.touch("b", "x"), rooms.touch("a", "x")] == [
            1,
            2,
            1,
            3,
        ]


def test_what_changed_comes_in_order_each_thing_once_as_it_now_is(database):
    with database.work():
        with transaction():
            for element, op in (("x", Op.PUT), ("y", Op.PUT), ("x", Op.DROP), ("z", Op.PUT)):
                rooms.touch("r", element, op)
        changed = rooms.since("r", 1, 200)
        assert [(c.element, c.seq, c.op) for c in changed.items] == [("y", 2, "put"), ("x", 3, "drop"), ("z", 4, "put")]
        assert (changed.seq, changed.complete) == (4, True)


def test_who_is_too_far_behind_is_told_to_read_the_page_anew(database):
    with database.work():
        with transaction():
            for number in range(201):
                rooms.touch("r", f"e-{number}")
        assert rooms.since("r", 1, 200).complete
        behind = rooms.since("r", 0, 200)
        assert (behind.complete, behind.items, behind.seq) == (False, (), 201)


def test_who_is_ahead_reads_anew_and_a_room_without_changes_has_nothing(database):
    with database.work():
        assert rooms.since("nowhere", 0, 200) == rooms.Changes(0, [], complete=True)
        with transaction():
            rooms.touch("r", "x")
        assert rooms.since("r", 1, 200) == rooms.Changes(1, [], complete=True)
        assert not rooms.since("r", 9, 200).complete


def test_a_room_that_is_forgotten_begins_anew(database):
    with database.work(), transaction():
        rooms.touch("r", "x")
        rooms.forget_room("r")
        assert rooms.seq_of("r") == 0
        assert rooms.touch("r", "x") == 1


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(list(Op))), max_size=30), st.integers(0, 30))
def test_applying_what_changed_since_any_number_ends_where_applying_all_does(history, after):
    page, earlier = {}, {}
    with TemporaryDirectory() as folder, closing_database(folder) as database, database.work():
        for element, op in history:
            with transaction():
                seq = rooms.touch("r", element, op)
            page[element] = (seq, op)
            if seq <= after:
                earlier = dict(page)
        changed = rooms.since("r", after, 200)
        assert {**earlier, **{c.element: (c.seq, c.op) for c in changed.items}} == page
        session().rollback()
