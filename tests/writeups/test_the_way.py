"""The way of a write-up: looked through, shared, returned or verified; who may what, and what is refused when."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.jobs import Job
from supervise.dilemmas.holds.actions import hold_texts
from supervise.dilemmas.holds.models import HoldReason
from supervise.governance.models import Act
from supervise.governance.retention.models import GoingNotice, Kind
from supervise.governance.retention.rules import RULES
from supervise.governance.retention.sweeping import sweep
from supervise.groups import actions as groups
from supervise.groups.models import Role
from supervise.texts.models import Kept
from supervise.writeups import actions, queries, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.models import Decision, State, WriteUp
from tests.cast import words
from tests.writeups.writing import begin, part_of, share, write

QUIET = "She came late and I heard myself say that it did not matter."
TOLD = "On Monday I met Harriet Blenkinsop, 34, in Cardiff."


@pytest.fixture
def note(world):
    with world.work():
        return write(world, begin(world), {"happened": QUIET})


def test_a_version_is_shared_with_whom_one_names_and_with_nobody_else(world, note):
    with world.work():
        version = share(world, note, "Ruth")
        seen = queries.write_up_for(world.actor("Ruth"), note.id)
        assert [one.words for one in queries.pieces_at(seen, version)] == [QUIET]
        for who in ("Sam", "Noa", "Ben", "Ada", "Finn", "Olu", "Owen"):
            with pytest.raises(Missing):
                queries.write_up_for(world.actor(who), note.id)
        write(world, note, {"happened": "Another beginning.", "felt": "A zephyr."})
        with pytest.raises(Missing):
            queries.own_write_up_for(world.actor("Ruth"), note.id)
        with pytest.raises(Missing):
            queries.version_of(seen, version.number + 1)
        with pytest.raises(Missing):
            part = part_of(note, "felt")
            actions.save_part(world.actor("Ruth"), Typed(part.id, "Mine.", part.saved))
    page = world.client("Ruth").get(f"/writeups/{note.id}").text
    assert QUIET in page
    assert "Another beginning" not in page and "zephyr" not in page, "she writes on, and that is hers"
    assert "Waits for your answer" in world.client("Ruth").get("/").text
    assert note.id not in world.client("Sam").get("/").text
    with world.work():
        share(world, note, "Sam")
        with pytest.raises(Missing):
            queries.write_up_for(world.actor("Ruth"), note.id)
        assert queries.write_up_for(world.actor("Sam"), note.id).assigned


def test_only_supervisors_of_the_group_are_asked_and_something_must_be_written(world, note):
    with world.work():
        with pytest.raises(Invalid, match="Choose at least one"):
            share(world, note, "Ben", "Noa")
        with pytest.raises(Invalid, match="Nothing is written"):
            share(world, begin(world), "Ruth")
        pieces = queries.pieces_of(queries.write_up_for(world.actor("Tia"), note.id))
        read_at = [Typed(one.part.id, one.words, one.part.saved) for one in pieces]
        write(world, note, {"happened": "Typed meanwhile on the phone."})
        looked = {one.part.id: words(one.words) for one in pieces if one.words}
        with pytest.raises(Stale, match="changed on another page"):
            sharing.share(world.actor("Tia"), note.id, looked, read_at, {world.member("Ruth").id})
        assert session().get(WriteUp, note.id).state is State.DRAFT


def test_nothing_is_shared_before_each_finding_is_answered(world, note):
    with world.work():
        write(world, note, {"happened": TOLD})
        ruth = world.member("Ruth").id
    first = world.post("Tia", f"/writeups/{note.id}/share", readers=ruth)
    assert first.status_code == 422
    names = [one.partition('"')[0] for one in first.text.split('name="answer:')[1:]]
    assert "Harriet" in first.text and len(names) >= 2
    answers = dict.fromkeys((f"answer:{name}" for name in names), "keep:agreed")
    some = dict(list(answers.items())[1:])
    again = world.post("Tia", f"/writeups/{note.id}/share", readers=ruth, answered="y", **some)
    assert again.status_code == 422 and "not answered yet" in again.text
    with world.work():
        assert session().get(WriteUp, note.id).shared_version is None
    answers[f"answer:{names[0]}"] = "use:0"
    assert world.post("Tia", f"/writeups/{note.id}/share", readers=ruth, **answers).status_code == 303
    with world.work():
        seen = queries.write_up_for(world.actor("Ruth"), note.id)
        (piece,) = queries.pieces_at(seen, queries.version_of(seen, seen.write_up.shared_version))
        assert piece.words != TOLD and "in" in piece.words
        kept = select(func.count()).select_from(Kept).where(Kept.text_id == piece.text_id)
        assert session().scalar(kept) >= len(names) - 1
        first = queries.version_of(seen, seen.write_up.shared_version)
        assert (first.details_changed, first.details_kept) == (1, len(names) - 1)
    said = f"Changed for disguise: 1 detail; kept with a reason: {len(names) - 1}."
    assert world.client("Ruth").get(f"/writeups/{note.id}").text.count(said) == 2, "at its head and in its footer"
    for form in ("md", "json"):
        assert said in world.post("Tia", f"/writeups/{note.id}/copy", form=form, version="1").text
    # what was answered once is not asked from the beginning, and stays counted
    assert world.post("Tia", f"/writeups/{note.id}/share", readers=ruth).status_code == 303
    with world.work():
        again = queries.version_of(queries.write_up_for(world.actor("Ruth"), note.id), 2)
        assert (again.details_changed, again.details_kept) == (1, len(names) - 1)


def test_it_is_returned_with_words_revised_and_verified_and_each_step_is_on_the_trail_and_told(world, note):
    with world.work():
        first = share(world, note, "Ruth", "Sam")
    assert "Return version 1" in world.client("Ruth").get(f"/writeups/{note.id}").text
    form = {"version": first.number, "body": "Say more of the ending."}
    assert world.post("Ruth", f"/writeups/{note.id}/return", **form).status_code == 303
    page = world.client("Tia").get(f"/writeups/{note.id}").text
    assert "Ruth returned it" in page and "Say more of the ending." in page
    with world.work():
        assert session().get(WriteUp, note.id).state is State.RETURNED
        write(world, note, {"did": "I asked what the lateness was like."})
        second = share(world, note, "Ruth")
        signed, number = second.id, second.number
        with pytest.raises(NotAllowed):
            sharing.verify(world.actor("Tia"), note.id, number)
    ticks = {"version": number, "seen": "y", "known": "y"}
    assert world.post("Ruth", f"/writeups/{note.id}/verify", **ticks).status_code == 422
    assert world.post("Ruth", f"/writeups/{note.id}/verify", **ticks, disguised="y").status_code == 303
    page = world.client("Tia").get(f"/writeups/{note.id}").text
    assert "Ruth verified it" in page and "disguise adequate" in page
    with world.work():
        decision = session().get(Decision, signed)
        seen = queries.write_up_for(world.actor("Tia"), note.id)
        assert decision.fingerprint == sharing.fingerprint_of(
            seen, queries.pieces_at(seen, queries.version_of(seen, number))
        )
        acts = session().scalars(select(Act).where(Act.tag.startswith("writeup")).order_by(Act.at, Act.id)).all()
        told = [one.tag for one in acts if one.about["write_up_id"] == note.id]
        assert sorted(told) == ["writeup.returned", "writeup.shared", "writeup.shared", "writeup.verified"]
        mail = session().scalars(select(Job).where(Job.kind == "e-mail")).all()
        to = [one.about["account"] for one in mail if one.about["what"] == "something-waits"]
        assert {world.member(name).account_id for name in ("Ruth", "Sam", "Tia")} <= set(to)
        assert "ending" not in str([one.about for one in mail] + [one.about for one in acts])


def test_a_deputy_signs_on_behalf_of_a_supervisor_who_is_away_and_both_names_stand_under_it(world, note):
    with world.work():
        number = share(world, note, "Sam").number
        ruth, told = world.member("Ruth").id, session().scalar(select(func.count()).select_from(Job))
        for nobody in (world.member("Sam").id, world.member("Tia").id, world.member("Ben").id, "nobody"):
            with pytest.raises(Invalid):
                sharing.verify(world.actor("Sam"), note.id, number, nobody)
    page = world.client("Sam").get(f"/writeups/{note.id}").text
    assert f'<option value="{ruth}">Ruth</option>' in page and ">Tia</option>" not in page
    ticks = {"version": number, "seen": "y", "known": "y", "disguised": "y"}
    wrong = world.post("Sam", f"/writeups/{note.id}/verify", **ticks, for_id=world_member(world, "Ben"))
    assert wrong.status_code == 422 and "Choose another supervisor of this group" in wrong.text
    assert world.post("Sam", f"/writeups/{note.id}/verify", **ticks, for_id=ruth).status_code == 303
    for who in ("Tia", "Sam"):
        assert "Sam, on behalf of Ruth, verified it" in world.client(who).get(f"/writeups/{note.id}").text
    told_of = world.post("Tia", f"/writeups/{note.id}/copy", form="json", version=number).get_json()
    assert (told_of["decision"]["by"], told_of["decision"]["on_behalf_of"]) == ("Sam", "Ruth")
    paper = world.post("Tia", f"/writeups/{note.id}/copy", form="md", version=number).text
    assert "Sam, on behalf of Ruth, verified it on" in paper
    trail = world.client("Noa").get(f"/groups/{world.group_id}/trail").text
    assert f"Sam verified version {number} of a write-up on behalf of Ruth." in trail
    with world.work():
        assert session().scalar(select(func.count()).select_from(Job)) - told >= 2, "Tia is told, and so is Ruth"


def world_member(world, name):
    with world.work():
        return world.member(name).id


def test_two_supervisors_at_once_and_a_stale_version_are_refused_with_the_reason_and_nothing_is_lost(world, note):
    with world.work():
        first = share(world, note, "Ruth", "Sam")
        sharing.send_back(world.actor("Ruth"), note.id, first.number, None)
    form = {"version": first.number, "body": "A long thought about it."}
    late = world.post("Sam", f"/writeups/{note.id}/return", **form)
    assert late.status_code == 409
    assert "answered this version already" in late.text and "long thought about it." in late.text
    with world.work():
        second = share(world, note, "Ruth", "Sam")
        number = second.number
        sharing.verify(world.actor("Sam"), note.id, number)
        with pytest.raises(Stale, match="already"):
            sharing.verify(world.actor("Ruth"), note.id, number)
        third = share(world, note, "Ruth", "Sam").id
        with pytest.raises(Stale, match="newer version"):
            sharing.verify(world.actor("Ruth"), note.id, number)
        assert session().get(Decision, third) is None
    ticks = dict.fromkeys(("seen", "known", "disguised"), "y")
    old = world.post("Ruth", f"/writeups/{note.id}/verify", version=number, **ticks)
    assert old.status_code == 409 and "newer version" in old.text


def test_whoever_supervises_here_no_more_reads_it_no_more(world, note):
    with world.work():
        version = share(world, note, "Sam")
        groups.change_role(world.actor("Noa"), world.group_id, world.member("Sam").id, Role.THERAPIST)
        with pytest.raises(Missing):
            queries.write_up_for(world.actor("Sam"), note.id)
        with pytest.raises(Missing):
            sharing.verify(world.actor("Sam"), note.id, version.number)
        assert queries.readers_of(note) == []
        assert [one.member.id for one in queries.seen_by_each(note.id)] == [note.author_id]
        groups.change_role(world.actor("Noa"), world.group_id, world.member("Sam").id, Role.SUPERVISOR)


def test_a_verified_one_goes_when_its_time_is_over_unless_it_is_held(world, note):
    with world.work():
        version = share(world, note, "Ruth")
        sharing.verify(world.actor("Ruth"), note.id, version.number)
        rule, groups_here = RULES[Kind.WRITE_UPS], [world.group_id]

        def due(moment):
            return note.id in {one.thing_id for one in session().execute(rule.due(groups_here, moment))}

        assert due(clock.now() + timedelta(seconds=1))
        assert not due(clock.now() - timedelta(days=1))
        until = (clock.now() + timedelta(days=30)).date()
        hold_texts(world.actor("Ruth"), world.group_id, world.member("Tia").id, HoldReason.LEGAL, until)
        assert not due(clock.now() + timedelta(seconds=1))


def test_that_a_verified_one_goes_is_shown_a_week_before_to_whoever_reads_it(world, note):
    with world.work():
        version = share(world, note, "Ruth")
        decided = sharing.verify(world.actor("Ruth"), note.id, version.number).version_id
        with transaction() as db:
            db.get_one(Decision, decided).at = clock.now() - timedelta(days=365)
        sweep()
        assert session().get(WriteUp, note.id) is not None
    for who, told in {"Tia": True, "Ruth": True, "Sam": False, "Noa": False}.items():
        assert (f"/writeups/{note.id}" in world.client(who).get(f"/groups/{world.group_id}/keeping").text) is told
        assert ("A verified write-up goes" in world.client(who).get(f"/groups/{world.group_id}").text) is told
    with world.work():
        with transaction() as db:
            db.execute(update(GoingNotice).values(told_at=clock.now() - timedelta(days=9)))
            db.get_one(Decision, decided).at = clock.now() - timedelta(days=380)
        sweep()
        assert session().get(WriteUp, note.id, populate_existing=True) is None
