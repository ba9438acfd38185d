"""Who is told that there is something new, when, and of what: the person's own wishes hold, and no word leaves."""

import email
import re
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.core import clock, jobs
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.dilemmas.models import Dilemma, Kind
from supervise.dilemmas.reading.actions import read_up_to
from supervise.notifications.following import actions
from supervise.notifications.following.models import Level, Pace
from supervise.notifications.following.rounds import tell_news
from supervise.notifications.following.timing import Hours, last_morning
from tests.cast import email as address_of
from tests.moved import cast_at, later

MONDAY_NOON = datetime(2030, 6, 3, 11, 0, tzinfo=UTC)
MARK = "Quillermarkfen"


@pytest.fixture
def world(tmp_path):
    """The cast on a Monday at noon in London, everybody told of nothing yet."""
    with cast_at(tmp_path, MONDAY_NOON) as made:
        told(made)
        yield made


def told(world):
    """Look for news, send what is promised, and return who got an e-mail, with the e-mails."""
    folder = world.built.settings.data_dir / "mail"
    before = set(folder.glob("*.eml"))
    with world.work():
        tell_news()
    jobs.do_due(world.database)
    fresh = sorted(set(folder.glob("*.eml")) - before)
    messages = [email.message_from_bytes(file.read_bytes(), policy=default) for file in fresh]
    return {str(message["To"]).partition("@")[0].capitalize(): message for message in messages}


def follow(world, name, level, pace=Pace.AT_ONCE):
    with world.work():
        actions.follow_group(world.actor(name), world.group_id, level, pace)


def everybody_quiet(world, *but):
    for name in {"Noa", "Ruth", "Sam", "Ben", "Ada", "Tia"} - set(but):
        follow(world, name, Level.QUIET)


def test_at_once_it_goes_when_it_has_settled_and_was_not_read_meanwhile(world):
    everybody_quiet(world, "Ada", "Tia")
    follow(world, "Ada", Level.EVERYTHING)
    follow(world, "Tia", Level.EVERYTHING)
    with world.work():
        dilemma = world.dilemma("Ben").id
    assert told(world) == {}
    with world.work():
        read_up_to(world.actor("Tia"), dilemma, 0)
    later(world, minutes=3)
    assert set(told(world)) == {"Ada"}
    assert told(world) == {}


def test_a_burst_is_one_e_mail_an_hour_and_nothing_of_it_is_missed(world):
    everybody_quiet(world, "Ada")
    follow(world, "Ada", Level.EVERYTHING)
    heard = 0
    with world.work():
        dilemma = world.dilemma("Ben").id
    for _ in range(12):
        later(world, minutes=10)
        with world.work():
            world.comment("Ruth", session().get_one(Dilemma, dilemma))
        heard += len(told(world))
    assert heard == 2
    later(world, minutes=70)
    assert set(told(world)) == {"Ada"}
    later(world, minutes=70)
    assert told(world) == {}


def test_once_a_day_it_goes_in_the_readers_morning_and_only_if_something_is_unread(world):
    everybody_quiet(world, "Ada", "Tia")
    for name in ("Ada", "Tia"):
        follow(world, name, Level.EVERYTHING, Pace.DAILY)
    with world.work():
        dilemma = world.dilemma("Ben").id
    later(world, hours=19)  # Tuesday, 07:00 in London
    assert told(world) == {}
    with world.work():
        read_up_to(world.actor("Tia"), dilemma, 0)
    later(world, hours=1, minutes=5)
    assert set(told(world)) == {"Ada"}
    later(world, days=1)
    assert told(world) == {}


def test_once_a_week_it_goes_on_monday_morning(world):
    everybody_quiet(world, "Ada")
    follow(world, "Ada", Level.EVERYTHING, Pace.WEEKLY)
    with world.work():
        world.dilemma("Ben")
    for _ in range(6):
        later(world, days=1)
        assert told(world) == {}
    later(world, days=1)
    assert set(told(world)) == {"Ada"}


def test_answers_to_me_are_those_under_what_i_wrote(world):
    everybody_quiet(world, "Ben", "Ada", "Tia")
    for name in ("Ben", "Ada", "Tia"):
        follow(world, name, Level.REPLIES)
    with world.work():
        dilemma = world.dilemma("Ben")
        mine = world.comment("Ada", dilemma)
        world.comment("Ruth", dilemma, parent_id=mine.id)
    later(world, minutes=3)
    assert set(told(world)) == {"Ben", "Ada"}


def test_decisions_are_guidance_and_closings(world):
    everybody_quiet(world, "Ada")
    follow(world, "Ada", Level.DECISIONS)
    with world.work():
        dilemma = world.dilemma("Ben").id
        world.comment("Ruth", session().get_one(Dilemma, dilemma))
    later(world, minutes=3)
    assert told(world) == {}
    with world.work():
        world.comment("Ruth", session().get_one(Dilemma, dilemma), kind=Kind.GUIDANCE)
    later(world, minutes=3)
    assert set(told(world)) == {"Ada"}
    later(world, hours=2)
    assert world.post("Ben", f"/dilemmas/{dilemma}/close").status_code == 303
    later(world, minutes=3)
    assert set(told(world)) == {"Ada"}


def test_one_thread_may_be_followed_otherwise_than_its_group(world):
    everybody_quiet(world, "Ada", "Tia")
    follow(world, "Ada", Level.EVERYTHING)
    with world.work():
        dilemma = world.dilemma("Ben").id
        actions.follow_thread(world.actor("Ada"), dilemma, Level.QUIET)
        actions.follow_thread(world.actor("Tia"), dilemma, Level.EVERYTHING)
    follow(world, "Tia", Level.QUIET)
    later(world, minutes=3)
    assert set(told(world)) == {"Tia"}
    with world.work():
        actions.follow_thread(world.actor("Ada"), dilemma, None)
        world.comment("Ruth", session().get_one(Dilemma, dilemma))
    later(world, minutes=3)
    assert set(told(world)) == {"Ada"}


def test_nothing_goes_in_quiet_hours_nor_while_away_and_it_goes_once_afterwards(world):
    everybody_quiet(world, "Ada", "Tia")
    for name in ("Ada", "Tia"):
        follow(world, name, Level.EVERYTHING)
    with world.work():
        actions.choose_hours(world.actor("Ada"), 22, 15, None)
        actions.choose_hours(world.actor("Tia"), None, None, clock.now() + timedelta(days=3))
        world.dilemma("Ben")
    later(world, minutes=3)
    assert told(world) == {}
    later(world, hours=4)
    assert set(told(world)) == {"Ada"}
    later(world, days=3)
    assert set(told(world)) == {"Tia"}


def test_who_may_not_read_it_is_not_told_of_it(world):
    for name in ("Noa", "Ruth", "Sam", "Ben", "Ada", "Tia"):
        follow(world, name, Level.EVERYTHING)
    with world.work():
        world.dilemma("Ben", to_supervisors=True)
    later(world, minutes=3)
    assert set(told(world)) == {"Ruth", "Sam"}


def test_one_press_from_the_e_mail_ends_it_without_signing_in_and_settings_bring_it_back(world):
    everybody_quiet(world, "Ada")
    follow(world, "Ada", Level.EVERYTHING)
    with world.work():
        dilemma = world.dilemma("Ben").id
    later(world, minutes=3)
    message = told(world)["Ada"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.fullmatch(r"<http://[^/]+(/\S+)>", message["List-Unsubscribe"])[1]
    stranger = world.client()
    assert "End these e-mails" in stranger.get(path).text
    assert stranger.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    later(world, hours=2)
    with world.work():
        world.comment("Ruth", session().get_one(Dilemma, dilemma))
    later(world, minutes=3)
    assert told(world) == {}
    assert world.post("Ada", "/settings/e-mail", wanted="y", waits="y").status_code == 303
    assert set(told(world)) == {"Ada"}
    assert stranger.post("/e-mail/stop/" + "x" * 43).status_code == 404


def test_the_e_mail_holds_no_word_of_the_thread_the_group_or_its_people(world):
    everybody_quiet(world, "Ada")
    follow(world, "Ada", Level.EVERYTHING)
    with world.work():
        dilemma = world.dilemma("Ben", account=f"{MARK} and I.", title=MARK, question=MARK)
        world.comment("Ruth", dilemma, body=MARK)
    later(world, minutes=3)
    whole = told(world)["Ada"].as_string()
    for word in (MARK, "Thursday", "Ben", "Ruth", dilemma.id):
        assert word not in whole
    assert address_of("Ada") in whole


@pytest.mark.parametrize(("start", "end"), [(22, None), (None, 7), (24, 7), (-1, 3)])
def test_hours_are_chosen_whole_and_together(world, start, end):
    with world.work(), pytest.raises(Invalid):
        actions.choose_hours(world.actor("Ada"), start, end, None)


def test_nobody_follows_what_is_not_theirs(world):
    with world.work():
        hidden = world.dilemma("Ben", to_supervisors=True).id
    for name in ("Ada", "Olu", "Finn", "Owen"):
        with world.work(), pytest.raises(Missing):
            actions.follow_thread(world.actor(name), hidden, Level.QUIET)
    for name in ("Olu", "Finn", "Owen"):
        with world.work(), pytest.raises(Missing):
            actions.follow_group(world.actor(name), world.group_id, Level.QUIET, Pace.DAILY)


ZONES = st.sampled_from(["Europe/London", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"])
MOMENTS = st.integers(1_577_836_800_000, 2_051_222_400_000).map(clock.from_millis)


@given(MOMENTS, ZONES, st.booleans())
def test_the_last_morning_has_begun_is_not_long_ago_and_reads_eight(now, zone, weekly):
    morning = last_morning(now, zone, weekly=weekly)
    assert morning <= now < morning + timedelta(days=7 if weekly else 1, hours=1)
    local = clock.in_zone(morning, zone)
    assert local.hour == 8
    assert not weekly or local.weekday() == 0


@given(MOMENTS, ZONES, st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_are_those_from_the_one_to_the_other_round_the_clock(now, zone, start, end):
    hour = clock.in_zone(now, zone).hour
    inside = {(start + n) % 24 for n in range((end - start) % 24)}
    assert Hours(start, end).are_quiet(now, zone) is (hour in inside)
