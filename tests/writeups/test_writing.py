"""Writing: sections by form and by script, nothing lost between two pages, versions; nobody else knows of a draft."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervise.core import clock, limits
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.core.ids import new_key
from supervise.dilemmas.holds.actions import hold_texts
from supervise.dilemmas.holds.models import HoldReason
from supervise.governance.erased import erased
from supervise.governance.erasing.actions import erase_account
from supervise.governance.models import Act
from supervise.governance.own_words.queries import own_things
from supervise.governance.restoring import settle
from supervise.texts.models import Revision, Text
from supervise.writeups import actions, destroying, keeping, queries
from supervise.writeups.actions import Typed
from supervise.writeups.models import Version, WriteUp
from tests.cast import csrf
from tests.writeups.writing import begin, part_of, write


@pytest.fixture
def note(world):
    with world.work():
        return begin(world)


def words_now(world, write_up, who="Tia"):
    seen = queries.write_up_for(world.actor(who), write_up.id)
    return {one.part.section: one.words for one in queries.pieces_of(seen) if one.words}


def test_begun_twice_with_one_key_is_begun_once_and_supervisors_begin_none(world):
    with world.work():
        key = new_key()
        first = actions.begin(world.actor("Tia"), world.group_id, "gibbs-cycle", key)
        assert actions.begin(world.actor("Tia"), world.group_id, "gibbs-cycle", key).id == first.id
        with pytest.raises(NotAllowed):
            actions.begin(world.actor("Ruth"), world.group_id, "gibbs-cycle", new_key())
        with pytest.raises(Missing):
            actions.begin(world.actor("Tia"), world.group_id, "no-such", new_key())


def test_only_its_author_finds_a_draft(world, note):
    with world.work():
        part = part_of(note, "happened")
        for who in ("Ruth", "Sam", "Noa", "Ben", "Ada", "Finn", "Olu", "Owen"):
            with pytest.raises(Missing):
                queries.write_up_for(world.actor(who), note.id)
            with pytest.raises(Missing):
                actions.save_part(world.actor(who), Typed(part.id, "Mine.", part.saved))
        assert not session().scalar(select(func.count()).select_from(Act).where(Act.tag.startswith("writeup")))
    for who in ("Ruth", "Noa", "Ben", "Olu"):
        for page in ("", "/versions", "/destroy"):
            assert world.client(who).get(f"/writeups/{note.id}{page}").status_code == 404
    assert note.id in world.client("Tia").get("/").text
    assert note.id not in world.client("Ruth").get("/").text + world.client("Noa").get("/").text


def test_what_is_typed_is_kept_and_measured_and_another_pages_words_are_not_overwritten(world, note):
    with world.work():
        part = part_of(note, "happened")
    client = world.client("Tia")
    token = csrf(client.get(f"/writeups/{note.id}").text)

    def save(body, saved):
        return client.post(f"/parts/{part.id}", json={"body": body, "saved": saved}, headers={"X-CSRFToken": token})

    first = save("She came late and said nothing.", 0).get_json()
    assert first["ok"] and first["version"] == 1
    assert first["meters"]["happened"]["sentence"].startswith("6 words of 40 to 120")
    assert first["meters"][""]["stand"] == "under"
    other = save("He came late.", 0)
    assert other.status_code == 409
    assert other.get_json()["fields"] == {"body": "She came late and said nothing."}
    assert other.get_json()["saved_at"] <= clock.millis(clock.now())
    assert save("She came late and said nothing.", 0).get_json()["ok"], "the same words again are no clash"
    assert save("He came late.", 1).get_json()["version"] == 2
    assert save("x" * (limits.SECTION + 1), 2).get_json()["code"] == "invalid"
    assert save(7, 2).status_code == 422
    with world.work():
        assert words_now(world, note) == {"happened": "He came late."}
        count = select(func.count()).select_from(Revision).join(Text, Text.id == Revision.text_id)
        assert session().scalar(count.where(Text.thing_id == part.id)) == 1, "typing alone leaves no history"


def test_the_whole_page_works_without_scripts_and_shows_both_where_two_wrote(world, note):
    with world.work():
        happened, felt = part_of(note, "happened"), part_of(note, "felt")
    form = {f"words:{happened.id}": "It rained.", f"saved:{happened.id}": "0", f"words:{felt.id}": "Tired."}
    form[f"saved:{felt.id}"] = "0"
    assert world.post("Tia", f"/writeups/{note.id}", **form).status_code == 303
    with world.work():
        assert words_now(world, note) == {"happened": "It rained.", "felt": "Tired."}
    form |= {f"words:{happened.id}": "It snowed.", f"words:{felt.id}": "Awake.", f"saved:{felt.id}": "1"}
    clash = world.post("Tia", f"/writeups/{note.id}", **form)
    assert clash.status_code == 409
    assert "It snowed." in clash.text and "It rained." in clash.text
    with world.work():
        assert words_now(world, note) == {"happened": "It rained.", "felt": "Awake."}
        with pytest.raises(Invalid):
            actions.save_all(world.actor("Tia"), note.id, [Typed(felt.id, "x" * (limits.SECTION + 1), 2)])
    nonsense = {"words:not-an-id": "x", f"words:{'0' * 20}": "x", f"saved:{felt.id}": "²", "keep": "y"}
    assert world.post("Tia", f"/writeups/{note.id}", **nonsense).status_code == 303


def test_rows_are_added_and_stand_in_their_order(world):
    with world.work():
        recording = begin(world, outline="process-recording")
    page = world.post("Tia", f"/writeups/{recording.id}", row="recording")
    assert page.status_code == 303
    assert world.post("Tia", f"/writeups/{recording.id}", row="context").status_code == 422
    assert world.post("Tia", f"/writeups/{recording.id}", row="nothing").status_code == 404
    with world.work():
        seen = queries.write_up_for(world.actor("Tia"), recording.id)
        cells = [(p.part.place, p.part.column) for p in queries.pieces_of(seen) if p.part.section == "recording"]
        assert cells == [(place, column) for place in (0, 1) for column in ("dialogue", "feelings", "analysis")]
    assert world.client("Tia").get(f"/writeups/{recording.id}").text.count("<legend>Row ") == 2


def test_versions_are_kept_by_hand_and_now_and_then_compared_and_gone_back_to(world, note):
    with world.work():
        tia = world.actor("Tia")
        write(world, note, {"happened": "She came late. I waited.", "felt": "Cold."})
        first = keeping.keep_version(tia, note.id)
        assert keeping.keep_version(tia, note.id).id == first.id, "unchanged, it is one version"
        write(world, note, {"happened": "She came too late. I waited.", "did": "Nothing."})
        stored = session().get(WriteUp, note.id)
        session().get(Version, first.id).at = stored.begun_at = clock.now() - timedelta(hours=2)
        session().commit()
        write(world, note, {"happened": "She came much too late."})
        assert [one.why for one in queries.versions_of(queries.write_up_for(tia, note.id))] == ["by_itself", "by_hand"]
    compared = world.client("Tia").get(f"/writeups/{note.id}/versions?from=1&to=2").text
    assert "came <ins>too </ins>late" in compared.replace("<ins> too</ins> ", "<ins>too </ins>")
    assert "Nothing" in world.client("Tia").get(f"/writeups/{note.id}/versions?from=1").text
    assert world.client("Tia").get(f"/writeups/{note.id}/versions?from=99&to=x").status_code == 200
    assert world.post("Tia", f"/writeups/{note.id}/restore", version="1").status_code == 303
    assert world.post("Tia", f"/writeups/{note.id}/restore", version="99").status_code == 404
    with world.work():
        assert words_now(world, note) == {"happened": "She came late. I waited.", "felt": "Cold."}
        seen = queries.write_up_for(world.actor("Tia"), note.id)
        kept = queries.version_of(seen, 3)
        assert "She came much too late." in [one.words for one in queries.pieces_at(seen, kept)]


def test_it_is_ones_own_to_take_away_and_goes_for_good(world, note):
    with world.work():
        write(world, note, {"happened": "A marigold on the sill."})
        keeping.keep_version(world.actor("Tia"), note.id)
        texts = [words for thing in own_things(world.actor("Tia")) for words in thing.texts]
        assert "A marigold on the sill." in [said for words in texts for _, said in words.versions]
    assert "begun" in world.client("Tia").get(f"/writeups/{note.id}/destroy").text
    assert world.post("Tia", f"/writeups/{note.id}/destroy").status_code == 303
    with world.work():
        assert not session().scalars(select(Revision).where(Revision.body.contains("marigold"))).all()
        assert note.id in erased()["write_ups"]
        assert not session().scalar(select(func.count()).select_from(Act).where(Act.tag == "writeup.draft.destroyed"))


def test_what_is_held_stays_and_what_a_restore_brings_back_goes_again(world):
    with world.work():
        held, listed = begin(world, "Ben"), begin(world, "Ada")
        until = (clock.now() + timedelta(days=30)).date()
        hold_texts(world.actor("Ruth"), world.group_id, world.member("Ben").id, HoldReason.LEGAL, until)
        with pytest.raises(NotAllowed, match="held"):
            destroying.destroy_own(world.actor("Ben"), held.id)
        with pytest.raises(NotAllowed):
            erase_account(None, world.actor("Ben").account_id, words=True)
        settle({"write_ups": [listed.id, "0" * 20]})
        assert session().get(WriteUp, listed.id) is None
        again = begin(world, "Ada")
        erase_account(None, world.actor("Ada").account_id, words=False)
        assert session().get(WriteUp, again.id) is None, "nobody else could ever read it"
        assert session().get(WriteUp, held.id) is not None
