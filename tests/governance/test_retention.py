"""What is kept goes when its time is over: shown a week before, told afterwards, and not while it is held."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.errors import Invalid, Missing
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas.actions import WITHDRAWN_FOR
from supervise.dilemmas.models import Comment, Reading
from supervise.dilemmas.waiting import QUIET_FOR
from supervise.governance.erased import erased
from supervise.governance.models import Act
from supervise.governance.retention.actions import choose_term
from supervise.governance.retention.forecast import went_in
from supervise.governance.retention.models import GoingNotice, Kind
from supervise.governance.retention.queries import keeping_of, retention_table
from supervise.governance.retention.terms import NO_END, days, months
from supervise.groups.queries import seat_for
from supervise.texts.drafts import keep_draft
from supervise.texts.models import Draft, Revision
from tests.governance.time_passing import closed, going, later, sitting, stands, went, world

__all__ = ["later", "world"]

DILEMMAS, COMMENTS = "Dilemmas with their comments", "Comments, where they go first"


def choose(world, kind, term, who="Noa"):
    choose_term(world.actor(who), world.group_id, kind, term)


def test_by_itself_everything_is_kept_as_long_as_the_product_says():
    assert {line.kind: line.kept for line in retention_table()} == {
        Kind.DILEMMAS: "12 months",
        Kind.COMMENTS: "as long as the dilemma itself",
        Kind.WRITE_UPS: "12 months",
        Kind.NOTES: "12 months",
        Kind.DRAFTS: "30 days",
        Kind.READS: "6 months",
        Kind.ACTS: "24 months",
    }
    assert timedelta(days=30) == WITHDRAWN_FOR
    assert timedelta(days=90) == QUIET_FOR


def test_a_closed_dilemma_is_shown_a_week_before_goes_with_its_thread_and_is_told_afterwards(world, later):
    with world.work():
        goes, stays = closed(world, account="A marigold evening."), world.dilemma("Ben").id
    later(350)
    with world.work():
        assert going(world) == []
    later(360)
    with world.work():
        assert going(world) == [f"{goes} dilemmas"]
        assert went(world) == []
    later(366)
    with world.work():
        assert stands(goes)
    later(369)
    with world.work() as db:
        assert not stands(goes)
        assert stands(stays)
        assert went(world) == [(DILEMMAS, 1)]
        assert db.scalar(select(func.count()).select_from(Comment)) == 0
        assert not [one for one in db.scalars(select(Revision.body)) if one and "marigold" in one]
        assert erased()["destroyed"] == [goes]
        (act,) = db.scalars(select(Act).where(Act.tag == "dilemma.destroyed"))
        assert act.actor_id is None
        assert "marigold" not in repr(act.about)


def test_what_was_never_shown_is_shown_first_however_long_its_time_is_over(world, later):
    with world.work():
        goes = closed(world)
    later(500)
    with world.work():
        assert stands(goes)
        assert going(world) == [f"{goes} dilemmas"]
    later(507)
    with world.work():
        assert stands(goes)
    later(509)
    with world.work():
        assert not stands(goes)


def test_what_is_opened_again_stays_and_is_no_longer_shown(world, later):
    with world.work():
        one = closed(world)
    later(360)
    with world.work():
        dilemmas.reopen(world.actor("Tia"), one)
    later(400)
    with world.work() as db:
        assert stands(one)
        assert going(world) == []
        assert db.scalars(select(GoingNotice)).all() == []


def test_one_addressed_to_the_supervisors_is_shown_as_going_to_those_only_who_know_of_it(world, later):
    with world.work():
        one = closed(world, to_supervisors=True)
    later(360)
    with world.work():
        assert going(world, "Ada") == []
        assert going(world, "Noa") == []
        assert going(world, "Ruth") == going(world, "Tia") == [f"{one} dilemmas"]


def test_comments_go_first_where_the_group_chose_that_and_a_line_stays_for_each(world, later):
    with world.work():
        one = closed(world)
        choose(world, Kind.COMMENTS, months(1))
    later(28)
    with world.work():
        assert going(world) == [f"{one} comments"]
    later(40)
    with world.work() as db:
        assert stands(one)
        assert [c.removed_at is not None for c in db.scalars(select(Comment))] == [True]
        assert went(world) == [(COMMENTS, 1)]
        assert erased()["comments"] == list(db.scalars(select(Comment.id)))


def test_drafts_readings_and_acts_go_without_being_shown(world, later):
    with world.work() as db:
        keep_draft(world.actor("Ben"), world.group_id, "new", {"account": "half a word"}, None)
        thread = world.dilemma("Tia")
        now = clock.now()
        db.add(Reading(dilemma_id=thread.id, member_id=world.member("Ada").id, first_at=now, last_at=now))
        db.commit()
    later(29)
    with world.work() as db:
        assert db.scalar(select(func.count()).select_from(Draft)) == 1
    later(31)
    with world.work() as db:
        assert db.scalar(select(func.count()).select_from(Draft)) == 0
    later(170)
    with world.work() as db:
        assert db.scalar(select(func.count()).select_from(Reading)) == 1
    later(190)
    with world.work() as db:
        assert db.scalar(select(func.count()).select_from(Reading)) == 0
    later(720)
    with world.work() as db:
        assert db.scalars(select(Act).where(Act.tag == "dilemma.posted")).all()
    later(740)
    with world.work() as db:
        assert db.scalars(select(Act).where(Act.tag == "dilemma.posted")).all() == []


def test_a_longer_time_holds_at_once_and_a_shorter_one_after_a_week(world, later):
    with world.work():
        choose(world, Kind.DRAFTS, days(90))
        assert keeping_of(sitting(world, "Ada").group)[Kind.DRAFTS].term == days(90)
        choose(world, Kind.DRAFTS, days(14))
        coming = keeping_of(sitting(world, "Ada").group)[Kind.DRAFTS]
        assert (coming.term, coming.next_term) == (days(90), days(14))
    later(9)
    with world.work():
        assert keeping_of(sitting(world, "Ada").group)[Kind.DRAFTS].term == days(14)


def test_a_shorter_time_destroys_nothing_that_was_not_shown_for_a_week(world, later):
    with world.work():
        one = closed(world)
    later(200)
    with world.work():
        choose(world, Kind.DILEMMAS, months(3))
    later(201)
    later(207)
    with world.work():
        assert stands(one)
        assert going(world) == [f"{one} dilemmas"]
    later(210)
    with world.work():
        assert not stands(one)


def test_only_the_convenor_chooses_and_only_among_what_is_offered(world):
    with world.work():
        for who in ("Ruth", "Ben", "Tia", "Olu", "Owen"):
            with pytest.raises(Missing):
                choose(world, Kind.DILEMMAS, months(24), who)
        for term in (months(1), months(120), NO_END, days(1)):
            with pytest.raises(Invalid):
                choose(world, Kind.DILEMMAS, term)


def test_a_quiet_dilemma_closes_by_itself_and_its_time_begins(world, later):
    with world.work():
        one = world.dilemma("Tia").id
    later(91)
    for day in (460, 469):
        later(day)
    with world.work():
        assert not stands(one)


def test_what_goes_of_one_group_is_told_in_no_other(world, later):
    with world.work():
        closed(world)
    later(360)
    later(369)
    with world.work():
        assert went(world)
        assert went_in(seat_for(world.actor("Olu"), world.other_id)) == []
