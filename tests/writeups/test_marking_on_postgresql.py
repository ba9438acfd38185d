"""Marking on PostgreSQL, and when two come at once: opened or recalled, agreed once, released once, nothing left behind."""

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.governance.erasing.actions import erase_group
from supervise.texts.models import Revision
from supervise.writeups import submitting
from supervise.writeups.marking import actions
from supervise.writeups.marking.models import Why
from supervise.writeups.marking.replacing import replace_words
from supervise.writeups.models import Mark, Marking, Result, WriteUp
from tests.cast import make_world, words
from tests.writeups.at_once import at_once
from tests.writeups.marked import appoint, marking_on, marks, release, seat_supervisors, submitted
from tests.writeups.writing import part_of


@pytest.fixture
def world(postgres_url, tmp_path):
    url = postgres_url.replace("postgresql://", "postgresql+psycopg://")
    made = make_world(tmp_path, SUPERVISE_DATABASE_URL=url, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


def handed(world, note=None, told="She came late."):
    note, number = submitted(world, told, note=note)
    marking = marking_on(world, note, number)
    appoint(world, marking, "Sam", "Omar")
    return note.id, number, marking.id


def test_two_at_once_open_or_recall_agree_once_release_once_and_a_group_goes_with_all_of_it(world):
    with world.work():
        seat_supervisors(world, "Omar")
        note, number, marking = handed(world)
    recall = lambda: submitting.recall(world.actor("Tia"), note, number)  # noqa: E731
    refused = at_once(world, recall, lambda: actions.begin(world.actor("Sam"), marking))
    assert refused in (["missing"], ["stale"])
    with world.work():
        if refused == ["missing"]:
            note, number, marking = handed(world, session().get(WriteUp, note), "She came early.")
        for who in ("Sam", "Omar"):
            actions.begin(world.actor(who), marking)
        given = marks(session().get(Marking, marking))
        part = part_of(session().get(WriteUp, note), "happened").id
    both = [lambda who=who: actions.give(world.actor(who), marking, given) for who in ("Sam", "Omar")]
    other = lambda: replace_words(world.actor("Tia"), note, part, words("She came."), Why.DETAIL)  # noqa: E731
    assert at_once(world, *both, other) == []
    with world.work():
        one = session().get(Marking, marking)
        assert one.agreed is Result.PASS
    again = [lambda: release(world, session().get(Marking, marking))] * 2
    assert at_once(world, *again) == ["stale"]
    with world.work():
        assert len(session().scalars(select(Mark).where(Mark.given_at.is_not(None))).all()) == 2
        erase_group(world.group_id)
        for table in (WriteUp, Marking, Mark):
            assert session().scalars(select(table)).all() == []
        assert session().scalars(select(Revision).where(Revision.body.is_not(None))).all() == []
