"""A search as each of the cast: what they may not read is not found, counted, offered or suggested, nor does it change
anything in what they are answered. On both databases."""

import pytest

from supervise.dilemmas import actions, comments
from supervise.dilemmas.gate.actions import answer_no, step_out
from supervise.search.asking import read
from supervise.search.queries import Wanted, people_in, search, seats_to_search
from tests.cast import CAST, CHEAPEST, csrf, make_world

WORD = "heronfall"
"""The word that everything holds; each text has one of its own beside it, by which it is known in an answer."""

TO_GROUP, TO_SUPERVISORS, FROM_ADA = "markopen", "markclosed", "markownada"
SAID, SAID_APART, SIGNED = "marksaid", "markspokenapart", "markunsigned"
WITHDRAWN, REMOVED, ELSEWHERE = "markwithdrawn", "markremoved", "markelsewhere"
ASKING, SAID_BEHIND = "markasking", "markbehind"
EVERY = {
    ASKING,
    SAID_BEHIND,
    TO_GROUP,
    TO_SUPERVISORS,
    FROM_ADA,
    SAID,
    SAID_APART,
    SIGNED,
    WITHDRAWN,
    REMOVED,
    ELSEWHERE,
}
GROUPS = {TO_GROUP, SAID, SIGNED}
APART = {TO_SUPERVISORS, SAID_APART, FROM_ADA}
MAY_FIND = {
    "Noa": GROUPS,
    "Ruth": GROUPS | APART,
    "Sam": GROUPS | APART,
    "Ben": GROUPS | {TO_SUPERVISORS, SAID_APART, ASKING, SAID_BEHIND},
    "Ada": GROUPS | {FROM_ADA, ASKING, SAID_BEHIND},
    "Tia": GROUPS,
    "Finn": set(),
    "Olu": {ELSEWHERE},
    "Owen": set(),
}


def account(mark):
    return f"The {WORD} case, {mark}, with silence and an expensive scarf before the holidays, and awkward accepting."


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def practice(request, tmp_path_factory):
    """The cast's practice with one text of each standing, all alike but for their marks; only looked at here."""
    given = {"SUPERVISE_LIMITS": "off", "SUPERVISE_DISGUISE": "rules"}
    if request.param == "postgresql":
        given["SUPERVISE_DATABASE_URL"] = request.getfixturevalue("postgres_server").fresh()
    world = make_world(tmp_path_factory.mktemp("practice"), **given)
    with world.work():
        opened = world.dilemma("Ben", account(TO_GROUP), themes=["anger", "silence-flatness"])
        world.comment("Tia", opened, account(SAID))
        world.comment("Ada", opened, account(SIGNED), colleague=True)
        gone = world.comment("Tia", opened, account(REMOVED))
        comments.remove_comment(world.actor("Tia"), gone.id)
        closed = world.dilemma(
            "Ben", account(TO_SUPERVISORS), to_supervisors=True, themes=["anger", "silence-flatness"]
        )
        world.comment("Ruth", closed, account(SAID_APART))
        world.dilemma("Ada", account(FROM_ADA), to_supervisors=True)
        asking = world.dilemma("Ben", account(ASKING), themes=["anger", "silence-flatness"], asks_first=True)
        answer_no(world.actor("Ada"), asking.id)
        step_out(world.actor("Tia"), asking.id)
        world.comment("Ada", asking, account(SAID_BEHIND))
        actions.withdraw(world.actor("Tia"), world.dilemma("Tia", account(WITHDRAWN)).id)
        here, world.group_id = world.group_id, world.other_id
        world.dilemma("Olu", account(ELSEWHERE), themes=["anger"])
        world.group_id = here
        world.tias = world.member("Tia").id
        world.adas = world.member("Ada").id
    yield world
    world.database.close()


def answer(world, who, **fields):
    client = world.client(who)
    token = csrf(client.get(CHEAPEST).text)
    return client.post("/search", data={"csrf_token": token, **fields}).text


ASKED = (
    {"words": WORD},
    {"words": f'"{WORD} case"'},
    {"words": "mark"},
    {"words": "silenc"},
    {"words": WORD, "theme": "anger"},
    {"words": WORD, "kind": "comment"},
    {"kind": "dilemma"},
    {"state": "open"},
    {"since": "2000-01-01"},
    {"words": WORD, "page": "2"},
)


@pytest.mark.parametrize("who", CAST)
def test_each_finds_what_they_may_read_and_no_trace_of_anything_else(practice, who):
    found = set()
    for fields in ASKED:
        page = answer(practice, who, **fields)
        shown = {mark for mark in EVERY if mark in page}
        assert shown <= MAY_FIND[who], fields
        found |= shown
        assert "/dilemmas/" in page or not shown
    assert found == MAY_FIND[who]


@pytest.mark.parametrize("who", CAST)
def test_each_mark_by_itself_is_found_by_those_alone_who_may_read_it(practice, who):
    for mark in EVERY:
        with practice.work():
            hits, more = search(seats_to_search(practice.actor(who)), Wanted(read(mark)))
        assert (len(hits), more) == ((1, False) if mark in MAY_FIND[who] else (0, False)), mark


@pytest.mark.parametrize("who", ["Noa", "Ada", "Tia", "Finn", "Owen"])
def test_what_may_not_be_read_changes_nothing_in_what_is_answered(practice, who):
    """The page for a word that only others hold is, letter for letter, that for a word which nobody holds."""
    nobodys = "marknowheres"
    for foreign in (EVERY - MAY_FIND[who]) - {REMOVED, WITHDRAWN}:
        pages = [plain(answer(practice, who, words=word), word) for word in (foreign, nobodys)]
        assert pages[0] == pages[1]


def plain(page, word):
    """Return a page without the word that was asked for and without what differs on every page."""
    lines = page.replace(word, "").split("\n")
    return [line for line in lines if "csrf" not in line and "nonce" not in line]


def test_what_a_colleague_wrote_is_found_by_nobodys_name(practice):
    for who in ("Ruth", "Tia"):
        page = answer(practice, who, words=WORD, person=practice.adas)
        assert SIGNED not in page
        assert SAID not in page
        assert SAID in answer(practice, who, words=WORD, person=practice.tias)


def test_nobody_is_offered_people_groups_or_themes_that_are_not_theirs(practice):
    with practice.work():
        for who in CAST:
            groups = {seat.group.name for seat in seats_to_search(practice.actor(who))}
            people = {member.account.name for member in people_in(seats_to_search(practice.actor(who)))}
            assert groups <= ({"Another group"} if who == "Olu" else {"Thursday group"})
            assert ("Olu" in people) == (who == "Olu")
            assert "Finn" not in people


@pytest.mark.parametrize(
    "typed", ["%", "_", '"', "'", "*", "NEAR(", "a OR b", "\u0000", "\u202e", "\\", "🜁" * 50, "x" * 400]
)
def test_whatever_is_typed_it_is_answered(practice, typed):
    assert "<h1>Search</h1>" in answer(practice, "Tia", words=typed)


def test_too_long_a_text_is_answered_with_a_kind_word(practice):
    assert "400" in answer(practice, "Tia", words="x " * 400)
