"""Write-ups are found by the words of the version that is shared: by their author and who it is shared with alone."""

import pytest

from supervise.core.db import session, transaction
from supervise.search.asking import read
from supervise.search.filling import fill_all, rebuild
from supervise.search.models import SearchEntry
from supervise.search.queries import WRITE_UP, FoundWriteUp, Wanted, search, seats_to_search
from supervise.texts.covering import Marked
from supervise.texts.models import UncoverReason
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.queries import coverable
from supervise.writeups.destroying import destroy_own
from supervise.writeups.queries import write_up_for
from tests.cast import make_world
from tests.dilemmas.test_constant_queries import counted
from tests.writeups.writing import begin, share, write

WORD, DRAFTED = "cormorant", "sandpiper"


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


@pytest.fixture
def on_postgresql(tmp_path, postgres_url):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off", SUPERVISE_DATABASE_URL=postgres_url)
    yield made
    made.database.close()


def finders(world, word, **narrowed):
    """Return who of the cast finds a write-up by a word."""
    found = {}
    for name in ("Tia", "Ruth", "Sam", "Ada", "Noa"):
        hits, _ = search(seats_to_search(world.actor(name)), Wanted(read(word), **narrowed))
        found[name] = len([one for one in hits if isinstance(one, FoundWriteUp)])
    return {name for name, count in found.items() if count}


def the_whole_story(world):
    with world.work():
        one = write(world, begin(world), {"happened": f"We spoke of the {WORD} again."})
        assert finders(world, WORD) == set(), "a draft is in no index"
        share(world, one, "Ruth")
        write(world, one, {"felt": f"Like a {DRAFTED}."})
        assert finders(world, WORD) == {"Tia", "Ruth"} and finders(world, DRAFTED) == set()
        assert finders(world, WORD, kind=WRITE_UP) == {"Tia", "Ruth"} and finders(world, WORD, state="open") == set()
        assert finders(world, WORD, person=world.member("Tia").id) == {"Tia", "Ruth"}
        share(world, one, "Sam")
        assert finders(world, DRAFTED) == {"Tia", "Sam"}, "whoever it is not shared with any more finds it no more"
        words = next(words for _, words in coverable(write_up_for(world.actor("Tia"), one.id)) if WORD in words.body)
        case = covering.cover_passage(world.actor("Sam"), words.text_id, Marked(words.revision, words=WORD))
        assert finders(world, WORD) == set() and finders(world, "spoke") == {"Tia", "Sam"}
        covering.uncover_passage(world.actor("Sam"), one.id, case, UncoverReason.MISTAKE)
        with transaction() as db:
            db.query(SearchEntry).delete()
        assert fill_all() == 1 and rebuild() == 1 and finders(world, WORD) == {"Tia", "Sam"}
        destroy_own(world.actor("Tia"), one.id)
        assert session().query(SearchEntry).count() == 0


def test_who_finds_a_write_up_and_when_not_any_more(world):
    the_whole_story(world)


def test_on_postgresql_too(on_postgresql):
    the_whole_story(on_postgresql)


def test_the_page_shows_the_passage_and_never_what_is_covered(world):
    with world.work():
        one = write(world, begin(world), {"happened": f"We spoke of the {WORD} again."})
        share(world, one, "Ruth")
    page = world.post("Ruth", "/search", words=WORD).text
    assert f"<mark>{WORD}</mark>" in page and f"/writeups/{one.id}" in page and "write-up" in page
    with world.work():
        (_, words), *_ = coverable(write_up_for(world.actor("Ruth"), one.id))
        covering.cover_passage(world.actor("Ruth"), words.text_id, Marked(words.revision, words=WORD))
    assert WORD not in world.post("Ruth", "/search", words="spoke").text


def test_a_page_of_many_write_ups_asks_as_often_as_one_of_one(world):
    asked = []
    for more in (1, 5):
        with world.work():
            for _ in range(more):
                share(world, write(world, begin(world), {"happened": f"The {WORD} came."}), "Ruth")
        world.post("Ruth", "/search", words=WORD)
        with counted(world) as now:
            page = world.post("Ruth", "/search", words=WORD).text
        asked.append((page.count(f"<mark>{WORD}</mark>"), len(now)))
    (one, few), (six, many) = asked
    assert (one, six) == (1, 6)
    assert few == many
