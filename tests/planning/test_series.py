"""When meetings fall: by the wall clock all year, through clock changes, over midnight and in everybody's zone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.core import clock
from supervise.core.errors import Invalid
from supervise.meetings.models import Every, Meeting, Talk
from supervise.meetings.planning import words
from supervise.meetings.planning.forms import _moment
from supervise.meetings.planning.series import moments, moved, which_weekday

LONDON, VIENNA, NEW_YORK, KATHMANDU = "Europe/London", "Europe/Vienna", "America/New_York", "Asia/Kathmandu"


def at(zone, *shown):
    return datetime(*shown, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def shown(found, zone):
    return [f"{clock.in_zone(one, zone):%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize("zone", [LONDON, VIENNA, NEW_YORK, KATHMANDU])
@pytest.mark.parametrize(("every", "days"), [(Every.WEEKLY, 7), (Every.FORTNIGHTLY, 14)])
def test_a_series_stays_at_its_hour_when_the_clocks_change(zone, every, days):
    found = moments(at(zone, 2027, 3, 4, 18, 30), every, 40, zone)
    assert {f"{clock.in_zone(one, zone):%a %H:%M}" for one in found} == {"Thu 18:30"}
    days_on = [clock.in_zone(one, zone).date() for one in found]
    assert {(after - before).days for before, after in pairwise(days_on)} == {days}


def test_the_week_of_a_clock_change_is_an_hour_shorter_or_longer():
    spring = moments(at(LONDON, 2027, 3, 25, 18, 30), Every.WEEKLY, 2, LONDON)
    autumn = moments(at(LONDON, 2027, 10, 28, 18, 30), Every.WEEKLY, 2, LONDON)
    assert spring[1] - spring[0] == timedelta(days=7, hours=-1)
    assert autumn[1] - autumn[0] == timedelta(days=7, hours=1)


def test_a_time_that_the_clocks_leave_out_falls_an_hour_later_that_day_only():
    found = moments(at(LONDON, 2027, 3, 21, 1, 30), Every.WEEKLY, 3, LONDON)
    assert shown(found, LONDON) == ["2027-03-21 01:30", "2027-03-28 02:30", "2027-04-04 01:30"]


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    found = moments(at(LONDON, 2027, 10, 24, 1, 30), Every.WEEKLY, 2, LONDON)
    assert found[1] == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ((2027, 1, 7), ["2027-02-04", "2027-03-04", "2027-04-01"]),  # the first Thursday
        ((2027, 1, 25), ["2027-02-22", "2027-03-22", "2027-04-26"]),  # the fourth Monday
        ((2027, 1, 29), ["2027-02-26", "2027-03-26", "2027-04-30"]),  # the fifth Friday stands for the last
        ((2027, 12, 31), ["2028-01-28", "2028-02-25", "2028-03-31"]),  # over the year
        ((2028, 1, 31), ["2028-02-28", "2028-03-27", "2028-04-24"]),  # in a leap year
    ],
)
def test_a_monthly_series_keeps_its_weekday(first, then):
    found = moments(at(VIENNA, *first, 19, 0), Every.MONTHLY, 4, VIENNA)
    assert shown(found[1:], VIENNA) == [f"{day} 19:00" for day in then]


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.sampled_from([LONDON, NEW_YORK, KATHMANDU]))
def test_every_month_has_exactly_one_meeting_of_a_monthly_series(day, zone):
    found = moments(at(zone, day.year, day.month, day.day, 18, 0), Every.MONTHLY, 24, zone)
    days = [clock.in_zone(one, zone).date() for one in found]
    months = [one.year * 12 + one.month for one in days]
    assert months == list(range(months[0], months[0] + 24))
    assert {one.weekday() for one in days} == {day.weekday()}
    assert all(which_weekday(one) == which_weekday(day) for one in days) or which_weekday(day) == 5


def test_what_does_not_come_round_is_one_meeting():
    first = at(LONDON, 2027, 3, 4, 18, 30)
    assert moments(first, None, 9, LONDON) == [first]


def test_a_later_meeting_is_moved_by_days_to_the_same_hour():
    later = at(LONDON, 2027, 4, 1, 18, 30)  # after the clocks went forward
    to = at(LONDON, 2027, 3, 23, 19, 15)
    assert shown([moved(later, 1, to, LONDON)], LONDON) == ["2027-04-02 19:15"]


def test_a_meeting_over_midnight_says_on_which_day_it_ends():
    meeting = Meeting(starts_at=at(LONDON, 2026, 12, 31, 23, 30), minutes=90, talk=Talk.ALOUD)
    assert words.from_to(meeting, LONDON) == "23:30 to 01:00 on Friday 1 January 2027"
    assert words.on_day(meeting.starts_at, LONDON) == "Thursday 31 December 2026"
    assert words.from_to(meeting, KATHMANDU) == "05:15 to 06:45"
    assert words.on_day(meeting.starts_at, KATHMANDU) == "Friday 1 January 2027"


def test_a_meeting_in_the_hour_that_comes_twice_ends_after_it_began():
    meeting = Meeting(starts_at=datetime(2027, 10, 31, 0, 30, tzinfo=UTC), minutes=60, talk=Talk.ALOUD)
    assert words.from_to(meeting, LONDON) == "01:30 to 01:30"
    assert words.from_to(meeting, NEW_YORK) == "20:30 to 21:30"


def test_a_time_that_there_is_not_is_refused_when_it_is_typed():
    with pytest.raises(Invalid):
        _moment(date(2027, 3, 28), datetime(2027, 3, 28, 1, 30).time(), LONDON)  # noqa: DTZ001
    noon = datetime(2027, 3, 28, 12, 0).time()  # noqa: DTZ001
    assert _moment(date(2027, 3, 28), noon, LONDON) == datetime(2027, 3, 28, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "said"),
    [
        (Every.WEEKLY, "every week, on Thursdays"),
        (Every.FORTNIGHTLY, "every second week, on Thursdays"),
        (Every.MONTHLY, "every month, on the last Thursday"),
    ],
)
def test_how_a_series_comes_round_is_said_in_words(every, said):
    assert words.comes_round(every, at(LONDON, 2027, 4, 29, 18, 30), LONDON) == said
