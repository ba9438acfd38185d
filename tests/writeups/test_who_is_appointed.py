"""Who is appointed to mark and to moderate, who may not be, and who comes in the place of somebody who falls out."""

import pytest
from sqlalchemy import select

from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.jobs import Job
from supervise.governance.own_words.queries import own_drafts
from supervise.governance.queries import trail_of
from supervise.groups import actions as groups
from supervise.groups.models import Role
from supervise.groups.queries import seat_for
from supervise.writeups.marking import actions, arranging
from supervise.writeups.marking.queries import copy_for, handed_in
from supervise.writeups.models import Marking, Place, Result
from tests.writeups.marked import appoint, give, marking_on, release, seat_supervisors, submitted
from tests.writeups.writing import begin, share, write


@pytest.fixture
def handed(world):
    """A submitted write-up of Tia's that Ruth verified, to be marked by Sam and moderated by Omar."""
    with world.work():
        seat_supervisors(world, "Omar")
        note, number = submitted(world)
        marking = marking_on(world, note, number)
        appoint(world, marking, "Sam", "Omar")
    return note, number, marking


def test_nobody_marks_who_was_shown_it_who_convenes_or_who_wrote_it(world):
    with world.work():
        seat_supervisors(world, "Omar")
        note = write(world, begin(world), {"happened": "She came late."})
        share(world, note, "Sam", "Ruth")
        note, number = submitted(world, note=note)
        marking, noa = marking_on(world, note, number), world.actor("Noa")
        with transaction():
            world.member("Noa").role = Role.SUPERVISOR
        for who, why in (("Sam", "shared with them"), ("Ruth", "shared with them"), ("Noa", "convenes")):
            with pytest.raises(NotAllowed, match=why):
                arranging.appoint(noa, marking.id, Place.FIRST, world.member(who).id)
        with pytest.raises(NotAllowed, match="supervisors of its own group"):
            arranging.appoint(noa, marking.id, Place.FIRST, world.member("Ben").id)
        with pytest.raises(Invalid, match="Appoint who marks it first"):
            arranging.appoint(noa, marking.id, Place.SECOND, world.member("Omar").id)
        appoint(world, marking, "Omar")
        with pytest.raises(Invalid, match="mark it already"):
            arranging.appoint(noa, marking.id, Place.SECOND, world.member("Omar").id)
        with transaction():
            world.member("Omar").convenor = True
        with pytest.raises(Missing):
            copy_for(world.actor("Omar"), marking.id)
        with transaction():
            world.member("Omar").convenor, world.member("Tia").convenor = False, True
        assert [one.marking.id for one in handed_in(seat_for(noa, world.group_id))] == [marking.id]
        assert handed_in(seat_for(world.actor("Tia"), world.group_id)) == []
    page = world.client("Noa").get(f"/marking/{marking.id}/arrange").text
    assert "one supervisor in this group who may mark it" in page


def test_whoever_falls_out_is_replaced_until_they_gave_their_marks_and_what_they_had_begun_goes(world, handed):
    _, _, marking = handed
    with world.work():
        seat_supervisors(world, "Farah")
    world.post("Sam", f"/marking/{marking.id}/begin")
    world.post("Sam", f"/marking/{marking.id}/keep", reason_disguise="Half a thought.")
    changed = world.post("Noa", f"/marking/{marking.id}/appoint", place="first", member=_member(world, "Farah"))
    assert changed.status_code == 303
    assert world.client("Sam").get(f"/marking/{marking.id}").status_code == 404
    with world.work():
        assert own_drafts(world.actor("Sam")) == []
    with world.work():
        give(world, "Farah", marking)
        with pytest.raises(Stale, match="given already"):
            arranging.appoint(world.actor("Noa"), marking.id, Place.FIRST, world.member("Sam").id)
        assert session().get(Marking, marking.id).agreed is None
        arranging.appoint(world.actor("Noa"), marking.id, Place.SECOND, "")
        assert session().get(Marking, marking.id).agreed is Result.PASS
        arranging.appoint(world.actor("Noa"), marking.id, Place.SECOND, world.member("Sam").id)
        assert session().get(Marking, marking.id).agreed is None
        with pytest.raises(Missing):
            arranging.appoint(world.actor("Noa"), marking.id, Place.FIRST, "nobody")


def _member(world, name):
    with world.work():
        return world.member(name).id


def test_whoever_is_shown_it_by_name_while_they_mark_it_marks_it_no_more_and_its_author_is_not_told(world, handed):
    note, _, marking = handed
    with world.work():
        actions.begin(world.actor("Sam"), marking.id)
        give(world, "Omar", marking)
        write(world, note, {"felt": "Colder."})
        mailed = len(session().scalars(select(Job).where(Job.kind == "e-mail")).all())
        share(world, note, "Ruth", "Sam", "Omar")
        newest = {line.words for line in trail_of(seat_for(world.actor("Noa"), world.group_id))[:2]}
        assert "Sam marks a write-up no more, since it was shared with them by name." in newest
        told = [job.about["account"] for job in session().scalars(select(Job).where(Job.kind == "e-mail"))]
        assert told[mailed:].count(world.member("Noa").account_id) == 1
        with pytest.raises(Missing):
            copy_for(world.actor("Sam"), marking.id)
        assert copy_for(world.actor("Omar"), marking.id).mark.given_at
        with pytest.raises(Stale, match="not all given"):
            release(world, marking)
    assert "marks a write-up no more" not in world.client("Tia").get(f"/writeups/{note.id}").text


def test_in_the_place_of_somebody_who_left_before_both_agreed_another_marks(world, handed):
    _, _, marking = handed
    with world.work():
        seat_supervisors(world, "Farah")
        give(world, "Sam", marking, ["ethics"])
        give(world, "Omar", marking)
        groups.leave(world.actor("Omar"), world.group_id, keep_name=True)
    assert "Arrange it otherwise" in world.client("Noa").get(f"/marking/{marking.id}/arrange").text
    with world.work():
        arranging.appoint(world.actor("Noa"), marking.id, Place.SECOND, world.member("Farah").id)
        give(world, "Farah", marking, ["ethics"])
        assert release(world, marking) is Result.REFER
