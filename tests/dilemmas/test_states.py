"""The life of a dilemma: posted, answered, closed, reopened, withdrawn, and what comes round by itself."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervise.core import clock, rooms
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.dilemmas import actions, comments, destroying, rounds
from supervise.dilemmas.actions import Written
from supervise.dilemmas.models import Comment, Dilemma, DilemmaTheme, OwnSupervision, Reaction, Signed, Withdrawal
from supervise.dilemmas.queries import Filter, dilemmas_in, room_of, thread_for, waiting_in
from supervise.dilemmas.waiting import QUIET_FOR, closing_soon_for, returning_for
from supervise.groups.queries import seat_for
from supervise.texts.models import Revision, Text, TextKind
from supervise.texts.queries import words_of
from tests.cast import csrf, words


@pytest.fixture
def later(tmp_path):
    """Move the clock."""
    shift = tmp_path / "clock"
    clock.follow(shift)
    yield lambda by: shift.write_text(str(by.total_seconds()))
    clock.follow(None)


def seat(world, who):
    return seat_for(world.actor(who), world.group_id)


def listed(world, who, **narrowed):
    return [d.id for d, _ in dilemmas_in(seat(world, who), Filter(**narrowed))]


# --- posting and changing -----------------------------------------------------------------------------------


def test_one_key_posts_one_dilemma(world):
    with world.work():
        ben, key = world.actor("Ben"), new_key()
        first = actions.post_dilemma(ben, world.group_id, Written(words("It was late.")), key)
        again = actions.post_dilemma(ben, world.group_id, Written(words("It was later.")), key)
        assert first.id == again.id
        assert words_of([first.id])[first.id, TextKind.ACCOUNT].body == "It was late."
        assert actions.post_dilemma(world.actor("Ada"), world.group_id, Written(words("Hers.")), key).id != first.id


def test_a_dilemma_is_told_again_from_the_revision_that_was_read(world):
    with world.work():
        dilemma = world.dilemma("Ben", title="A title", question="A question?")
        ben = world.actor("Ben")
        actions.edit_dilemma(ben, dilemma.id, Written(words("Told again.")), revision=1, protect=False)
        found = words_of([dilemma.id])
        assert found[dilemma.id, TextKind.ACCOUNT].revision == 2
        assert not (title := found.get((dilemma.id, TextKind.TITLE))) or title.body is None
        with pytest.raises(Stale):
            actions.edit_dilemma(ben, dilemma.id, Written(words("Once more.")), revision=1, protect=False)


def test_themes_keep_their_order_and_who_added_them(world):
    with world.work():
        dilemma = world.dilemma("Ben", themes=["anger", "touch"])
        actions.set_themes(world.actor("Ruth"), dilemma.id, ["risk-safety", "anger", "anger"])
        rows = session().scalars(select(DilemmaTheme).order_by(DilemmaTheme.position)).all()
        ben, ruth = world.member("Ben").id, world.member("Ruth").id
        assert [(r.slug, r.added_by_id) for r in rows] == [("risk-safety", ruth), ("anger", ben)]
        assert thread_for(world.actor("Ben"), dilemma.id).dilemma.care
        for bad in (["no-such-theme"], ["anger", "touch", "safety", "unsaid"]):
            with pytest.raises(Invalid):
                actions.set_themes(world.actor("Ben"), dilemma.id, bad)


def test_to_the_supervisors_only_where_there_is_one(world):
    with world.work():
        with transaction():
            for who in ("Ruth", "Sam"):
                world.member(who).role = "therapist"
        with pytest.raises(Invalid, match="no supervisor"):
            world.dilemma("Ben", to_supervisors=True)


# --- answered -----------------------------------------------------------------------------------------------


def test_it_waits_until_somebody_else_answers_and_for_care_until_a_supervisor_does(world):
    with world.work():
        dilemma = world.dilemma("Ben")
        assert [d.id for d, _ in waiting_in(seat(world, "Ada"))] == [dilemma.id]
        world.comment("Ben", dilemma)
        assert [d.id for d, _ in waiting_in(seat(world, "Ada"))] == [dilemma.id]
        world.comment("Ada", dilemma)
        assert waiting_in(seat(world, "Ada")) == []
        assert dilemma.supervisor_answered_at is None
        world.comment("Ruth", dilemma)
        assert dilemma.supervisor_answered_at is not None


def test_a_colleague_who_answers_does_not_show_by_what_waits_that_they_are_the_author(world):
    with world.work():
        dilemma = world.dilemma("Ben")
        world.comment("Ben", dilemma, colleague=True)
        assert waiting_in(seat(world, "Ada")) == []


def test_who_posted_as_a_colleague_stays_one_in_the_whole_thread(world):
    with world.work():
        dilemma = world.dilemma("Ben", colleague=True)
        assert world.comment("Ben", dilemma).signed is Signed.COLLEAGUE
        assert world.comment("Ada", dilemma).signed is Signed.NAME


def test_the_list_cannot_be_narrowed_to_who_signs_as_a_colleague_except_by_supervisors(world):
    with world.work():
        named, quiet = world.dilemma("Ben"), world.dilemma("Ben", colleague=True)
        ben = world.member("Ben").id
        assert listed(world, "Ada", person=ben) == [named.id]
        assert set(listed(world, "Ruth", person=ben)) == {named.id, quiet.id}
        assert set(listed(world, "Ben", person=ben)) == {named.id, quiet.id}


# --- closed, withdrawn --------------------------------------------------------------------------------------


def test_closed_it_can_be_read_and_not_written_in_until_it_is_reopened(world):
    with world.work():
        dilemma = world.dilemma("Tia")
        outcome = {TextKind.OUTCOME: words("We spoke about it.")}
        actions.close(world.actor("Tia"), dilemma.id, outcome)
        actions.close(world.actor("Tia"), dilemma.id, outcome)
        assert listed(world, "Ada", state="closed") == [dilemma.id]
        with pytest.raises(NotAllowed, match="closed"):
            world.comment("Ada", dilemma)
        actions.reopen(world.actor("Ruth"), dilemma.id)
        actions.reopen(world.actor("Ruth"), dilemma.id)
        assert listed(world, "Ada", state="open") == [dilemma.id]
        world.comment("Ada", dilemma)


def test_withdrawn_it_is_gone_for_everybody_at_once_and_its_words_after_thirty_days(world, later):
    with world.work():
        dilemma, stays = world.dilemma("Tia", "A case that goes."), world.dilemma("Tia", "A case that stays.")
        said = world.comment("Ada", dilemma, "Words that go with it.")
        comments.react(world.actor("Ben"), said.id, Reaction.WITH_YOU, on=True)
        actions.withdraw(world.actor("Tia"), dilemma.id)
        for who in ("Tia", "Ruth", "Ada"):
            with pytest.raises(Missing):
                thread_for(world.actor(who), dilemma.id)
            assert listed(world, who) == [stays.id]
        rounds.destroy_withdrawn()
        assert session().get(Withdrawal, dilemma.id) is not None
    later(timedelta(days=30, seconds=1))
    with world.work() as db:
        rounds.destroy_withdrawn()
        assert db.scalars(select(Dilemma.id)).all() == [stays.id]
        assert db.scalar(select(func.count()).select_from(Comment)) == 0
        assert {r.body for r in db.scalars(select(Revision))} == {"A case that stays."}
        assert {t.thing_id for t in db.scalars(select(Text))} == {stays.id}
        destroying.forget_empty_rooms()
        assert rooms.seq_of(room_of(dilemma.id)) == 0
    assert b"Words that go with it" not in (world.built.settings.data_dir / "supervise.db").read_bytes()


# --- what comes round -----------------------------------------------------------------------------------------


def test_a_quiet_dilemma_is_announced_and_then_closes_by_itself(world, later):
    with world.work():
        quiet, lively = world.dilemma("Ben").id, world.dilemma("Ben").id
    later(QUIET_FOR - timedelta(days=6))
    with world.work():
        world.comment("Ada", session().get_one(Dilemma, lively))
        assert [d.id for d, _ in closing_soon_for(seat(world, "Ben"))] == [quiet]
        assert closing_soon_for(seat(world, "Ada")) == []
        rounds.close_quiet()
        assert thread_for(world.actor("Ben"), quiet).closure is None
    later(QUIET_FOR + timedelta(days=1))
    with world.work():
        before = rooms.seq_of(room_of(quiet))
        rounds.close_quiet()
        rounds.close_quiet()
        found = thread_for(world.actor("Ben"), quiet)
        assert found.closure is not None and found.closure.by_id is None
        assert thread_for(world.actor("Ben"), lively).closure is None
        assert rooms.seq_of(room_of(quiet)) == before + 1


def test_an_author_can_keep_a_quiet_dilemma_open(world, later):
    with world.work():
        quiet = world.dilemma("Ben").id
    later(QUIET_FOR - timedelta(days=1))
    with world.work():
        with pytest.raises(Missing):
            actions.keep_open(world.actor("Ada"), quiet)
        actions.keep_open(world.actor("Ben"), quiet)
    later(QUIET_FOR + timedelta(days=1))
    with world.work():
        rounds.close_quiet()
        assert thread_for(world.actor("Ben"), quiet).closure is None


def test_the_day_to_come_back_is_the_authors_alone(world, later):
    with world.work():
        dilemma = world.dilemma("Ben").id
        day = (clock.now() + timedelta(days=3)).date()
        with pytest.raises(Missing):
            actions.come_back_on(world.actor("Ruth"), dilemma, day)
        actions.come_back_on(world.actor("Ben"), dilemma, day)
        assert returning_for(seat(world, "Ben")) == []
    later(timedelta(days=3, hours=1))
    with world.work():
        assert [d.id for d, _ in returning_for(seat(world, "Ben"))] == [dilemma]
        assert returning_for(seat(world, "Ruth")) == []
        actions.come_back_on(world.actor("Ben"), dilemma, None)
        assert returning_for(seat(world, "Ben")) == []


def test_whether_one_spoke_with_ones_own_supervisor_is_the_authors_alone(world):
    with world.work():
        written = Written(words("A child was named."), themes=["safeguarding"], own_supervision=OwnSupervision.NOT_YET)
        dilemma = actions.post_dilemma(world.actor("Ben"), world.group_id, written, new_key())
        assert dilemma.own_supervision is OwnSupervision.NOT_YET
        with pytest.raises(Missing):
            actions.note_own_supervision(world.actor("Ruth"), dilemma.id, OwnSupervision.YES)
        dilemma_id = dilemma.id
    asked = "with your own supervisor"
    theirs = world.client("Ruth").get(f"/dilemmas/{dilemma_id}").text
    assert "If someone may be at risk now" in theirs and asked not in theirs
    ben = world.client("Ben")
    mine = ben.get(f"/dilemmas/{dilemma_id}").text
    assert asked in mine and re.search(r'<input checked [^>]*value="not-yet"', mine)
    ben.post(f"/dilemmas/{dilemma_id}/come-back", data={"csrf_token": csrf(mine), "day": "", "own_supervision": "yes"})
    with world.work():
        assert session().get(Dilemma, dilemma_id).own_supervision is OwnSupervision.YES


def test_without_a_duty_of_care_nobody_is_asked_about_their_supervisor(world):
    with world.work():
        written = Written(words("It was late."), own_supervision=OwnSupervision.YES)
        dilemma = actions.post_dilemma(world.actor("Ben"), world.group_id, written, new_key())
        assert dilemma.own_supervision is None
        dilemma_id = dilemma.id
    assert "with your own supervisor" not in world.client("Ben").get(f"/dilemmas/{dilemma_id}").text


def test_pages_of_the_list_meet_without_a_gap_or_a_double(world):
    with world.work():
        posted = [world.dilemma("Ben", f"Case {n}.").id for n in range(65)]
        seen, after = [], None
        while True:
            page = dilemmas_in(seat(world, "Ada"), Filter(), after)
            rows = page[:30]
            seen += [d.id for d, _ in rows]
            if len(page) <= 30:
                break
            after = (rows[-1][0].moved_at, rows[-1][0].id)
        assert sorted(seen) == sorted(posted)
        assert len(seen) == len(set(seen))
