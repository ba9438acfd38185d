"""What is marked, by which rubric, and what becomes of marks: kept from their release on, gone with the write-up."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.governance.own_words.person import about_me, my_acts
from supervise.governance.own_words.queries import BESIDE, own_things
from supervise.governance.retention.things import write_ups_verified_before
from supervise.groups.models import Mode
from supervise.groups.queries import seat_for
from supervise.texts.models import Revision, Text
from supervise.writeups import rubrics, sharing
from supervise.writeups.marking.queries import copy_for
from supervise.writeups.models import Decision, Marking, Result
from tests.writeups.marked import appoint, give, marking_on, release, submitted
from tests.writeups.writing import begin, share, write


@pytest.fixture
def handed(world):
    """A submitted write-up of Tia's that Ruth verified, to be marked by Sam."""
    with world.work():
        note, number = submitted(world)
        marking = marking_on(world, note, number)
        appoint(world, marking)
    return note, number, marking


def test_whoever_submits_is_told_before_who_will_read_it(world):
    for who, told in (("Tia", True), ("Ben", False)):
        with world.work():
            note = write(world, begin(world, who), {"happened": "She came late."}, who)
        assert ("marked under a number" in world.client(who).get(f"/writeups/{note.id}/share").text) is told
        with world.work():
            number = share(world, note, "Ruth", who=who).number
            sharing.verify(world.actor("Ruth"), note.id, number)
        page = world.client(who).get(f"/writeups/{note.id}").text
        assert f"Submit version {number}" in page
        assert ("The convenor sees that you handed it in" in page) is told


def test_only_what_trainees_submit_in_a_group_that_is_led_is_marked(world):
    with world.work():
        note, number = submitted(world, who="Ben")
        assert marking_on(world, note, number, "Ben") is None
        group = seat_for(world.actor("Tia"), world.group_id).group
        with transaction():
            group.mode = Mode.CO_OPERATIVE
        note, number = submitted(world)
        assert marking_on(world, note, number) is None


def test_a_write_up_goes_with_its_marks_and_a_marker_s_words_go_with_their_account(world, handed):
    note, _, marking = handed
    with world.work():
        give(world, "Sam", marking, ["ethics"], said="A reason.")
        (own,) = [one for one in own_things(world.actor("Sam")) if one.what == BESIDE]
        assert [text.versions[0][1] for text in own.texts] == ["A reason."]
    assert world.post("Tia", f"/writeups/{note.id}/destroy").status_code == 303
    with world.work():
        assert session().scalars(select(Marking)).all() == []
        bodies = session().scalars(select(Revision.body).join(Text, Text.id == Revision.text_id)).all()
        assert not [one for one in bodies if one and ("A reason." in one or "She came" in one)]
    assert world.client("Sam").get(f"/marking/{marking.id}").status_code == 404


def test_a_rubric_is_frozen_with_what_is_submitted_and_its_rule_counts(world, monkeypatch):
    study = rubrics.built_in_named("case-study")
    whole = {one.id: one.scale.enough for one in study.criteria}
    assert study.result({**whole, "frame": None}) is None
    assert study.result(whole) is Result.PASS
    assert study.result({**whole, "frame": 2, "course": 4}) is Result.PASS
    assert study.result({**whole, "frame": 2}) is Result.REFER
    assert study.result({**whole, "frame": 2, "course": 2, "writing": 6}) is Result.REFER
    assert study.result({**whole, "disguise": 0, "writing": 6}) is Result.REFER
    assert rubrics.built_in_named("one that is gone").id == "general"
    with world.work():
        note, number = submitted(world)
        marking = marking_on(world, note, number)
        monkeypatch.setattr(rubrics, "built_in_named", lambda _: study)
        appoint(world, marking)
        assert copy_for(world.actor("Sam"), marking.id).rubric.id == "general"


def test_a_write_up_is_kept_from_the_release_of_its_marks_on_and_does_not_go_while_it_is_marked(world, handed):
    note, _, marking = handed

    def due(days):
        found = write_ups_verified_before([world.group_id], clock.now() - timedelta(days=days))
        return [thing for thing, _ in session().execute(found)]

    with world.work():
        with transaction() as db:
            db.scalars(select(Decision)).one().at = clock.now() - timedelta(days=900)
        assert due(0) == []
        give(world, "Sam", marking)
        assert due(0) == []
        release(world, marking)
        assert (due(0), due(1)) == ([note.id], [])
        with transaction() as db:
            db.get_one(Marking, marking.id).released_at = clock.now() - timedelta(days=2)
        assert due(1) == [note.id]


def test_an_author_takes_away_what_they_were_given_once_it_is_released_and_no_marker_learns_of_whom(world, handed):
    note, number, marking = handed
    with world.work():
        give(world, "Sam", marking, ["ethics"], said="Where is the risk?")
        assert json.loads(about_me(world.actor("Tia")))["marks_of_write_ups"] == []
        release(world, marking)
        (told,) = json.loads(about_me(world.actor("Tia")))["marks_of_write_ups"]
        assert (told["version"], told["result"], told["marks"][0]["by"]) == (number, "refer", "Sam")
        assert [one["why"] for one in told["marks"][0]["criteria"] if one["mark"] == "refer"] == ["Where is the risk?"]
        for text in (about_me(world.actor("Sam")), my_acts(world.actor("Sam")), str(own_things(world.actor("Sam")))):
            assert "Tia" not in text and note.id not in text


def test_an_author_covers_what_points_to_somebody_in_a_released_reason_which_no_decider_is_shown(world, handed):
    note, _, marking = handed
    cover = f"/writeups/{note.id}/cover"
    with world.work():
        give(world, "Sam", marking, ["ethics"], said="The baker of Elm Street would know herself.")
    assert "baker" not in world.client("Tia").get(cover).text
    with world.work():
        release(world, marking)
    assert "baker" in world.client("Tia").get(cover).text and "baker" not in world.client("Ruth").get(cover).text
    assert world.post("Tia", cover, words="baker of Elm Street").status_code == 303
    for who, path in (("Tia", f"/writeups/{note.id}/marks"), ("Sam", f"/marking/{marking.id}")):
        assert "Elm Street" not in world.client(who).get(path).text, who
    looked = world.post("Ruth", f"/writeups/{note.id}/look").text
    assert "Covered" in looked and "Elm Street" not in looked
