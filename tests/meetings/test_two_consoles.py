"""Two consoles at one moment, on both databases: one command wins and the other is told, and words are said once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from supervise.core.db import session, transaction
from supervise.core.errors import Stale
from supervise.meetings.room import actions, saying
from supervise.meetings.room.afterwards import empty_notes
from supervise.meetings.room.models import Line
from supervise.meetings.room.notes.actions import write_notes
from supervise.texts.models import SharedDocument, TextKind
from supervise.texts.queries import words_of
from tests.cast import make_world, words
from tests.meetings.holding import InTheRoom, plan

KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a10"


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request, tmp_path):
    environ = {"SUPERVISE_LIMITS": "off"}
    if request.param == "postgresql":
        environ["SUPERVISE_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    world = make_world(tmp_path, **environ)
    with world.work():
        planned = plan(world, ("quick-consult", 15, "Ada"))
    held = InTheRoom(world, planned)
    held.come("Ruth", "Ada", "Tia", "Ben")
    held.lead(actions.begin)
    yield held
    world.database.close()


def at_once(*whats):
    """Do several things at one moment, and return what each came to."""

    def tried(what):
        try:
            return what()
        except Stale as stale:
            return stale

    with ThreadPoolExecutor(len(whats)) as several:
        return list(several.map(tried, whats))


def test_two_consoles_go_on_at_once_and_the_meeting_goes_on_by_one(room):
    seq = room.seq()
    answers = at_once(*[lambda: room.lead(actions.go_on, seq=seq)] * 4)
    assert sum(isinstance(one, Stale) for one in answers) == 3
    assert room.state("Tia")["phase"]["id"] == "facts"


def test_the_same_words_sent_at_once_by_two_devices_are_said_once(room):
    answers = at_once(*[lambda: room.do(saying.say, "Ada", words("How do I end it?"), None, KEY)] * 4)
    assert len({line.id for line in answers}) == 1 and len(room.rows(Line)) == 1


def test_hands_and_words_at_once_each_take_a_number_of_their_own(room):
    room.lead(actions.go_on)
    before = room.seq()
    at_once(
        lambda: room.do(actions.raise_hand, "Ben"),
        lambda: room.do(actions.raise_hand, "Ruth"),
        lambda: room.do(saying.say, "Tia", words("Was it late?"), None, KEY),
    )
    state = room.state("Ruth")
    assert set(state["hands"]) == {room.member_ids["Ben"], room.member_ids["Ruth"]}
    assert room.seq() == before + 4, "two hands, and a line with how the meeting then stands"


def test_notes_written_at_one_moment_hold_everybodys_words_and_go_for_good(room):
    room.lead(actions.go_on)
    people = ("Ruth", "Ada", "Tia", "Ben")
    at_once(*[lambda name=name: room.do(write_notes, name, "", words(f"{name} was here. ")) for name in people])
    with room.world.work():
        body = words_of([room.id])[room.id, TextKind.NOTES].body
        document = session().scalar(select(SharedDocument))
    assert sorted(body.replace(" was here.", "").split()) == sorted(people)
    assert document.state is not None
    with room.world.work(), transaction():
        empty_notes([room.id])
    assert [(one.state, one.epoch == document.epoch) for one in room.rows(SharedDocument)] == [(None, False)]
