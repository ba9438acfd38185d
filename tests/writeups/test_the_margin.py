"""The margin: a supervisor about a passage, live at its author's open page; answers, settling; notes follow words."""

import re

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import select

from supervise.core import limits
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.governance.erasing.actions import erase_account
from supervise.governance.models import Act
from supervise.governance.own_words.queries import own_things
from supervise.texts.models import Revision
from supervise.web import live
from supervise.writeups import margin, notes, queries
from supervise.writeups.notes import About
from tests.cast import words
from tests.writeups.writing import begin, part_of, share, write

ACCOUNT = (
    "She came late for the third time. I heard myself say that it did not matter. It did.\n\nThen we sat in silence."
)
ABOUT = "I heard myself say"


@pytest.fixture
def shared(world):
    with world.work():
        note = write(world, begin(world), {"happened": ACCOUNT, "felt": "Cold."})
        share(world, note, "Ruth")
    return note


def noted(world, write_up, passage=ABOUT, said="What did you hear in that?", who="Ruth", key=None):
    about = About(part_of(write_up, "happened").id, words=passage)
    return notes.note(world.actor(who), write_up.id, about, words(said), key or new_key())


def seen_by(world, who, write_up):
    seen = queries.write_up_for(world.actor(who), write_up.id)
    return margin.notes_on(seen, margin.on_page(seen))


def listening(world, who, write_up, after=0):
    line = SocketIOTestClient(world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client(who))
    answer = line.emit("writeup:open", {"id": write_up.id, "after": after}, namespace=live.NAMESPACE, callback=True)
    assert answer["ok"]
    return line, answer


def heard(line):
    told = [one["args"][0] for one in line.get_received(live.NAMESPACE) if one["name"] == "change"]
    return [one for one in told if one["op"] == "put"]


def test_a_note_arrives_at_the_open_page_and_so_does_its_answer(world, shared):
    with world.work():
        part = part_of(shared, "happened")
    tia, answer = listening(world, "Tia", shared)
    assert [one["id"] for one in answer["changes"]] == ["standing"]
    ruth, _ = listening(world, "Ruth", shared)
    heard(tia), heard(ruth)
    form = {"part": part.id, "words": "I heard  myself\nsay", "body": "What did you hear in that?", "key": new_key()}
    reply = world.post("Ruth", f"/writeups/{shared.id}/notes", **form)
    assert reply.status_code == 303
    (change,) = heard(tia)
    assert reply.headers["Location"].endswith(f"#{change['id']}")
    assert "What did you hear in that?" in change["html"] and ABOUT in change["html"]
    assert 'data-section="happened"' in change["html"] and "csrf" not in change["html"]
    assert "Show it in the text" in change["html"] and "Show it in the text" not in heard(ruth)[0]["html"]
    note_id = change["id"].removeprefix("note-")
    page = world.client("Tia").get(f"/writeups/{shared.id}").text
    assert change["html"].partition("\n")[0] in page, "what arrives is what stands there when the page is read anew"
    assert world.post("Tia", f"/notes/{note_id}/answer", body="My mother.", key=new_key()).status_code == 303
    assert "My mother." in heard(ruth)[0]["html"]
    assert world.post("Ruth", f"/notes/{note_id}/settle", on="y").status_code == 303
    assert "Settled by Ruth" in [one["html"] for one in heard(tia)][-1]
    again, caught_up = listening(world, "Tia", shared, after=change["seq"] - 1)
    assert [one["id"] for one in caught_up["changes"]] == [change["id"]]
    with world.work():
        share(world, shared, "Sam")
    heard(ruth)
    with world.work():
        notes.answer(world.actor("Sam"), note_id, words("I read it, too."), new_key())
    assert not heard(ruth), "it is not shared with her any more"
    assert (
        again.emit("writeup:open", {"id": "0" * 20, "after": 0}, namespace=live.NAMESPACE, callback=True)["code"]
        == "missing"
    )
    left = ruth.emit("writeup:open", {"id": shared.id, "after": 0}, namespace=live.NAMESPACE, callback=True)
    assert left["code"] == "missing"


def test_a_note_follows_its_words_and_an_orphan_is_shown_as_such(world, shared):
    with world.work():
        first, gone, whole = (noted(world, shared, about) for about in (ABOUT, "sat in silence", ""))
        moved = "New words at the beginning.\n\n" + ACCOUNT.replace("Then we sat in silence.", "Then it was over.")
        write(world, shared, {"happened": moved})
        mine = {one.id: one for one in seen_by(world, "Tia", shared)}
        assert moved[mine[first.id].place :].startswith(ABOUT) and mine[first.id].words == ABOUT
        assert mine[gone.id].place is None and "sat in silence" in mine[gone.id].passage
        assert mine[whole.id].place is not None
        assert [one.id for one in seen_by(world, "Tia", shared)][-1] == gone.id, "orphans stand last"
        assert all(one.place is not None for one in seen_by(world, "Ruth", shared)), "she reads what she wrote about"
    page = world.client("Tia").get(f"/writeups/{shared.id}").text
    assert page.count("These words stand here no more") == 1
    with world.work():
        share(world, shared, "Ruth")
        assert [one.id for one in seen_by(world, "Ruth", shared) if one.place is None] == [gone.id]


def test_who_may_not_write_in_the_margin_and_what_does_not_stand_there_is_refused(world, shared):
    with world.work():
        key = new_key()
        first = noted(world, shared, key=key)
        assert noted(world, shared, key=key).id == first.id, "sent twice, it is one note"
        with pytest.raises(NotAllowed):
            noted(world, shared, who="Tia")
        for who in ("Sam", "Noa", "Ben", "Olu", "Owen"):
            with pytest.raises(Missing):
                noted(world, shared, who=who)
            with pytest.raises(Missing):
                notes.answer(world.actor(who), first.id, words("No."), new_key())
        with pytest.raises(Invalid, match="do not stand there"):
            noted(world, shared, "words that are not there")
        write(world, shared, {"happened": "It begins otherwise."})
        share(world, shared, "Ruth")
        old = About(part_of(shared, "happened").id, revision=1, span=(0, 5))
        with pytest.raises(Stale, match="newer version"):
            notes.note(world.actor("Ruth"), shared.id, old, words("Late."), new_key())
        part = part_of(shared, "happened").id
    long = {"part": part, "words": "nowhere", "body": "A thought that is not lost.", "key": new_key()}
    refused = world.post("Ruth", f"/writeups/{shared.id}/notes", **long)
    assert refused.status_code == 422 and "A thought that is not lost." in refused.text
    named = long | {"words": "", "body": "Is this about Harriet Blenkinsop in Cardiff?"}
    assert "Before this is posted" in world.post("Ruth", f"/writeups/{shared.id}/notes", **named).text
    assert world.post("Ruth", f"/writeups/{shared.id}/notes", part="x", body="x", key="x").status_code == 422


def test_ones_own_note_is_taken_back_or_away_and_its_words_go_for_good(world, shared):
    with world.work():
        note = noted(world, shared, said="A tamarisk thought.")
        kept = noted(world, shared, said="A juniper thought.").id
        with pytest.raises(NotAllowed):
            notes.remove(world.actor("Tia"), note.id)
        note_id = note.id
        said = [text for thing in own_things(world.actor("Ruth")) for text in thing.texts]
        assert "A tamarisk thought." in [body for text in said for _, body in text.versions]
    assert "Remove my note" in world.client("Ruth").get(f"/notes/{note_id}").text
    assert world.post("Ruth", f"/notes/{note_id}/remove").status_code == 303
    page = world.client("Tia").get(f"/writeups/{shared.id}").text
    assert "removed by the person who wrote them" in page and "A juniper thought." in page
    with world.work():
        assert not session().scalars(select(Revision).where(Revision.body.contains("tamarisk"))).all()
        tags = {one.tag for one in session().scalars(select(Act).where(Act.tag.startswith("writeup.note")))}
        assert {"writeup.note.written", "writeup.note.removed"} <= tags
        erase_account(None, world.actor("Ruth").account_id, words=True)
        assert not session().scalars(select(Revision).where(Revision.body.contains("juniper"))).all()
        assert [
            one.id for one in seen_by(world, "Tia", shared) if one.said.html is not None and "juniper" in one.said.html
        ] == []
        assert kept in {one.id for one in seen_by(world, "Tia", shared)}, "its place stays"


def test_a_long_margin_begins_with_what_is_open_and_newest_and_all_of_a_section_is_one_press_away(
    world, shared, monkeypatch
):
    monkeypatch.setattr(limits, "MARGIN", 3)
    with world.work():
        written = [noted(world, shared, ABOUT).id for _ in range(5)]
        notes.settle(world.actor("Ruth"), written[4], on=True)
    for who in ("Tia", "Ruth"):
        page = world.client(who).get(f"/writeups/{shared.id}").text
        assert [one for one in written if f'id="note-{one}"' in page] == written[1:4]
        assert "Show the other notes (2)" in page and f"/writeups/{shared.id}/margin/1" in page
        with_one = world.client(who).get(f"/writeups/{shared.id}?note={written[0]}").text
        assert [one for one in written if f'id="note-{one}"' in with_one] == written[:4], (
            "whoever comes for it finds it"
        )
        whole = world.client(who).get(f"/writeups/{shared.id}/margin/1").text
        assert [one for one in written if f'id="note-{one}"' in whole] == written
        assert "Show the other notes" not in whole
        assert world.client(who).get(f"/writeups/{shared.id}/margin/99").status_code == 404
        assert not [one for one in written if one in world.client(who).get(f"/writeups/{shared.id}/margin/2").text]
    for who in ("Sam", "Noa", "Ben", "Olu"):
        assert world.client(who).get(f"/writeups/{shared.id}/margin/1").status_code == 404


def test_a_wording_is_taken_from_the_page_of_one_section_as_well(world, shared):
    with world.work():
        part = part_of(shared, "happened")
        about = About(part_id=part.id, words=ABOUT)
        wording = notes.note(
            world.actor("Ruth"), shared.id, about, words("Plainer?"), new_key(), wording=words("I heard me say")
        )
    page = world.client("Tia").get(f"/writeups/{shared.id}/margin/1").text
    assert f'formaction="/notes/{wording.id}/take"' in page
    saved = re.search(rf'name="saved:{part.id}" value="(\d+)"', page)[1]
    assert world.post("Tia", f"/notes/{wording.id}/take", **{f"saved:{part.id}": saved}).status_code == 303
    with world.work():
        piece = next(one for one in margin.on_page(queries.write_up_for(world.actor("Tia"), shared.id), part.id))
        assert "I heard me say" in piece.words
