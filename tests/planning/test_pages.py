"""The pages of planned meetings, as the cast uses them without a script."""

from datetime import timedelta

import pytest

from supervise.core import clock

DAY = (clock.now() + timedelta(days=20)).date()


def form(world, **more):
    with world.work():
        ruth, sam, ada = (world.member(name).id for name in ("Ruth", "Sam", "Ada"))
    return {
        "day": DAY.isoformat(),
        "at": "18:30",
        "minutes": "90",
        "talk": "aloud",
        "facilitator": ruth,
        "deputy": sam,
        "call_link": "https://call.example.org/room",
        "every": "",
        "times": "6",
        "check_in": "8",
        "check_out": "5",
        "format_0": "balint",
        "presenter_0": ada,
        "minutes_0": "45",
        "format_1": "quick-consult",
        "presenter_1": "",
        "minutes_1": "20",
        "shown": "2",
        "key": "a-key-of-the-page",
        **more,
    }


def planned(world, by="Noa", **more):
    return world.post(by, f"/groups/{world.group_id}/meetings", **form(world, **more))


def test_a_meeting_is_planned_and_everybody_in_the_group_sees_it(world):
    reply = planned(world)
    assert reply.status_code == 303
    for who in ("Noa", "Ruth", "Ben", "Tia"):
        text = world.client(who).get(reply.headers["Location"]).text
        for said in ("18:30 to 20:00", "Balint group", "presented by Ada", "presenter to be named", "78 of 90 minutes"):
            assert said in text, (who, said)
        assert "12 are not given to anything yet" in text
        assert ("Change the plan" in text) == (who in {"Noa", "Ruth"}), who


def test_the_form_begins_with_a_balint_group_and_offers_the_three_first(world):
    text = world.client("Noa").get(f"/groups/{world.group_id}/meetings/new").text
    assert '<option selected value="balint">' in text
    first, more = text.index('label="To begin with"'), text.index('label="More formats"')
    assert first < text.index('value="quick-consult"') < more < text.index('value="heilsbronn"')


def test_a_case_without_minutes_takes_as_long_as_its_format(world):
    place = planned(world, minutes_0="").headers["Location"]
    assert "78 of 90 minutes" in world.client("Noa").get(place).text


def test_room_for_a_further_case_keeps_what_was_typed(world):
    reply = planned(world, more="1")
    assert reply.status_code == 200
    assert 'name="format_2"' in reply.text
    assert 'value="https://call.example.org/room"' in reply.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"minutes": "60"}, "The agenda takes 78 minutes and the meeting 60."),
        ({"call_link": "javascript:alert(1)"}, "begins with https://"),
        ({"day": "2020-01-01"}, "still to come"),
        ({"day": ""}, "Say on which day."),
        ({"at": "half past"}, "Give a time, like 18:30."),
        ({"facilitator": "0" * 20}, "Choose somebody of the group."),
        ({"format_0": "check-in"}, "Choose a format for each case."),
        ({"format_0": "nonsense"}, "Choose a format for each case."),
        ({"presenter_0": "0" * 20}, "A case is presented by somebody of the group."),
        ({"minutes_0": "ten"}, "Give whole minutes, like 45."),
        ({"every": "weekly", "times": "1"}, "A series has 2 to 52 meetings."),
        ({"every": "daily"}, "Not a valid choice"),
    ],
)
def test_what_does_not_hold_together_is_said_and_kept(world, given, said):
    reply = planned(world, **given)
    assert reply.status_code == 422
    assert said in reply.text
    if "call_link" not in given:
        assert 'value="https://call.example.org/room"' in reply.text


def test_a_plan_is_changed_and_who_looked_at_an_older_one_is_told(world):
    place = planned(world).headers["Location"]
    filled = world.client("Noa").get(f"{place}/plan").text
    assert 'name="revision" type="hidden" value="0"' in filled or 'value="0"' in filled
    assert world.post("Noa", f"{place}/plan", **form(world, revision="0", at="19:15")).status_code == 303
    assert "19:15 to 20:45" in world.client("Tia").get(place).text
    stale = world.post("Ruth", f"{place}/plan", **form(world, revision="0", at="20:00"))
    assert stale.status_code == 409
    assert "19:15 to 20:45" in world.client("Tia").get(place).text


def test_a_meeting_that_was_called_off_says_so(world):
    place = planned(world).headers["Location"]
    assert world.client("Noa").get(f"{place}/cancel").status_code == 200
    assert world.post("Noa", f"{place}/cancel").status_code == 303
    assert "This meeting was called off." in world.client("Tia").get(place).text
    assert world.client("Noa").get(f"{place}/plan").status_code == 403


def test_the_next_meeting_stands_on_the_groups_page_and_on_today(world):
    place = planned(world).headers["Location"]
    for path in (f"/groups/{world.group_id}", "/", f"/groups/{world.group_id}/meetings"):
        assert place in world.client("Tia").get(path).text, path
    assert place not in world.client("Olu").get("/").text


def test_each_reads_the_time_by_their_own_clock(world):
    place = planned(world).headers["Location"]
    world.post("Tia", "/settings/zone", zone="Asia/Tokyo")
    text = world.client("Tia").get(place).text
    assert "Asia/Tokyo" in text
    assert "18:30 to 20:00" not in text


def test_a_calendar_file_is_handed_over_and_holds_a_link_and_times_only(world):
    place = planned(world).headers["Location"]
    reply = world.client("Tia").get(f"{place}/calendar.ics")
    assert reply.content_type.startswith("text/calendar")
    assert place in reply.text
    for word in ("Thursday group", "Ruth", "Balint", "call.example.org"):
        assert word not in reply.text
