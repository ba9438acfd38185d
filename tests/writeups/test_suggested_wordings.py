"""A wording suggested in the margin: seen beside the words it is for, taken with one press into exactly their place."""

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.governance.models import Act
from supervise.governance.own_words.queries import own_things
from supervise.texts.covering import Marked
from supervise.texts.models import Revision
from supervise.writeups import keeping, notes, taking
from supervise.writeups.actions import Typed
from supervise.writeups.copies.gathering import Form, copy_of
from supervise.writeups.copies.laying_out import laid_out
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.queries import coverable
from supervise.writeups.models import Why, WriteUp
from supervise.writeups.notes import About
from supervise.writeups.queries import pieces_of, versions_of, write_up_for
from tests.cast import words
from tests.writeups.test_the_margin import heard, listening, seen_by
from tests.writeups.writing import begin, part_of, share, write

ACCOUNT = (
    "She came late for the third time. I heard myself say that it did not matter. It did.\n\nThen we sat in silence."
)
OLD, NEW = "say that it did not matter.", "say, *quickly*, that it was fine."


@pytest.fixture
def shared(world):
    with world.work():
        note = write(world, begin(world), {"happened": ACCOUNT, "felt": "Cold."})
        share(world, note, "Ruth")
    return note


def suggest(world, write_up, about=OLD, wording=NEW, who="Ruth"):
    place = About(part_of(write_up, "happened").id, words=about)
    said = words("Is that how it was?")
    return notes.note(world.actor(who), write_up.id, place, said, new_key(), wording=words(wording)).id


def take(world, write_up, note_id, who="Tia", saved=None):
    part = part_of(write_up, "happened")
    return taking.take(world.actor(who), note_id, Typed(part.id, "", part.saved if saved is None else saved))


def body_of(world, write_up, section="happened"):
    return next(
        one.body for one in pieces_of(write_up_for(world.actor("Tia"), write_up.id)) if one.part.section == section
    )


def test_it_arrives_beside_what_it_is_for_and_one_press_puts_it_there_with_all_else_as_it_was_typed(world, shared):
    with world.work():
        happened, felt = part_of(shared, "happened"), part_of(shared, "felt")
    tia, _ = listening(world, "Tia", shared)
    ruth, _ = listening(world, "Ruth", shared)
    heard(tia), heard(ruth)
    form = {"part": happened.id, "words": OLD, "body": "Is that how it was?", "key": new_key()}
    named = world.post("Ruth", f"/writeups/{shared.id}/notes", **form, wording="say that to Harriet Blenkinsop.")
    assert named.status_code == 422 and "Before this is posted" in named.text and "Suggested wording" in named.text
    other = world.post("Ruth", f"/writeups/{shared.id}/notes", **form, wording=NEW, tag="cts-r:charm")
    assert other.status_code == 422 and "*quickly*" in other.text
    whole = world.post("Ruth", f"/writeups/{shared.id}/notes", **form | {"words": ""}, wording=NEW)
    assert whole.status_code == 422 and "in the place of which words" in whole.text and "*quickly*" in whole.text
    assert (
        world.post("Ruth", f"/writeups/{shared.id}/notes", **form, wording=NEW, tag="cts-r:pacing").status_code == 303
    )
    (change,), (hers,) = heard(tia), heard(ruth)
    for html in (change["html"], hers["html"]):
        assert (
            html.index("CTS-R: Pacing")
            < html.index("As it stands")
            < html.index(OLD)
            < html.index("Suggested instead")
            < html.index("quickly")
        )
    assert "Take this wording" in change["html"] and "Take this wording" not in hers["html"]
    note_id = change["id"].removeprefix("note-")
    assert "Take this wording" in world.client("Tia").get(f"/notes/{note_id}").text
    moved = "A line before.\n\n" + ACCOUNT
    typed = {f"words:{happened.id}": moved, f"saved:{happened.id}": happened.saved}
    typed |= {f"words:{felt.id}": "Cold, and tired.", f"saved:{felt.id}": felt.saved}
    taken = world.post("Tia", f"/notes/{note_id}/take", **typed)
    assert taken.status_code == 303 and taken.headers["Location"].endswith(
        f"/writeups/{shared.id}?note={note_id}#note-{note_id}"
    )
    assert world.post("Tia", f"/notes/{note_id}/take", **{f"saved:{happened.id}": 0}).status_code == 303, (
        "once is twice"
    )
    for line in (tia, ruth):
        told = heard(line)[-1]["html"]
        assert "Taken" in told and "Settled by Tia" in told and "As it stood" in told and "Take this" not in told
    with world.work():
        assert body_of(world, shared) == moved.replace(OLD, NEW)
        assert body_of(world, shared, "felt") == "Cold, and tired."
        newest = versions_of(write_up_for(world.actor("Tia"), shared.id))[0]
        assert newest.why is Why.BEFORE_TAKING
        (mine,) = seen_by(world, "Tia", shared)
        assert mine.words == "say, *quickly*, that it was fine" and not mine.open_to_take, "it stands where it was put"
        keeping.restore(world.actor("Tia"), shared.id, newest.number)
        assert body_of(world, shared) == moved
        acts = session().scalars(select(Act.tag).where(Act.tag == "writeup.note.taken")).all()
        assert len(acts) == 1
        for who in ("Tia", "Ruth"):
            told = str(laid_out(copy_of(world.actor(who), shared.id, None, Form.WORD, margin=True))["notes"])
            assert (
                "CTS-R: Pacing" in told
                and "Suggested: " in told
                and "quickly" in told
                and "The suggested wording was taken." in told
            )
            assert "Suggested" not in str(laid_out(copy_of(world.actor(who), shared.id, None, Form.WORD)))
    assert "before a suggested wording was taken" in world.client("Tia").get(f"/writeups/{shared.id}/versions").text


def test_it_is_refused_with_all_words_kept_where_they_are_gone_changed_covered_or_not_ones_own(world, shared):
    with world.work():
        note_id = suggest(world, shared)
        plain = notes.note(
            world.actor("Ruth"), shared.id, About(part_of(shared, "happened").id), words("Hm."), new_key()
        ).id
        with pytest.raises(NotAllowed, match="Its author takes"):
            take(world, shared, note_id, "Ruth")
        for who in ("Sam", "Noa", "Ben", "Olu"):
            with pytest.raises(Missing):
                take(world, shared, note_id, who)
        with pytest.raises(Invalid, match="suggests no wording"):
            take(world, shared, plain)
        with pytest.raises(Stale, match="changed on another page"):
            take(world, shared, note_id, saved=0)
        notes.settle(world.actor("Tia"), note_id, on=True)
        with pytest.raises(Stale, match="settled"):
            take(world, shared, note_id)
        notes.settle(world.actor("Tia"), note_id, on=False)
        for other in (ACCOUNT.replace("did not matter", "did not much matter"), "All is new here."):
            write(world, shared, {"happened": other})
            with pytest.raises(Stale, match="do not stand in your text any more"):
                take(world, shared, note_id)
            assert body_of(world, shared) == other
        part = part_of(shared, "happened")
        saved = part.saved
    page = world.client("Tia").get(f"/writeups/{shared.id}").text
    assert "quickly" in page and "These words stand here no more" in page and "Take this wording" not in page
    late = {f"words:{part.id}": "Typed on an older page.", f"saved:{part.id}": saved - 1}
    clash = world.post("Tia", f"/notes/{note_id}/take", **late)
    assert clash.status_code == 409 and "Typed on an older page." in clash.text and "All is new here." in clash.text
    gone = world.post("Tia", f"/notes/{note_id}/take", **{f"saved:{part.id}": saved})
    assert gone.status_code == 409 and "nothing was taken" in gone.text and "quickly" in gone.text
    with world.work():
        write(world, shared, {"happened": ACCOUNT})
        text = next(one for _, one in coverable(write_up_for(world.actor("Tia"), shared.id)) if one.body == NEW)
        covering.cover_passage(world.actor("Tia"), text.text_id, Marked(1, words="quickly"))
        assert "Some of it is covered" in world.client("Tia").get(f"/writeups/{shared.id}").text
        with pytest.raises(Stale, match="covered"):
            take(world, shared, note_id)
        assert body_of(world, shared) == ACCOUNT and session().get(WriteUp, shared.id)
    for who in ("Tia", "Ruth"):
        assert "quickly" not in world.client(who).get(f"/writeups/{shared.id}").text


def test_its_words_are_its_writers_to_take_away_and_go_with_the_note(world, shared):
    with world.work():
        note_id = suggest(world, shared, wording="a tamarisk wording")
        said = [text for thing in own_things(world.actor("Ruth")) for text in thing.texts]
        assert "a tamarisk wording" in [body for text in said for _, body in text.versions]
        notes.remove(world.actor("Ruth"), note_id)
        assert not session().scalars(select(Revision).where(Revision.body.contains("tamarisk"))).all()
        with pytest.raises(Invalid):
            take(world, shared, note_id)
    assert "Suggested instead" not in world.client("Tia").get(f"/writeups/{shared.id}").text
