"""Who is appointed to mark and to moderate, who may not be, and who comes in the place of somebody who falls out."""

import pytest

from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.governance.own_words.queries import own_drafts
from supervise.groups.models import Role
from supervise.groups.queries import seat_for
from supervise.writeups.marking import arranging
from supervise.writeups.marking.queries import copy_for, handed_in
from supervise.writeups.models import Marking, Place, Result
from tests.writeups.marked import appoint, give, marking_on, seat_supervisors, submitted
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
