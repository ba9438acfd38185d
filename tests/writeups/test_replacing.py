"""What would identify somebody in a copy that is being marked is put otherwise by its author, and destroyed everywhere."""

import json

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.core.jobs import Job
from supervise.governance.models import Act
from supervise.texts.models import Cover, Revision
from supervise.texts.sharing.queries import NEW
from supervise.web import live
from supervise.writeups.marking import actions
from supervise.writeups.marking.models import Why
from supervise.writeups.marking.replacing import opened_for, replace_words
from supervise.writeups.models import Part, Submission
from supervise.writeups.queries import pieces_at, version_of, write_up_for
from supervise.writeups.sharing import fingerprint_of
from supervise.writeups.signing import is_unchanged
from tests.cast import words
from tests.writeups.marked import appoint, give, marking_on, release, submitted
from tests.writeups.pages import Page, listening, stored
from tests.writeups.writing import part_of, write

NAMED = "Marguerite came late again.\n\nI said nothing, and looked at the clock."
OTHERWISE = "She came late again.\n\nI said nothing, and looked at the clock."


@pytest.fixture
def opened(world):
    """A submitted write-up of Tia's with a name in it that Sam has opened."""
    with world.work():
        note, number = submitted(world, NAMED)
        marking = marking_on(world, note, number)
        appoint(world, marking)
        actions.begin(world.actor("Sam"), marking.id)
        return note, number, marking, part_of(note, "happened").id


def held(world):
    """Return everything that any revision still says."""
    return "\n".join(body or "" for body in session().scalars(select(Revision.body)))


def test_the_name_is_gone_from_every_version_the_marking_goes_on_and_the_receipt_has_the_new_fingerprint(world, opened):
    note, number, marking, part = opened
    page = world.client("Tia").get(f"/writeups/{note.id}").text
    assert "Recall version" not in page and "Say it otherwise" in page
    where = world.client("Tia").get(f"/writeups/{note.id}/replace").text
    assert f"part={part}" in where
    assert NAMED.splitlines()[0] in world.client("Tia").get(f"/writeups/{note.id}/replace?part={part}").text
    form = {"part": part, "words": OTHERWISE, "why": "name"}
    for who in ("Sam", "Ruth", "Noa", "Olu"):
        assert world.post(who, f"/writeups/{note.id}/replace", **form).status_code == 404, who
    assert world.post("Tia", f"/writeups/{note.id}/replace", **form).status_code == 303
    for who, path in (("Sam", f"/marking/{marking.id}"), ("Ruth", f"/writeups/{note.id}")):
        shown = world.client(who).get(path).text
        assert "She came late again." in shown and "Marguerite" not in shown, who
    for who, path in (("Sam", f"/marking/{marking.id}"), ("Noa", f"/marking/{marking.id}/arrange")):
        shown = world.client(who).get(path).text
        assert "its author put other words" in shown and "A name stood there." in shown, who
    copy = world.post("Tia", f"/writeups/{note.id}/copy", form="json", version=number).text
    receipt = world.post("Tia", f"/writeups/{note.id}/copy", form="txt", version=number).text
    told = json.loads(copy)
    assert told["sha256"] == told["submission"]["sha256"] != told["decision"]["sha256"]
    assert is_unchanged(copy) and not is_unchanged(copy.replace("came late", "came early"))
    assert (
        f"SHA-256 of what stands there now: {told['sha256']}" in receipt and "Other words were put into it" in receipt
    )
    with world.work():
        assert "Marguerite" not in held(world)
        (act,) = session().scalars(select(Act).where(Act.tag == "writeup.replaced"))
        assert act.about == {"write_up_id": note.id, "version": number, "marking_id": marking.id}
        mailed = [one.about["account"] for one in session().scalars(select(Job).where(Job.kind == "e-mail"))]
        assert mailed[-1] == world.member("Sam").account_id
        give(world, "Sam", marking)
        release(world, marking)


def test_what_was_written_since_stays_and_an_open_page_cannot_bring_the_name_back(world, opened):
    note, number, _, part = opened
    with world.work():
        write(world, note, {"happened": "Something new, with nobody's name."})
        saved = session().get(Part, part).saved
        before = session().scalars(select(Submission)).one().fingerprint
        after = replace_words(world.actor("Tia"), note.id, part, words(OTHERWISE), Why.NAME).fingerprint
        assert after != before
        assert session().get(Part, part).saved == saved + 1
        seen = write_up_for(world.actor("Tia"), note.id)
        version = version_of(seen, number)
        assert fingerprint_of(seen, pieces_at(seen, version)) == after
        assert next(one.shown for one in pieces_at(seen, version)) == OTHERWISE
        assert "Marguerite" not in held(world) and held(world).count("Something new") == 1
    assert "Something new" in world.client("Tia").get(f"/writeups/{note.id}").text
    assert "Marguerite" not in world.client("Tia").get(f"/writeups/{note.id}/versions?from={number}").text
    stale = world.post("Tia", f"/writeups/{note.id}", **{f"words:{part}": NAMED, f"saved:{part}": saved})
    assert stale.status_code == 409
    with world.work():
        assert "Marguerite" not in held(world)


def test_a_cover_that_hid_the_name_meanwhile_ends_with_it(world, opened):
    note, number, marking, part = opened
    assert world.post("Tia", f"/writeups/{note.id}/cover", words="Marguerite").status_code == 303
    assert "Marguerite" not in world.client("Sam").get(f"/marking/{marking.id}").text
    form = {"part": part, "words": OTHERWISE, "why": "name"}
    assert world.post("Tia", f"/writeups/{note.id}/replace", **form).status_code == 303
    with world.work():
        assert [(c.revision, c.ending) for c in session().scalars(select(Cover)) if not c.lifted_at] == []
        assert "Marguerite" not in held(world)
    copy = world.post("Tia", f"/writeups/{note.id}/copy", form="json", version=number).text
    assert is_unchanged(copy)


def test_before_a_marker_opens_it_there_is_nothing_to_replace_and_the_same_words_or_none_are_refused(world):
    with world.work():
        note, number = submitted(world, NAMED)
        part, tia, path = part_of(note, "happened").id, world.actor("Tia"), f"/writeups/{note.id}/replace"
        appoint(world, marking_on(world, note, number))
        with pytest.raises(Missing):
            opened_for(tia, note.id)
        actions.begin(world.actor("Sam"), marking_on(world, note, number).id)
        for same in (NAMED, "  "):
            with pytest.raises(Invalid, match="words that stand there"):
                replace_words(tia, note.id, part, words(same), Why.NAME)
        with pytest.raises(Missing):
            replace_words(tia, note.id, "0" * 20, words("Other."), Why.NAME)
    for form, said in (({"words": "Other."}, "Choose why"), ({"why": "name", "words": ""}, "Write what is to stand")):
        answer = world.post("Tia", path, part=part, **form)
        assert answer.status_code == 422 and said in answer.text
    asked = world.post("Tia", path, part=part, why="name", words="Mrs Oyelaran came late.")
    assert asked.status_code == 422 and "Before this is posted" in asked.text and part in asked.text
    assert world.client("Tia").get(f"{path}?part=nothing").status_code == 404


def test_a_page_that_still_has_the_name_is_told_and_does_not_bring_it_back(world, opened):
    note, _, _, part_id = opened
    with world.work():
        part = session().get_one(Part, part_id)
    page, line = Page(world, part), listening(world, "Tia", note)
    page.look()
    assert "Marguerite" in str(page.text)
    with world.work():
        replace_words(world.actor("Tia"), note.id, part_id, words(OTHERWISE), Why.NAME)
    told = [got["args"][0]["part"] for got in line.get_received(live.NAMESPACE) if got["name"] == "words"]
    assert told == [part_id]
    assert b"Marguerite" not in stored(world)
    assert page.write(" Then she left.")["code"] == "stale"
    assert page.ask(epoch=NEW, base=NAMED, body=f"{NAMED} Then she left.").get_json()["ok"]
    assert b"Marguerite" not in stored(world)
    fresh = Page(world, part)
    fresh.look()
    assert str(fresh.text) == f"{OTHERWISE} Then she left."
