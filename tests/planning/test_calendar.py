"""Calendars: a file that programs read, an address that dies with the membership, and no word in either."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import transaction
from supervise.core.ids import fingerprint
from supervise.groups import actions as groups
from supervise.meetings.models import CalendarFeed
from supervise.meetings.planning import actions
from supervise.meetings.planning.calendar import Entry, as_calendar, escaped, folded

ENTRY = Entry(
    uid="abc@supervise",
    starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    minutes=90,
    changed_at=datetime(2027, 1, 1, tzinfo=UTC),
    revision=3,
    cancelled=False,
    link="https://supervise.example.org/meetings/abc",
)


def test_a_meeting_is_written_as_an_event_in_utc():
    lines = as_calendar([ENTRY]).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "VERSION:2.0",
        "UID:abc@supervise",
        "SEQUENCE:3",
        "DTSTART:20270328T003000Z",
        "DTEND:20270328T020000Z",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
    ):
        assert line in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back(words):
    line = "X:" + escaped(words)
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


@pytest.mark.parametrize(
    ("words", "written"),
    [("a, b; c", "a\\, b\\; c"), ("a\\n", "a\\\\n"), ("a\r\nb\nc\rd", "a\\nb\\nc\\nd")],
)
def test_what_has_a_meaning_of_its_own_is_marked(words, written):
    assert escaped(words) == written


def feed_of(world, who="Tia"):
    text = world.post(who, f"/groups/{world.group_id}/meetings/feed").text
    return re.search(r'value="http://[^"]*(/calendar/[^"]+\.ics)"', text)[1]


def test_an_address_tells_when_and_nothing_else_to_whoever_has_it(world, planner):
    meeting = planner.planned(presenter="Ada", call_link="https://call.example.org/x")
    reply = world.client().get(feed_of(world))
    assert reply.status_code == 200
    assert reply.content_type == "text/calendar; charset=utf-8"
    assert f"/meetings/{meeting.id}" in reply.text.replace("\r\n ", "")
    for word in ("Thursday", "group", "Ada", "Ruth", "alint", "call.example.org", "Case", "Check"):
        assert word not in reply.text


def test_of_its_secret_only_the_fingerprint_is_kept(world):
    secret = feed_of(world).removeprefix("/calendar/").removesuffix(".ics")
    with world.work() as db:
        assert db.scalars(select(CalendarFeed.fingerprint)).all() == [fingerprint(secret)]
    for file in world.built.settings.data_dir.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file


def test_a_new_address_takes_the_place_of_the_old_and_it_can_be_taken_away(world):
    old, new = feed_of(world), feed_of(world)
    assert [world.client().get(one).status_code for one in (old, new)] == [404, 200]
    world.post("Tia", f"/groups/{world.group_id}/meetings/feed/away")
    assert world.client().get(new).status_code == 404


def test_u02_an_address_dies_with_the_membership(world):
    address = feed_of(world)
    with world.work():
        groups.remove_member(world.actor("Noa"), world.group_id, world.member("Tia").id, keep_name=True)
    assert world.client().get(address).status_code == 404
    with world.work() as db:
        assert not db.scalars(select(CalendarFeed)).all()


def test_an_address_answers_nothing_while_its_owner_may_not_read(world):
    address = feed_of(world)
    with world.work(), transaction():
        world.member("Tia").accepted_version = 0
    assert world.client().get(address).status_code == 404


def test_a_changed_meeting_has_a_higher_number_and_a_called_off_one_says_so(world, planner):
    meeting = planner.planned()
    address = feed_of(world)
    assert "SEQUENCE:0" in world.client().get(address).text
    with world.work():
        later = planner.plan(starts_at=clock.now() + timedelta(days=4))
        actions.change_meeting(world.actor("Ruth"), meeting.id, later, revision=0)
    assert "SEQUENCE:1" in world.client().get(address).text
    with world.work():
        actions.cancel_meeting(world.actor("Ruth"), meeting.id)
    text = world.client().get(address).text
    assert "SEQUENCE:2" in text and "STATUS:CANCELLED" in text


@pytest.mark.parametrize("secret", ["x" * 43, "x", "../x", "x" * 5000, "%00", "é"])
def test_a_false_address_finds_nothing(world, secret):
    assert world.client().get(f"/calendar/{secret}.ics").status_code == 404
