"""Covering in a write-up and its margin: by whoever reads it, everywhere at once; decided, said otherwise, destroyed."""

import json
from datetime import timedelta

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import select, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.core.jobs import Job
from supervise.governance.models import Act
from supervise.governance.own_words.queries import own_things
from supervise.notifications.covering import remind
from supervise.texts.covering import Marked
from supervise.texts.models import Cover, Ending, Revision, UncoverReason
from supervise.web import live
from supervise.writeups import keeping, notes
from supervise.writeups.actions import OtherWords, Typed, save_part
from supervise.writeups.copies.gathering import Form, copy_of
from supervise.writeups.copies.laying_out import laid_out
from supervise.writeups.copies.written import as_json, as_markdown
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.queries import cases_of, coverable
from supervise.writeups.notes import About
from supervise.writeups.queries import write_up_for
from tests.cast import words
from tests.writeups.writing import begin, part_of, share, write

NAMED = "She spoke of the Cormorant House again. I had not known of the Cormorant House before."
PLACE = "Cormorant House"


@pytest.fixture
def shared(world):
    """A write-up in which a place is named, with a note about it, shared with Ruth; its author writes on."""
    with world.work():
        one = write(world, begin(world), {"happened": NAMED, "felt": "Cold."})
        share(world, one, "Ruth")
        about = About(part_of(one, "happened").id, words=f"of the {PLACE}")
        notes.note(world.actor("Ruth"), one.id, about, words(f"Is the {PLACE} its real name?"), new_key())
        write(world, one, {"felt": f"Cold, as in the {PLACE}."})
    return one


def cover(world, write_up, who="Ruth", said=PLACE):
    seen = write_up_for(world.actor(who), write_up.id)
    found = next(one for _, one in coverable(seen) if said in (one.body or ""))
    return covering.cover_passage(world.actor(who), found.text_id, Marked(found.revision, words=said))


def standing_words():
    """Return every revision's words that are kept."""
    return [one for one in session().scalars(select(Revision.body)) if one]


def page(world, who, path):
    return world.client(who).get(path).text


def acts(world):
    return [one for one in session().scalars(select(Act.tag).order_by(Act.at)) if "passage" in one]


def test_what_is_covered_is_covered_in_every_version_note_quote_and_copy_and_its_author_is_told(world, shared):
    line = SocketIOTestClient(
        world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client("Ruth")
    )
    tia = SocketIOTestClient(
        world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client("Tia")
    )
    for one in (line, tia):
        assert one.emit("writeup:open", {"id": shared.id, "after": 0}, namespace=live.NAMESPACE, callback=True)["ok"]
        one.get_received(live.NAMESPACE)
    with world.work():
        found = next(one for _, one in coverable(write_up_for(world.actor("Ruth"), shared.id)) if one.body == NAMED)
    given = {"text": found.text_id, "revision": found.revision, "start": 17, "end": 32, "words": PLACE}
    answer = line.emit("writeup:cover", given, namespace=live.NAMESPACE, callback=True)
    assert answer["ok"] and PLACE not in answer["change"]["html"] and "covered" in answer["change"]["html"]
    for one in (line, tia):
        told = [got["args"][0] for got in one.get_received(live.NAMESPACE)]
        changes = {got["id"]: got["html"] for got in told if got.get("op") == "put"}
        assert {"standing"} | {name for name in changes if name.startswith("note-")} <= set(changes)
        assert not any(PLACE in html for html in changes.values()), "in no frame"
        assert any(name.startswith("read-") for name in changes) is (one is line)
        assert any(got.get("writeup") == shared.id for got in told) is (one is tia)
    read = page(world, "Ruth", f"/writeups/{shared.id}")
    assert PLACE not in read and read.count('class="covered"') == 4, "twice in the text, in a quote, in a note"
    assert PLACE not in page(world, "Ruth", f"/writeups/{shared.id}/covered") + page(
        world, "Ruth", f"/writeups/{shared.id}/cover"
    )
    assert PLACE in page(world, "Tia", f"/writeups/{shared.id}/covered"), "its author is shown what it is about"
    for who in ("Tia", "Ruth"):
        assert "Words of it are covered" in page(world, who, "/")
    with world.work():
        copy = copy_of(world.actor("Tia"), shared.id, None, Form.WORD, margin=True)
        assert PLACE not in as_markdown(copy) + as_json(copy) + json.dumps(laid_out(copy))
        assert PLACE not in str(own_things(world.actor("Tia")))
        assert cover(world, shared, "Ruth", "Cold") is not None
        with pytest.raises(Missing):
            cover(world, shared, "Sam")
        assert acts(world)[0] == "writeup.passage.covered"


def test_it_is_shown_again_only_by_a_supervisor_who_reads_it_and_gives_a_reason(world, shared):
    with world.work():
        case = cover(world, shared, "Tia")
        with pytest.raises(Invalid):
            cover(world, shared, "Ruth")  # covered already
        with pytest.raises(NotAllowed):
            covering.uncover_passage(world.actor("Tia"), shared.id, case, UncoverReason.MISTAKE)
        for name in ("Sam", "Ada"):
            with pytest.raises(Missing):
                covering.uncover_passage(world.actor(name), shared.id, case, UncoverReason.MISTAKE)
    looked = world.post("Ruth", f"/writeups/{shared.id}/look").text
    assert PLACE in looked and "by Tia" in looked
    assert world.post("Ruth", f"/writeups/{shared.id}/uncover", cover=case).status_code == 422
    assert world.post("Tia", f"/writeups/{shared.id}/look").status_code == 403
    assert world.post("Ruth", f"/writeups/{shared.id}/uncover", cover=case, reason="disguised").status_code == 303
    assert PLACE in page(world, "Ruth", f"/writeups/{shared.id}")
    with world.work():
        assert cases_of(shared.id) == []
        assert set(acts(world)) == {f"writeup.passage.{one}" for one in ("covered", "looked_at", "uncovered")}


def test_its_author_is_told_by_e_mail_and_after_a_week_whoever_decides_is_reminded_once(world, shared):
    def told():
        jobs = session().scalars(select(Job).where(Job.kind == "e-mail")).all()
        return [job.about["account"] for job in jobs]

    with world.work():
        before = len(told())
        cover(world, shared)
        assert told()[before:] == [world.member("Tia").account_id]
        remind()
        assert len(told()) == before + 1
        with transaction() as db:
            db.execute(update(Cover).values(at=clock.now() - timedelta(days=7, hours=2)))
        remind()
        assert told()[before + 1 :] == [world.member("Ruth").account_id]


def test_once_it_is_said_otherwise_and_shared_again_the_earlier_words_are_in_no_version(world, shared):
    with world.work():
        cover(world, shared)
        write(world, shared, {"happened": NAMED.replace(PLACE, "big house")})
        write(world, shared, {"happened": NAMED, "felt": "Cold."})
        keeping.restore(world.actor("Tia"), shared.id, 1)
        assert len(cases_of(shared.id)) == 1, "until it is shared nothing is decided, whatever its author tries"
        share(world, shared, "Ruth")
    assert PLACE not in page(world, "Ruth", f"/writeups/{shared.id}"), "brought back, it is covered still"
    with world.work():
        write(world, shared, {"happened": NAMED.replace(PLACE, "big house"), "felt": "Cold."})
        share(world, shared, "Ruth")
        left = [one for one in standing_words() if PLACE in one]
        assert len(left) == 1 and left[0].startswith("Is the"), "but for what Ruth herself wrote, which stays covered"
        (case,) = cases_of(shared.id)
        with pytest.raises(NotAllowed):
            covering.redact_passage(world.actor("Tia"), shared.id, case.id)
        covering.redact_passage(world.actor("Ruth"), shared.id, case.id)
        assert not [one for one in standing_words() if PLACE in one]
    assert "big house" in page(world, "Ruth", f"/writeups/{shared.id}")


def test_destroyed_words_are_in_no_revision_and_an_open_page_cannot_bring_them_back(world, shared):
    with world.work():
        happened, felt = part_of(shared, "happened"), part_of(shared, "felt")
        read_at = {happened.id: happened.saved, felt.id: felt.saved}
        case = cover(world, shared)
        covering.redact_passage(world.actor("Ruth"), shared.id, case)
        covering.redact_passage(world.actor("Ruth"), shared.id, case)
        assert not [one for one in standing_words() if PLACE in one]
        assert {one.ending for one in session().scalars(select(Cover))} == {Ending.REDACTED}
        for part in (happened, felt):
            with pytest.raises(OtherWords):
                save_part(world.actor("Tia"), Typed(part.id, f"Of the {PLACE}.", read_at[part.id]))
        assert acts(world).count("writeup.passage.redacted") == 1
    read, written = page(world, "Ruth", f"/writeups/{shared.id}"), page(world, "Tia", f"/writeups/{shared.id}")
    assert "words destroyed" in read and "I had not known" in read and "Cold, as in the [words destroyed]." in written


def test_by_form_paragraphs_and_words_are_covered_and_what_is_not_shared_is_nobodys_to_cover(world, shared):
    with world.work():
        seen = write_up_for(world.actor("Tia"), shared.id)
        place = coverable(seen)[0][1]
        draft = begin(world)
    assert "Nobody else reads it yet" in page(world, "Tia", f"/writeups/{draft.id}/cover")
    assert world.post("Ruth", f"/writeups/{shared.id}/cover", words="not there").status_code == 422
    assert world.post("Ruth", f"/writeups/{shared.id}/cover", places=f"{place.text_id}:0").status_code == 303
    assert "I had not known" not in page(world, "Ruth", f"/writeups/{shared.id}")
    assert world.post("Sam", f"/writeups/{shared.id}/cover", words=PLACE).status_code == 404
    with world.work():
        share(world, shared, "Ruth")
        with pytest.raises(Stale):
            covering.cover_passage(world.actor("Ruth"), place.text_id, Marked(99, words=PLACE))
