"""A format over days in a thread: its law by stage, what is held back, who moderates, and how it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock, jobs
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.core.jobs import Job
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.comments import Said
from supervise.dilemmas.models import Comment, Kind
from supervise.dilemmas.queries import thread_for
from supervise.groups import actions as groups
from supervise.meetings.days import actions, by_itself
from supervise.meetings.days.models import Course
from supervise.meetings.days.standing import standing_in
from supervise.notifications.stages import tell_awaited
from supervise.texts.models import Text
from tests.cast import make_world, words

MONDAY = datetime(2030, 6, 3, 17, 0, tzinfo=UTC)
MARK = "zirbelwood"
OTHERS = ("Ben", "Ada", "Noa", "Ruth", "Sam")


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off", SUPERVISE_TEST_CLOCK=str(tmp_path / "clock"))
    made.clock_file = tmp_path / "clock"
    at(made, MONDAY)
    yield made
    clock.follow(None)
    made.database.close()


def at(world, moment):
    """Move the clock to a moment; whoever was signed in signs in again."""
    world.clients.clear()
    world.clock_file.write_text("0")
    clock.follow(world.clock_file)
    world.clock_file.write_text(str((moment - clock.now()).total_seconds()))
    clock.follow(world.clock_file)


def later(world, **span):
    at(world, clock.now() + timedelta(**span))


class Days:
    """A dilemma of Tia's in whose thread a format is on; each act is work of its own."""

    def __init__(self, world, slug, **more):
        self.world = world
        with world.work():
            self.dilemma = world.dilemma("Tia", **more)
            actions.begin(world.actor("Tia"), self.dilemma.id, slug)
        self.id = self.dilemma.id

    def do(self, act, who, *given, **more):
        with self.world.work():
            return act(self.world.actor(who), self.id, *given, **more)

    def look_in(self, *people):
        for who in people:
            with self.world.work():
                actions.come_in(thread_for(self.world.actor(who), self.id).dilemma, self.world.member(who))

    def say(self, who, body="I wonder what that was like.", kind=Kind.RESPONSE, key=None):
        return self.do(comments.post_comment, who, Said(body=words(body), kind=kind), key or new_key())

    def refused(self, who, *given, **more):
        with pytest.raises(NotAllowed) as no:
            self.say(who, *given, **more)
        return no.value.message

    def go_on(self, who="Ben"):
        return self.do(actions.go_on, who, self.position)

    @property
    def position(self):
        with self.world.work():
            found = standing_in(self.dilemma)
            return found.position if found else None

    @property
    def stage(self):
        with self.world.work():
            found = standing_in(self.dilemma)
            return found.way.stage.id if found else None

    @property
    def moderator(self):
        with self.world.work():
            who = standing_in(self.dilemma).moderator_id
            return next(name for name in ("Tia", *OTHERS) if self.world.member(name).id == who)

    def page(self, who, path=""):
        return self.world.client(who).get(f"/dilemmas/{self.id}{path}").text


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


def test_what_is_held_back_is_nowhere_until_each_has_written(world):
    days = Days(world, "intervision")
    days.look_in(*OTHERS)
    held = days.say("Ben", f"Would she have {MARK} it herself? @Ada", Kind.QUESTION)
    with world.work():
        text = session().scalar(select(Text.id).where(Text.thing_id == held.id))
    for who in ("Tia", "Noa", "Ruth"):
        seen = _everything(world, days, who, held.id, text)
        assert MARK not in seen and held.id not in seen and "One has answered." in seen
    assert MARK in days.page("Ben") and "shown to you alone" in days.page("Ben")
    with pytest.raises(Missing), world.work():
        comments.react(world.actor("Ada"), held.id, "with-you", on=True)
    with pytest.raises(Invalid), world.work():
        comments.post_comment(world.actor("Ada"), days.id, Said(words("Yes"), parent_id=held.id), new_key())
    for who in ("Ada", "Noa", "Ruth"):
        days.say(who)
    assert MARK not in days.page("Tia") and "4 have answered." in days.page("Tia")
    days.say("Sam")
    for who in ("Tia", "Noa", "Ruth"):
        assert MARK in days.page(who)
        assert MARK in world.post(who, "/search", words="herself").text
    with world.work():
        found = session().get(Comment, held.id)
        assert found.shown_from <= clock.now() and days.stage == "write", "shown to all, and the stage goes on"


def test_what_is_held_back_is_shown_by_the_clock_alone_and_is_new_to_readers_then(world):
    days = Days(world, "intervision")
    held = days.say("Ben", f"Was it {MARK}?", Kind.QUESTION)
    world.post("Ada", f"/dilemmas/{days.id}/read", number=999)
    later(world, hours=23)
    assert MARK not in days.page("Tia")
    later(world, hours=1)
    assert MARK in days.page("Tia"), "nothing has come round yet"
    with world.work():
        by_itself.let_happen()
        assert session().get(Comment, held.id).number > held.number
    assert "New to you" in world.client("Ada").get("/").text and "Go to what is new" in days.page("Ada")


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


def test_whose_words_are_awaited_is_told_once_on_the_day_and_today_says_what_is_asked(world):
    days = Days(world, "balint", title="She saw him leave")
    days.say("Ada")
    days.do(actions.be_done, "Noa", days.position)
    assert "Something is asked of you" in world.client("Ben").get("/").text
    assert "Facts only, until Tue 4 Jun, 18:00" in world.client("Ben").get("/").text
    assert "Something is asked of you" not in world.client("Ada").get("/").text
    assert _told(world) == []
    at(world, datetime(2030, 6, 4, 5, 30, tzinfo=UTC))
    assert _told(world) == [], "at half past six nobody is told of the evening"
    at(world, datetime(2030, 6, 4, 7, 0, tzinfo=UTC))
    assert _told(world) == ["Ben", "Ruth", "Sam", "Tia"]
    assert _told(world) == ["Ben", "Ruth", "Sam", "Tia"], "and nobody twice"
    days.say("Ben")
    before = set((world.built.settings.data_dir / "mail").glob("*.eml"))
    jobs.do_due(world.database)
    after = [file.read_text() for file in (world.built.settings.data_dir / "mail").glob("*.eml") if file not in before]
    closes = [one for one in after if "A stage in your group closes today" in one]
    assert len(closes) == 3 and "leave" not in "".join(after).lower().replace("leave it out", "")


def test_stopping_and_closing_leave_an_ordinary_thread_in_which_all_is_shown(world):
    for end in (lambda d: d.do(actions.stop, "Tia"), lambda d: d.do(dilemmas.close, "Noa", {})):
        days = Days(world, "intervision", account="Another client of mine.")
        days.say("Ben", f"Is it {MARK}?", Kind.QUESTION)
        with pytest.raises(NotAllowed):
            days.do(actions.stop, "Ada")
        end(days)
        assert days.stage is None and MARK in days.page("Ada") and "over days" in days.page("Ada")


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
    world.database.close()


def _told(world):
    """Look whose words are awaited today; return who was promised an e-mail by now, by name."""
    with world.work():
        tell_awaited()
        promised = [job.about["account"] for job in session().scalars(select(Job)) if job.about.get("course")]
        return sorted(name for name in ("Tia", *OTHERS) for one in promised if world.actor(name).account_id == one)


def _courses(world):
    with world.work():
        return session().scalars(select(Course)).all()


def _everything(world, days, who, comment, text):
    """Return all that somebody is sent who looks for it wherever comments are given out."""
    client = world.client(who)
    group = world.group_id
    paths = (
        f"/dilemmas/{days.id}", f"/dilemmas/{days.id}?before=999", f"/dilemmas/{days.id}?reply={comment}", "/",
        f"/groups/{group}", f"/groups/{group}?kind=question", f"/comments/{comment}/history",
        f"/comments/{comment}/edit", f"/comments/{comment}/remove", f"/texts/{text}/cover", "/settings/my-words",
    )  # fmt: skip
    found = "".join(client.get(path).text for path in paths)
    found += world.post(who, "/search", words="herself").text
    return found.replace(f"reply={comment}", "").replace(f'value="{comment}"', "")
