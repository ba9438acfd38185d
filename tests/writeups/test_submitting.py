"""Submitting: what was verified is frozen with a time and a digest; nothing old, other or twice; nothing of the margin."""

import hashlib
import json

import pytest
from sqlalchemy import func, select

from supervise.core.db import session
from supervise.core.errors import Missing, Stale
from supervise.core.ids import new_key
from supervise.core.jobs import Job
from supervise.governance.models import Act
from supervise.texts.covering import Marked
from supervise.writeups import notes, queries, sharing, submitting
from supervise.writeups.copies.gathering import Form, copy_of
from supervise.writeups.copies.laying_out import laid_out
from supervise.writeups.covering import actions as covering
from supervise.writeups.models import State, Submission, WriteUp
from supervise.writeups.notes import About
from supervise.writeups.signing import is_unchanged
from supervise.writeups.standing import standing_of
from tests.cast import words
from tests.writeups.writing import begin, part_of, share, write


@pytest.fixture
def note(world):
    with world.work():
        return write(world, begin(world), {"happened": "She came late again, and I said nothing."})


def verified(world, note):
    number = share(world, note, "Ruth", "Sam").number
    sharing.verify(world.actor("Ruth"), note.id, number)
    return number


def test_what_was_verified_is_submitted_with_a_receipt_and_a_copy_that_is_checked_without_this_program(world, note):
    with world.work():
        number = verified(world, note)
        about = About(part_of(note, "happened").id, words="late")
        notes.note(world.actor("Ruth"), note.id, about, words("A secret aside."), new_key())
        mailed = session().scalar(select(func.count()).select_from(Job).where(Job.kind == "e-mail"))
    assert f"Submit version {number}" in world.client("Tia").get(f"/writeups/{note.id}").text
    assert "Receipt" not in world.client("Tia").get(f"/writeups/{note.id}/versions").text
    assert world.post("Tia", f"/writeups/{note.id}/copy", form="txt", version=number).status_code == 404
    assert world.post("Tia", f"/writeups/{note.id}/submit", version=number).status_code == 303
    page = world.client("Tia").get(f"/writeups/{note.id}").text
    assert "submitted it" in page and "Submit version" not in page
    assert "submitted it" in world.client("Ruth").get(f"/writeups/{note.id}").text
    assert "Receipt" in world.client("Tia").get(f"/writeups/{note.id}/versions").text
    copy = world.post("Tia", f"/writeups/{note.id}/copy", form="json", version=number).text
    receipt = world.post("Tia", f"/writeups/{note.id}/copy", form="txt", version=number).text
    told = json.loads(copy)
    signed = json.dumps(told["signed"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(signed.encode()).hexdigest()
    assert digest == told["submission"]["sha256"] == told["decision"]["sha256"]
    assert f"SHA-256: {digest}" in receipt and told["submission"]["at"] in receipt and "late" not in receipt
    assert is_unchanged(copy) and not is_unchanged(copy.replace("said nothing", "said much"))
    told["submission"]["sha256"] = "0" * 64
    assert not is_unchanged(json.dumps(told))
    with world.work():
        for who in ("Tia", "Ruth"):
            told = str(laid_out(copy_of(world.actor(who), note.id, number, Form.WORD, margin=True)))
            assert "aside" not in told and "submitted it on" in told
        (act,) = session().scalars(select(Act).where(Act.tag == "writeup.submitted"))
        assert act.about == {"write_up_id": note.id, "version": number}
        mail = session().scalars(select(Job).where(Job.kind == "e-mail")).all()
        told = {world.member(name).account_id for name in ("Ruth", "Noa")}
        assert len(mail) == mailed + 2 and {one.about["account"] for one in mail[-2:]} == told
        assert "late" not in str([one.about for one in mail])


def test_nothing_unverified_old_covered_or_twice_is_submitted_and_what_was_stays_as_it_was(world, note):
    with world.work():
        tia = world.actor("Tia")
        first = share(world, note, "Ruth").number
        with pytest.raises(Stale, match="not verified"):
            submitting.submit(tia, note.id, first)
        sharing.verify(world.actor("Ruth"), note.id, first)
        second = verified(world, note)
        with pytest.raises(Stale, match="newer version"):
            submitting.submit(tia, note.id, first)
        for who in ("Ruth", "Noa", "Olu"):
            with pytest.raises(Missing):
                submitting.submit(world.actor(who), note.id, second)
        piece = next(one for one in queries.pieces_of(queries.write_up_for(tia, note.id)) if one.words)
        covering.cover_passage(world.actor("Ruth"), piece.text_id, Marked(piece.revision, words="late"))
        with pytest.raises(Stale, match="not the words that were verified"):
            submitting.submit(tia, note.id, second)
        assert session().scalar(select(func.count()).select_from(Submission)) == 0
    with world.work():
        write(world, note, {"happened": "She came on time."})
        third = verified(world, note)
        digest = submitting.submit(tia, note.id, third).fingerprint
        with pytest.raises(Stale, match="submitted already"):
            submitting.submit(tia, note.id, third)
        write(world, note, {"happened": "Written on."})
        seen = queries.write_up_for(tia, note.id)
        frozen = queries.version_of(seen, third)
        assert sharing.fingerprint_of(seen, queries.pieces_at(seen, frozen)) == digest
        assert session().get(WriteUp, note.id).state is State.SUBMITTED
    twice = world.post("Tia", f"/writeups/{note.id}/submit", version=third)
    assert twice.status_code == 409 and "submitted already" in twice.text


def test_recalled_for_its_disguise_it_is_submitted_no_more_and_the_next_is_in_time_if_the_first_was(world, note):
    with world.work():
        first = verified(world, note)
        at = submitting.submit(world.actor("Tia"), note.id, first).at
        mailed = session().scalar(select(func.count()).select_from(Job).where(Job.kind == "e-mail"))
    page = world.client("Tia").get(f"/writeups/{note.id}").text
    assert f"Recall version {first} for its disguise" in page
    assert "Recall version" not in world.client("Ruth").get(f"/writeups/{note.id}").text
    assert world.post("Ruth", f"/writeups/{note.id}/recall", version=first).status_code == 404
    recalled = world.post("Tia", f"/writeups/{note.id}/recall", version=first)
    assert recalled.status_code == 303 and recalled.headers["Location"].endswith(f"/writeups/{note.id}/cover")
    for who in ("Tia", "Ruth"):
        page = world.client(who).get(f"/writeups/{note.id}").text
        assert "recalled it</b>" in page and "It is not submitted now" in page
        assert "Recall version" not in page and "Submit version" not in page
    again = world.post("Tia", f"/writeups/{note.id}/recall", version=first)
    assert again.status_code == 409 and "nothing to recall" in again.text
    copy = world.post("Tia", f"/writeups/{note.id}/copy", form="json", version=first).text
    receipt = world.post("Tia", f"/writeups/{note.id}/copy", form="txt", version=first).text
    recalled = json.loads(copy)["submission"]["recalled_at"]
    assert is_unchanged(copy) and f"Recalled by its author (UTC): {recalled}" in receipt
    assert "submitted and recalled" in world.client("Tia").get(f"/writeups/{note.id}/versions").text
    with world.work():
        assert session().get(WriteUp, note.id).state is State.RECALLED
        with pytest.raises(Stale, match="recalled for its disguise"):
            submitting.submit(world.actor("Tia"), note.id, first)
        (act,) = session().scalars(select(Act).where(Act.tag == "writeup.recalled"))
        assert act.about == {"write_up_id": note.id, "version": first}
        assert session().scalar(select(func.count()).select_from(Job).where(Job.kind == "e-mail")) == mailed + 1
        write(world, note, {"happened": "She came late, and I said nothing."})
        second = verified(world, note)
        submitting.submit(world.actor("Tia"), note.id, second)
        standing = standing_of(queries.write_up_for(world.actor("Ruth"), note.id))
        assert (standing.version, standing.first_submitted_at, standing.recalled_at) == (second, at, None)
    assert "That is the time that counts" in world.client("Ruth").get(f"/writeups/{note.id}").text
    assert world.post("Tia", f"/writeups/{note.id}/recall", version=first).status_code == 409
