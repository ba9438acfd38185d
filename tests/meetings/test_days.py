"""A format over days in a thread: its law by stage, who moderates, how it ends, and how a meeting goes on so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.errors import Invalid, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.models import Dilemma, Kind
from supervise.groups import actions as groups
from supervise.meetings.days import actions, by_itself
from supervise.meetings.days.models import Course
from supervise.meetings.days.standing import standing_in
from supervise.meetings.models import AgendaItem
from supervise.meetings.room import actions as room
from tests.cast import make_world, words
from tests.meetings.holding import InTheRoom, plan
from tests.meetings.overdays import MARK, MONDAY, OTHERS, Days
from tests.moved import cast_at, later


@pytest.fixture
def world(tmp_path):
    with cast_at(tmp_path, MONDAY) as made:
        yield made


def test_the_author_sees_the_dates_begins_with_one_press_and_has_one_at_a_time(world):
    with world.work():
        dilemma = world.dilemma("Tia")
    page = world.client("Tia").get(f"/dilemmas/{dilemma.id}/days").text
    assert "Ten steps (Heilsbronn)" in page and "Tue 4 Jun, 18:00" in page, "in the group's zone, an hour before ours"
    assert "London" in page and "The incident" not in page
    for who in OTHERS:
        assert "Choose a format" not in world.client(who).get(f"/dilemmas/{dilemma.id}").text
        assert world.post(who, f"/dilemmas/{dilemma.id}/days", format="balint").status_code == 403
    assert world.post("Tia", f"/dilemmas/{dilemma.id}/days", format="check-in").status_code == 422
    assert world.post("Tia", f"/dilemmas/{dilemma.id}/days", format="balint").status_code == 303
    assert world.post("Tia", f"/dilemmas/{dilemma.id}/days", format="balint").status_code == 403
    shown = world.client("Ada").get(f"/dilemmas/{dilemma.id}").text
    assert "Stage 1 of 4" in shown and "Facts only" in shown and "Until Tue 4 Jun, 18:00" in shown
    with world.work():
        assert "id: balint" in session().scalar(select(Course.frozen)), "its version is frozen as it was"


def test_each_stage_has_its_law_whichever_door_the_words_come_by(world):
    days = Days(world, "balint")
    days.look_in("Ben", "Ada")
    assert days.say("Ada").kind == Kind.QUESTION, "what is asked for now is what words are that name nothing"
    assert "for something else" in days.refused("Ada", kind=Kind.SUGGESTION)
    assert "for something else" in days.refused("Ruth", kind=Kind.GUIDANCE)
    earlier = days.say("Tia", "Nobody else was in the corridor.")
    later(world, hours=24)
    assert days.stage == "work"
    assert days.say("Ada").kind == Kind.RESONANCE
    assert "You are listening now" in days.refused("Tia")
    kept = world.post("Tia", f"/dilemmas/{days.id}/comments", body=f"But I {MARK}", key=new_key(), kind="response")
    assert kept.status_code == 403 and "You are listening now" in kept.text and MARK in kept.text
    with pytest.raises(NotAllowed), world.work():
        comments.edit_comment(world.actor("Tia"), earlier.id, words("What I mean is"), revision=1, protect=False)
    with world.work():
        comments.edit_comment(world.actor("Tia"), earlier.id, words("Nobody was there."), revision=1, protect=True)
    assert days.say("Tia", "It was a Tuesday.", Kind.INFORMATION).shown_from is None
    with pytest.raises(Invalid):
        days.say("Tia", "It was\nnot at all like that.", Kind.INFORMATION)
    author, member = days.page("Tia"), days.page("Ada")
    assert 'name="kind" value="information" form="compose"' in author and "A fact put right, in one line" in author
    assert 'name="kind" value="resonance" form="compose"' in member and "How is it to be the client just now?" in member
    later(world, hours=48)
    assert days.stage == "return" and "You are listening in this phase" in days.refused("Ada")
    assert 'id="compose"' not in days.page("Ada")
    days.say("Tia")
    later(world, hours=48)
    assert days.stage is None
    days.say("Ada", kind=Kind.SUGGESTION)
    with world.work():
        by_itself.let_happen()
    assert [row.ended_at - row.begun_at for row in _courses(world)] == [timedelta(days=5)], "by its dates, not by ours"
    summary = days.page("Ada")
    assert "Balint group, over days" in summary and "Thu 6 Jun, 18:00 to Fri 7 Jun, 18:00" in summary


def test_one_thought_each_is_one_thought_each(world):
    days = Days(world, "quick-consult")
    later(world, hours=25)
    key = new_key()
    once = days.say("Ada", key=key)
    assert days.say("Ada", key=key).id == once.id, "the same words sent again are not said again"
    assert "what this phase asks of each" in days.refused("Ada")


def test_the_first_of_the_others_moderates_hands_it_on_and_it_is_never_vacant(world):
    days = Days(world, "balint")
    assert days.moderator == "Tia"
    days.page("Ada")
    days.page("Ben")
    assert days.moderator == "Ada" and "You moderate" in days.page("Ada") and "Ada moderates." in days.page("Ben")
    for who in ("Ben", "Tia", "Noa"):
        with pytest.raises(NotAllowed):
            days.go_on(who)
    for whom in ("Tia", "Ada"):
        with pytest.raises(Invalid), world.work():
            actions.hand_on(world.actor("Ada"), days.id, world.member(whom).id)
    with world.work():
        sam = world.member("Sam").id
    assert world.post("Ada", f"/dilemmas/{days.id}/days/moderator", to=sam).status_code == 303
    assert days.moderator == "Sam"
    with world.work():
        groups.leave(world.actor("Sam"), world.group_id, keep_name=True)
    assert days.moderator == "Ada"
    with world.work():
        groups.remove_member(world.actor("Noa"), world.group_id, world.member("Ada").id)
    assert days.moderator == "Ben"


def test_where_the_author_signs_as_a_colleague_nothing_of_it_tells_who_that_is(world):
    days = Days(world, "balint", colleague=True)
    days.page("Ben")
    assert days.moderator == "Ben" and "Somebody of the group moderates." in days.page("Ada")
    assert "Tia" not in days.page("Ben").replace("Mentia", "") and "Hand it on" not in days.page("Ben")
    with pytest.raises(NotAllowed), world.work():
        actions.hand_on(world.actor("Ben"), days.id, world.member("Ada").id)
    days.do(actions.stop, "Tia")
    trail = world.client("Noa").get(f"/groups/{world.group_id}/trail").text
    assert "A colleague began a format over days" in trail and "A colleague ended a format over days" in trail
    assert "Tia began" not in trail and "Tia ended" not in trail and "Tia went on" not in trail


def test_a_stage_ends_when_all_who_have_a_voice_are_done_and_not_before(world):
    days = Days(world, "balint")
    days.look_in("Ben")
    first = days.position
    for who in OTHERS:
        assert days.stage == "facts"
        days.do(actions.be_done, who, first)
    assert days.stage == "facts", "whoever answers has a voice, too"
    assert world.post("Tia", f"/dilemmas/{days.id}/days/done", stage=first, done="y").status_code == 303
    assert days.stage == "work"
    with pytest.raises(Stale):
        days.do(actions.be_done, "Ada", first)
    with pytest.raises(NotAllowed):
        days.do(actions.be_done, "Tia", days.position)


def test_stopping_and_closing_leave_an_ordinary_thread_in_which_all_is_shown(world):
    for end in (lambda d: d.do(actions.stop, "Tia"), lambda d: d.do(dilemmas.close, "Noa", {})):
        days = Days(world, "intervision", account="Another client of mine.")
        days.say("Ben", f"Is it {MARK}?", Kind.QUESTION)
        with pytest.raises(NotAllowed):
            days.do(actions.stop, "Ada")
        end(days)
        assert days.stage is None and MARK in days.page("Ada") and "over days" in days.page("Ada")


def test_a_meeting_cut_short_goes_on_in_the_thread_from_the_same_phase(world):
    with world.work():
        dilemma = world.dilemma("Ada")
        held = InTheRoom(world, plan(world, ("balint", 45, "Ada", dilemma.id)))
    held.come("Ruth", "Ada", "Tia", "Ben")
    held.lead(room.begin)
    for _ in range(3):
        held.lead(room.go_on)
    held.lead(room.end)
    assert "It can go on in writing" in world.client("Ada").get(f"/meetings/{held.id}/record").text
    assert "Go on over days" not in world.client("Tia").get(f"/meetings/{held.id}/record").text
    with world.work():
        item = session().scalar(select(AgendaItem.id).where(AgendaItem.meeting_id == held.id))
    assert world.post("Tia", f"/meetings/{held.id}/over-days", item=item).status_code == 403
    assert world.post("Ruth", f"/meetings/{held.id}/over-days", item=item).status_code == 303
    assert world.post("Ada", f"/meetings/{held.id}/over-days", item=item).status_code == 403, "it is on already"
    with world.work():
        assert standing_in(session().get(Dilemma, dilemma.id)).way.stage.id == "work"
    assert "The presenter leans back" in world.client("Ben").get(f"/dilemmas/{dilemma.id}").text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_consoles_go_on_at_one_moment_and_one_of_them_is_told(kind, tmp_path, request):
    environ = {"SUPERVISE_LIMITS": "off"}
    if kind == "postgresql":
        environ["SUPERVISE_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    world = make_world(tmp_path, **environ)
    days = Days(world, "intervision")
    days.look_in("Ben", "Ada")
    days.say("Ada", f"What {MARK}?", Kind.QUESTION)
    assert MARK not in days.page("Sam")
    position = days.position

    def press(_):
        try:
            return days.do(actions.go_on, "Ben", position)
        except Stale as stale:
            return stale

    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(press, range(4)))
    assert sum(isinstance(one, Stale) for one in answers) == 3
    assert days.stage == "rate" and MARK in days.page("Sam")

    def begin(_):
        try:
            return days.do(actions.begin, "Tia", "balint")
        except NotAllowed as no:
            return no

    days.do(actions.stop, "Tia")
    with ThreadPoolExecutor(4) as several:
        assert sum(isinstance(one, NotAllowed) for one in several.map(begin, range(4))) == 3
    world.database.close()


def _courses(world):
    with world.work():
        return session().scalars(select(Course)).all()
