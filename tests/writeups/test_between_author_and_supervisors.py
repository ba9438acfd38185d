"""Between author and supervisors: about the whole, live, for them alone; no byte of it, or of the margin, in any copy."""

import io
import zipfile

import pypdf
import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.errors import Missing, NotAllowed
from supervise.core.ids import new_key
from supervise.governance.models import Act
from supervise.governance.own_words.queries import own_things
from supervise.texts.covering import Marked
from supervise.texts.models import Revision
from supervise.web import live
from supervise.writeups import asides, notes, sharing, submitting
from supervise.writeups.between import asides_on
from supervise.writeups.copies.making import makes_pdf
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.queries import coverable
from supervise.writeups.destroying import destroy_own
from supervise.writeups.notes import About
from supervise.writeups.queries import write_up_for
from tests.cast import words
from tests.writeups.test_the_margin import heard, listening
from tests.writeups.writing import begin, part_of, share, write

PRIVATE = ("tamarisk", "juniper", "mulberry", "sycamore", "hawthorn")
"""Words that stand beside a write-up and nowhere in it."""


@pytest.fixture
def shared(world):
    with world.work():
        note = write(world, begin(world), {"happened": "She came late again, and I said nothing.", "felt": "Cold."})
        share(world, note, "Ruth")
    return note


def say(world, write_up, who, said, key=None):
    return asides.say(world.actor(who), write_up.id, words(said), key or new_key()).id


def test_it_arrives_at_the_other_and_at_nobody_else_and_is_covered_taken_back_and_destroyed(world, shared):
    lines = {who: listening(world, who, shared)[0] for who in ("Tia", "Ruth")}
    for line in lines.values():
        heard(line)
    path = f"/writeups/{shared.id}/between"
    key = new_key()
    for _ in range(2):  # sent twice, it is said once
        assert world.post("Tia", path, body="I am a tamarisk tonight.", key=key).status_code == 303
    for who, line in lines.items():
        (change,) = heard(line)
        assert "tamarisk" in change["html"] and "csrf" not in change["html"]
        assert change["html"].partition("\n")[0] in world.client(who).get(f"/writeups/{shared.id}").text
    assert "Before this is posted" in world.post("Ruth", path, body="Is it Harriet Blenkinsop?", key=new_key()).text
    blank = world.post("Ruth", path, body=" \n ", key=new_key())
    assert blank.status_code == 422 and "Write a few words first." in blank.text
    for who in ("Sam", "Noa", "Ben", "Olu", "Owen"):
        assert world.client(who).get(path).status_code == 404
        assert world.post(who, path, body="Let me in.", key=new_key()).status_code == 404
    other = SocketIOTestClient(
        world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client("Sam")
    )
    asked = other.emit("writeup:open", {"id": shared.id, "after": 0}, namespace=live.NAMESPACE, callback=True)
    assert asked["code"] == "missing"
    with world.work():
        mine = say(world, shared, "Tia", "A juniper thought.")
        say(world, shared, "Ruth", "A mulberry answer.")
        for who in ("Ruth", "Sam"):
            with pytest.raises((NotAllowed, Missing)):
                asides.take_back(world.actor(who), mine)
        draft = begin(world)
        with pytest.raises(NotAllowed, match="shared with nobody yet"):
            say(world, draft, "Tia", "Is anybody there?")
        seen = write_up_for(world.actor("Ruth"), shared.id)
        said = next(one for label, one in coverable(seen) if label == "Between you" and "mulberry" in (one.body or ""))
        covering.cover_passage(world.actor("Tia"), said.text_id, Marked(1, words="mulberry"))
        told = str(own_things(world.actor("Tia")))
        assert "juniper" in told and "mulberry" not in told
    covered, standing = heard(lines["Tia"])[-2:]
    assert 'class="covered"' in covered["html"] and "mulberry" not in covered["html"] + standing["html"]
    assert "Take it back" in world.client("Tia").get(path).text
    assert world.post("Tia", f"/asides/{mine}/remove").status_code == 303
    assert "juniper" not in world.client("Ruth").get(path).text and heard(lines["Ruth"])[-1]["id"] == f"aside-{mine}"
    assert "It is shared with nobody yet" in world.client("Tia").get(f"/writeups/{draft.id}/between").text
    with world.work():
        share(world, shared, "Sam")
        assert len(asides_on(write_up_for(world.actor("Sam"), shared.id))) == 3
        with pytest.raises(Missing):
            say(world, shared, "Ruth", "It is not shared with her any more.")
        tags = session().scalars(select(Act.tag).where(Act.tag.startswith("writeup.aside"))).all()
        assert sorted(set(tags)) == ["writeup.aside.removed", "writeup.aside.said"]
        destroy_own(world.actor("Tia"), shared.id)
        assert not [one for one in session().scalars(select(Revision.body)) if one and any(w in one for w in PRIVATE)]


def test_no_byte_of_it_or_of_the_margin_is_in_any_copy_or_page_of_what_is_submitted(world, shared):
    tamarisk, juniper, mulberry, sycamore, hawthorn = PRIVATE
    with world.work():
        ruth, tia = world.actor("Ruth"), world.actor("Tia")
        about = About(part_of(shared, "happened").id, words="said nothing")
        noted = notes.note(ruth, shared.id, about, words(f"Why {tamarisk}?"), new_key(), wording=words(juniper))
        notes.answer(tia, noted.id, words(f"Since {mulberry}."), new_key())
        say(world, shared, "Ruth", f"Between us: {sycamore}.")
        say(world, shared, "Tia", f"Yes, {hawthorn}.")
        sharing.verify(ruth, shared.id, 1)
    for word in PRIVATE:
        for who in ("Tia", "Ruth"):
            assert word in world.client(who).get(f"/writeups/{shared.id}").text, "they read it, beside it"
    with_margin = words_of_word(world.post("Ruth", f"/writeups/{shared.id}/copy", form="docx", version=1, margin="y"))
    assert tamarisk in with_margin and juniper in with_margin and sycamore not in with_margin
    with world.work():
        submitting.submit(tia, shared.id, 1)
    taken = {"page": world.client("Tia").get(f"/writeups/{shared.id}/paper?version=1").text}
    taken["hers"] = world.client("Ruth").get(f"/writeups/{shared.id}/paper").text
    for form in ("md", "json", "txt"):
        taken[form] = world.post("Tia", f"/writeups/{shared.id}/copy", form=form, version=1).text
    for who in ("Tia", "Ruth"):
        copy = world.post(who, f"/writeups/{shared.id}/copy", form="docx", version=1, margin="y")
        taken[f"docx for {who}"] = words_of_word(copy)
    if makes_pdf():
        made = world.post("Tia", f"/writeups/{shared.id}/copy", form="pdf", version=1, margin="y")
        if made.status_code == 200:
            pages = pypdf.PdfReader(io.BytesIO(made.data)).pages
            taken["pdf"] = " ".join(page.extract_text() for page in pages) + made.data.decode("latin-1")
    for name, copy in taken.items():
        assert ("late again" in copy) is (name != "txt") and not [word for word in PRIVATE if word in copy], name


def words_of_word(reply):
    """Return every byte of every part of a Word file, as text."""
    assert reply.status_code == 200
    parts = zipfile.ZipFile(io.BytesIO(reply.data))
    return " ".join(parts.read(name).decode("latin-1") for name in parts.namelist())
