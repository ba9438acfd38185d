"""Where each person has read to: theirs alone, never going back by itself, and what is new follows from it."""

import pytest

from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import thread_for
from supervise.dilemmas.reading.actions import keep_as_new, read_up_to
from supervise.dilemmas.reading.models import ReadUpTo
from supervise.dilemmas.reading.queries import first_new_in, news_in, place_in
from supervise.groups.queries import seat_for


@pytest.fixture
def thread(world):
    """A dilemma of Ben's with two responses, and what asks about it as somebody."""
    with world.work():
        dilemma = world.dilemma("Ben")
        ids = [world.comment(name, dilemma, body=f"From {name}.").id for name in ("Ruth", "Ada")]
        return dilemma.id, ids


def news(world, name):
    with world.work():
        return [d.id for d, _ in news_in(seat_for(world.actor(name), world.group_id))]


def test_what_was_posted_is_new_to_everybody_but_its_author_until_they_open_it(world):
    with world.work():
        dilemma = world.dilemma("Ben").id
    assert news(world, "Ben") == []
    assert news(world, "Tia") == [dilemma]
    with world.work():
        assert read_up_to(world.actor("Tia"), dilemma, 0) == 0
    assert news(world, "Tia") == []


def test_a_response_is_new_to_the_others_and_not_to_who_wrote_it(world, thread):
    dilemma, _ = thread
    for name in ("Ben", "Ruth", "Ada"):
        with world.work():
            read_up_to(world.actor(name), dilemma, 10)
    with world.work():
        world.comment("Ruth", session().get_one(Dilemma, dilemma))
    assert news(world, "Ruth") == []
    assert news(world, "Ben") == news(world, "Ada") == [dilemma]


def test_the_line_stands_before_the_first_response_of_another_that_came_since(world, thread):
    dilemma, (_, second) = thread
    with world.work():
        assert first_new_in(thread_for(world.actor("Ben"), dilemma)) is None
        read_up_to(world.actor("Ben"), dilemma, 2)
    with world.work():
        own = world.comment("Ben", session().get_one(Dilemma, dilemma))
        third = world.comment("Sam", session().get_one(Dilemma, dilemma)).id
        assert own.number < session().get_one(type(own), third).number
    with world.work():
        assert first_new_in(thread_for(world.actor("Ben"), dilemma)) in {second, third}


def test_another_device_that_has_read_less_takes_nothing_back(world, thread):
    dilemma, _ = thread
    with world.work():
        furthest = read_up_to(world.actor("Tia"), dilemma, 999_999)
    with world.work():
        assert read_up_to(world.actor("Tia"), dilemma, 1) == furthest
    with world.work():
        assert place_in(thread_for(world.actor("Tia"), dilemma)) == furthest


def test_kept_as_new_it_is_new_again(world, thread):
    dilemma, _ = thread
    with world.work():
        read_up_to(world.actor("Tia"), dilemma, 999_999)
    assert news(world, "Tia") == []
    with world.work():
        keep_as_new(world.actor("Tia"), dilemma)
    assert news(world, "Tia") == [dilemma]


def test_nobody_reads_to_a_place_in_what_is_not_open_to_them(world):
    with world.work():
        hidden = world.dilemma("Ben", to_supervisors=True).id
    for name in ("Ada", "Olu", "Owen", "Finn"):
        with world.work(), pytest.raises(Missing):
            read_up_to(world.actor(name), hidden, 0)
        with world.work(), pytest.raises(Missing):
            keep_as_new(world.actor(name), hidden)
    with world.work():
        assert session().query(ReadUpTo).count() == 0
    assert news(world, "Ada") == []
    assert news(world, "Ruth") == [hidden]


def test_what_is_withdrawn_or_removed_is_new_to_nobody(world, thread):
    dilemma, _ = thread
    with world.work():
        read_up_to(world.actor("Tia"), dilemma, 999_999)
        last = world.comment("Sam", session().get_one(Dilemma, dilemma)).id
    assert news(world, "Tia") == [dilemma]
    world.post("Sam", f"/comments/{last}/remove")
    assert news(world, "Tia") == []


def test_the_page_says_where_the_new_begins_and_today_leads_to_it(world, thread):
    dilemma, (first, _) = thread
    tia = world.client("Tia")
    assert f"/dilemmas/{dilemma}" in tia.get("/").get_data(as_text=True)
    assert "since you were here" not in tia.get(f"/dilemmas/{dilemma}").get_data(as_text=True)
    world.post("Tia", f"/dilemmas/{dilemma}/read", number="1")
    shown = tia.get(f"/dilemmas/{dilemma}").get_data(as_text=True)
    assert shown.count("New since you were here") == 1
    assert f'href="#comment-{first}"' in shown
    assert f"/dilemmas/{dilemma}" in tia.get("/").get_data(as_text=True)
    assert world.post("Tia", f"/dilemmas/{dilemma}/read", number="99").status_code == 303
    assert f"/dilemmas/{dilemma}" not in tia.get("/").get_data(as_text=True)
