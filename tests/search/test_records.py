"""Records of meetings are found by what was decided, the formats, and the themes that the whole group may read."""

import pytest

from supervise.core.db import session, transaction
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas.destroying import destroy_own
from supervise.meetings.room import actions, afterwards, recording
from supervise.search.asking import read
from supervise.search.filling import fill_all, rebuild
from supervise.search.models import SearchEntry
from supervise.search.queries import RECORD, FoundRecord, Wanted, search, seats_to_search
from tests.cast import make_world, words
from tests.dilemmas.test_constant_queries import counted
from tests.meetings.holding import InTheRoom, plan

WORD = "cormorant"
ALL = {"Noa", "Ruth", "Ben", "Tia"}


@pytest.fixture
def on_sqlite(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


@pytest.fixture
def on_postgresql(tmp_path, postgres_url):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off", SUPERVISE_DATABASE_URL=postgres_url)
    yield made
    made.database.close()


def held(world, dilemma):
    """A quick consult about a dilemma, begun and ended at once."""
    with world.work():
        planned = plan(world, ("check-in", 5), ("quick-consult", 15, "Ada", dilemma))
    room = InTheRoom(world, planned)
    room.come("Ruth", "Ada")
    room.lead(actions.begin)
    room.lead(actions.end)
    return room


def finders(world, typed, **narrowed):
    """Return who finds a record by what they type."""
    found = set()
    with world.work():
        for name in (*ALL, "Olu", "Finn", "Owen"):
            hits, _ = search(seats_to_search(world.actor(name)), Wanted(read(typed), **narrowed))
            found |= {name for one in hits if isinstance(one, FoundRecord)}
    return found


def the_whole_story(world):
    with world.work():
        dilemma = world.dilemma("Ada", themes=["interruptions"], title="The closed door").id
        other = world.dilemma("Ada", themes=["anger"]).id
    room, second = held(world, dilemma), held(world, other)
    assert finders(world, "quick consult", kind=RECORD) == finders(world, "interruptions") == ALL
    assert finders(world, "check-in") == set(), "what frames every meeting tells nothing"
    room.do(recording.keep_takeaway, "Ada", words(f"The {WORD} is mine."))
    assert finders(world, WORD) == set(), "what one takes away is one's own"
    room.do(recording.write_decisions, "Ruth", words(f"We speak of the {WORD} again."))
    assert finders(world, f'"the {WORD}"') == finders(world, WORD, theme="interruptions") == ALL
    assert finders(world, WORD, theme="anger") == finders(world, WORD, state="open") == set()
    assert finders(world, WORD, person=room.member_ids["Ruth"]) == finders(world, WORD, kind="comment") == set()
    with world.work():
        with transaction() as db:
            db.query(SearchEntry).delete()
        assert fill_all() == rebuild() == 4
    assert finders(world, WORD) == ALL
    room.do(recording.write_decisions, "Ruth", words("We speak again."))
    assert finders(world, WORD) == set()
    assert finders(world, "speak") == ALL
    with world.work():
        dilemmas.set_themes(world.actor("Ada"), dilemma, ["silence-flatness"])
    assert finders(world, "interruptions") == set()
    assert finders(world, "silence") == finders(world, "anger") == ALL
    with world.work():
        dilemmas.withdraw(world.actor("Ada"), dilemma)
        destroy_own(world.actor("Ada"), other)
    assert finders(world, "silence") == finders(world, "anger") == finders(world, "speak", theme="anger") == set()
    assert finders(world, "speak") == ALL
    with world.work(), transaction():
        afterwards.empty_words_of([room.member_ids["Ruth"]])
    assert finders(world, "speak") == set()
    with world.work(), transaction() as db:
        db.delete(db.get_one(type(recording.ended_for(world.actor("Ruth"), room.id).meeting), room.id))
    with world.work():
        assert [one.thing_id for one in session().query(SearchEntry).all()] == [second.id]


def test_who_finds_a_record_by_what_and_when_not_any_more(on_sqlite):
    the_whole_story(on_sqlite)


def test_on_postgresql_too(on_postgresql):
    the_whole_story(on_postgresql)


def test_the_page_leads_to_the_record_and_asks_as_often_for_many_as_for_one(on_sqlite):
    world, asked = on_sqlite, []
    with world.work():
        made = [world.dilemma("Ada", themes=["anger"]).id for _ in range(3)]
    for some in (made[:1], made[1:]):
        for dilemma in some:
            room = held(world, dilemma)
            room.do(recording.write_decisions, "Ruth", words(f"The {WORD} came."))
        world.post("Tia", "/search", words=WORD)
        with counted(world) as now:
            page = world.post("Tia", "/search", words=WORD).text
        asked.append((page.count(f"<mark>{WORD}</mark>"), len(now)))
        assert f"/meetings/{room.id}/record" in page
    assert "record of a meeting" in page
    assert [many for many, _ in asked] == [1, 3]
    assert asked[0][1] == asked[1][1]
