"""What is held back in a stage over days is nowhere until it is shown; and whose words are awaited is told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from supervise.core import clock, jobs
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import new_key
from supervise.core.jobs import Job
from supervise.dilemmas import comments
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.mentions.queries import naming
from supervise.dilemmas.models import Comment, Kind
from supervise.dilemmas.queries import Filter, dilemmas_in
from supervise.dilemmas.reading.actions import read_up_to
from supervise.dilemmas.reading.queries import news_in
from supervise.groups.queries import seat_for
from supervise.meetings.days import actions, by_itself
from supervise.notifications.following.models import Level
from supervise.notifications.following.queries import is_news
from supervise.notifications.stages import tell_awaited
from supervise.search.helping import threads_that_may_help
from supervise.texts.models import Text
from tests.cast import words
from tests.meetings.overdays import MARK, MONDAY, OTHERS, Days
from tests.moved import at, cast_at, later

TELLING = f"{MARK} hedgerow lantern thistle cinnamon"


@pytest.fixture
def world(tmp_path):
    with cast_at(tmp_path, MONDAY) as made:
        yield made


def test_what_is_held_back_is_nowhere_until_each_has_written(world):
    days = Days(world, "intervision")
    days.look_in(*OTHERS)
    days.do(read_up_to, "Ada", 0)
    later(world, minutes=5)
    before = clock.now()
    held = days.say("Ben", f"Would she herself have {TELLING}? @Ada", Kind.QUESTION)
    with world.work():
        text = session().scalar(select(Text.id).where(Text.thing_id == held.id))
    for who in ("Tia", "Noa", "Ruth"):
        seen = _everything(world, days, who, held.id, text)
        assert MARK not in seen and held.id not in seen and "One has answered." in seen
    assert not _traces(world, days, before)
    assert MARK in days.page("Ben") and "shown to you alone" in days.page("Ben")
    with pytest.raises(Missing), world.work():
        comments.react(world.actor("Ada"), held.id, "with-you", on=True)
    for more in ({"parent_id": held.id}, {"quote": Passage(text, 1, 0, 5)}):
        with pytest.raises(Invalid), world.work():
            comments.post_comment(world.actor("Ada"), days.id, Said(words("Yes"), **more), new_key())
    for who in ("Ada", "Noa", "Ruth"):
        days.say(who, kind=Kind.QUESTION)
    assert MARK not in days.page("Tia") and "4 have answered." in days.page("Tia")
    days.say("Sam")
    for who in ("Tia", "Noa", "Ruth"):
        assert MARK in days.page(who)
        assert MARK in world.post(who, "/search", words="herself").text
    assert _traces(world, days, before) == {"new", "naming", "helps", "listed", "e-mail"}, "so that it was looked for"
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


def _told(world):
    """Look whose words are awaited today; return who was promised an e-mail by now, by name."""
    with world.work():
        tell_awaited()
        promised = [job.about["account"] for job in session().scalars(select(Job)) if job.about.get("course")]
        return sorted(name for name in ("Tia", *OTHERS) for one in promised if world.actor(name).account_id == one)


def _traces(world, days, before):
    """Return where Ada would come upon another's question in the thread beside its page and the search."""
    with world.work():
        seat = seat_for(world.actor("Ada"), world.group_id)
        found = {
            "new": [dilemma.id for dilemma, _ in news_in(seat)],
            "naming": [one.dilemma.id for one in naming(seat)],
            "helps": [dilemma.id for dilemma, _ in threads_that_may_help(seat, TELLING, ())],
            "listed": [dilemma.id for dilemma, _ in dilemmas_in(seat, Filter(kind=Kind.QUESTION))],
            "e-mail": [days.id] if is_news(seat, Level.EVERYTHING, before, clock.now()) else [],
        }
    return {where for where, ids in found.items() if days.id in ids}


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
