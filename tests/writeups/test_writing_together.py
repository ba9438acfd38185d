"""Words of one part written on several pages at a time: each has everything, and nothing that was destroyed comes back."""

from base64 import b64encode

import pytest

from supervise.core import limits
from supervise.core.db import session
from supervise.texts.covering import Marked
from supervise.texts.models import SharedDocument, TextKind
from supervise.texts.models import Text as Written
from supervise.texts.queries import texts_locked
from supervise.texts.sharing.queries import NEW
from supervise.web import live
from supervise.writeups import keeping, queries
from supervise.writeups.covering import actions as covering
from tests.writeups.pages import Page, listening, stored
from tests.writeups.writing import begin, part_of, share, write


@pytest.fixture
def note(world):
    with world.work():
        return begin(world)


@pytest.fixture
def part(world, note):
    with world.work():
        return part_of(note, "happened")


def body(world, note):
    with world.work():
        seen = queries.write_up_for(world.actor("Tia"), note.id)
        return next(one.words for one in queries.pieces_of(seen) if one.part.section == "happened")


def test_two_pages_and_one_without_the_library_write_at_once_and_each_has_everything(world, note, part):
    desk, phone = Page(world, part), Page(world, part)
    desk.look(), phone.look()
    first = desk.write("She came late. ")
    assert first["ok"] and first["version"] == 1 and first["meters"]["happened"]["sentence"].startswith("3 words")
    assert phone.write("On the stairs. ")["version"] == 2
    plain = Page(world, part)
    stands = body(world, note)
    assert desk.write("I waited.")["version"] == 3
    saved = plain.ask(epoch=NEW, base=stands, body=f"{stands}He smiled.").get_json()
    assert saved["ok"] and saved["version"] == 4
    for page in (desk, phone):
        page.look()
        assert all(words in str(page.text) for words in ("She came late.", "On the stairs.", "I waited.", "He smiled."))
    assert str(desk.text) == str(phone.text) == body(world, note)


def test_who_saves_a_whole_part_by_itself_is_followed_by_pages_that_write_together(world, note, part):
    with world.work():
        write(world, note, {"happened": "She came late."})
    desk = Page(world, part)
    assert desk.look()["version"] == 1 and str(desk.text) == "She came late."
    assert desk.ask(body="She came late again.", saved=1).get_json()["version"] == 2
    assert desk.write(" I waited.")["version"] == 3
    assert body(world, note) == "She came late again. I waited."
    assert desk.ask(body="Other words.", saved=2).status_code == 409, "who was away is asked"
    assert desk.ask(body="She came late again. I waited.", saved=2).get_json()["ok"], "the same words are no others"


def test_a_version_keeps_its_words_however_the_writing_goes_on(world, note, part):
    desk = Page(world, part)
    desk.look()
    desk.write("She came late.")
    with world.work():
        number = keeping.keep_version(world.actor("Tia"), note.id).number
    desk.write(" I waited.")
    with world.work():
        seen = queries.write_up_for(world.actor("Tia"), note.id)
        held = queries.pieces_at(seen, queries.version_of(seen, number))
        assert [one.words for one in held if one.words] == ["She came late."]
    assert body(world, note) == "She came late. I waited."
    assert world.post("Tia", f"/writeups/{note.id}/restore", version=str(number)).status_code == 303
    desk.look()
    assert str(desk.text) == "She came late."


def test_destroyed_words_are_in_no_byte_of_what_is_written_together_and_no_open_page_brings_them_back(
    world, note, part
):
    desk = Page(world, part)
    desk.look()
    desk.write("She teaches at Quillfeather. It was late.")
    with world.work():
        share(world, note, "Ruth")
    assert b"Quillfeather" in stored(world)
    with world.work():
        text = texts_locked(part.id)[0]
        start = len("She teaches at ")
        case = covering.cover_passage(
            world.actor("Ruth"), text.id, Marked(text.revision, (start, start + len("Quillfeather")))
        )
        covering.redact_passage(world.actor("Ruth"), note.id, case)
    assert b"Quillfeather" not in stored(world)
    stale = desk.write(" Then she left.")
    assert stale["code"] == "stale"
    base = "She teaches at Quillfeather. It was late."
    again = desk.ask(epoch=NEW, base=base, body=f"{base} Then she left.").get_json()
    assert again["ok"]
    assert b"Quillfeather" not in stored(world)
    assert body(world, note).endswith("It was late. Then she left.")
    fresh = Page(world, part)
    fresh.look()
    assert fresh.write(" All went home.")["ok"]
    assert b"Quillfeather" not in stored(world) and "Quillfeather" not in str(fresh.text)


def test_a_word_that_was_taken_out_by_hand_is_in_no_byte_of_the_document(world, note, part):
    desk = Page(world, part)
    desk.look()
    desk.write("Marrowbone came late.")
    del desk.text[0:11]
    assert desk.send()["ok"]
    with world.work():
        text = session().query(Written).filter_by(thing_id=part.id, kind=TextKind.SECTION).one()
        assert b"Marrowbone" not in session().get_one(SharedDocument, text.id).state
    assert b"Marrowbone" not in stored(world)


def test_nobody_else_writes_in_it_or_learns_what_stands_there(world, note, part):
    desk = Page(world, part)
    desk.look()
    desk.write("She came late.")
    with world.work():
        share(world, note, "Ruth")
    for who in ("Ruth", "Sam", "Noa", "Ben", "Olu", "Owen"):
        other = Page(world, part, who)
        for data in ({"epoch": NEW}, {"epoch": NEW, "base": "", "body": "Mine."}, {"epoch": desk.epoch}):
            assert other.ask(**data).status_code == 404
    assert body(world, note) == "She came late."


def test_only_its_authors_open_pages_are_told_that_it_has_other_words(world, note, part):
    with world.work():
        write(world, note, {"happened": "She came late."})
        share(world, note, "Ruth")
    lines = {who: listening(world, who, note) for who in ("Tia", "Ruth")}
    desk = Page(world, part)
    desk.look()
    desk.write(" I waited.")
    told = {
        who: [got for got in line.get_received(live.NAMESPACE) if got["name"] == "words"] for who, line in lines.items()
    }
    assert [one["args"][0] for one in told["Tia"]] == [{"room": f"writeup:{note.id}", "part": part.id, "version": 2}]
    assert not told["Ruth"]


@pytest.mark.parametrize(
    "data",
    [
        {"epoch": 7},
        {"epoch": "no such thing"},
        {"epoch": NEW, "update": "?"},
        {"epoch": NEW, "update": "A" * (6 * limits.SECTION + 4)},
        {"epoch": NEW, "update": b64encode(b"\xff" * 40).decode()},
        {"epoch": NEW, "vector": "A"},
        {"epoch": NEW, "body": "x" * (limits.SECTION + 1)},
        {"epoch": NEW, "body": ["She"]},
        {"epoch": NEW, "base": 1, "body": "She"},
    ],
)
def test_what_no_page_sends_is_refused_with_the_reason_and_changes_nothing(world, note, part, data):
    desk = Page(world, part)
    desk.look()
    desk.write("She came late.")
    reply = desk.ask(**data)
    assert 400 <= reply.status_code < 500
    assert reply.get_json()["ok"] is False and reply.get_json()["code"] == "invalid"
    assert body(world, note) == "She came late."


def test_more_than_a_section_holds_is_refused_and_nothing_is_cut(world, note, part):
    desk = Page(world, part)
    desk.look()
    desk.write("She came late. ")
    refused = desk.write("x" * limits.SECTION)
    assert refused["code"] == "invalid" and "shorten" in refused["message"]
    assert body(world, note) == "She came late. "
