"""Time, identifiers, pace, verdicts, errors: the small things that everything leans on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.core import clock, ids, pace
from supervise.core.errors import Invalid, NotAllowed, TooFast, place_of
from supervise.core.policy import No, Yes, either, require

MOMENTS = st.integers(10**12, 7 * 10**12).map(
    lambda n: clock.from_millis(0) + timedelta(microseconds=n * 1000 + n % 1000)
)
ZONES = st.sampled_from(
    ["Europe/London", "Europe/Vienna", "America/St_Johns", "Pacific/Chatham", "Asia/Kathmandu", "UTC"]
)


# --- time -------------------------------------------------------------------------------------------------


def test_the_clock_is_aware_and_counts_in_whole_milliseconds():
    now = clock.now()
    assert now.tzinfo is UTC
    assert clock.from_millis(clock.millis(now)) == now
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_test_may_move_the_clock_and_give_it_back(tmp_path):
    shift = tmp_path / "clock"
    clock.follow(shift)
    try:
        before = clock.now()
        shift.write_text("86400")
        assert timedelta(hours=23) < clock.now() - before < timedelta(hours=25)
        assert abs(clock.wall_seconds() - before.timestamp()) < 60
    finally:
        clock.follow(None)
    assert abs(clock.now() - before) < timedelta(minutes=1)


@given(MOMENTS)
def test_a_moment_survives_its_way_over_the_wire(moment):
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert clock.from_millis(clock.millis(moment)) == whole


@given(MOMENTS, ZONES)
def test_the_end_of_a_day_is_the_last_moment_on_that_date(moment, zone):
    end = clock.end_of_day(moment, zone)
    date = clock.in_zone(moment, zone).date()
    assert clock.in_zone(end, zone).date() == date
    assert clock.in_zone(end + timedelta(milliseconds=1), zone).date() == date + timedelta(days=1)


def test_the_days_on_which_the_clocks_change_end_when_they_end():
    spring, autumn = datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert clock.end_of_day(spring, "Europe/London") == datetime(2026, 3, 29, 22, 59, 59, 999000, UTC)
    assert clock.end_of_day(autumn, "Europe/London") == datetime(2026, 10, 25, 23, 59, 59, 999000, UTC)


def test_zones_are_those_that_a_person_may_live_in():
    assert clock.is_zone("Europe/London")
    assert not clock.is_zone("Europe/Nowhere")
    assert "Europe/London" in clock.zones()
    assert not any(name.startswith("Etc/") for name in clock.zones())


# --- identifiers -------------------------------------------------------------------------------------------


def test_r09_identifiers_are_random_and_never_counted_up():
    found = [ids.new_id() for _ in range(2000)]
    assert len(set(found)) == 2000
    assert all(ids.is_id(one) for one in found)
    assert len({one[0] for one in found}) > 25
    assert found != sorted(found)


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()), st.binary(), st.floats()))
def test_whatever_comes_from_outside_is_judged_by_its_shape(value):
    assert ids.is_id(value) is (isinstance(value, str) and re.fullmatch(r"[0-9a-hjkmnp-tv-z]{20}", value) is not None)


def test_an_identifier_with_a_line_end_is_none():
    assert not ids.is_id(ids.new_id() + "\n")


@given(st.text())
def test_a_secret_is_kept_as_its_fingerprint_whatever_stands_in_it(secret):
    kept = ids.fingerprint(secret)
    assert len(kept) == 64
    assert kept == ids.fingerprint(secret)
    assert not secret or secret not in kept or len(secret) < 4


def test_lone_surrogates_have_a_fingerprint_too():
    assert ids.fingerprint("\ud800") != ids.fingerprint("\ud801")


def test_secrets_and_keys_are_never_the_same_twice():
    assert len({ids.new_secret() for _ in range(200)}) == 200
    assert len({ids.new_key() for _ in range(200)}) == 200


# --- pace -------------------------------------------------------------------------------------------------


@pytest.fixture
def paced(monkeypatch):
    monkeypatch.setitem(pace.PACES, "write", "3/minute")
    pace.start(None, on=True)
    yield
    pace.start(None, on=False)


def test_too_many_in_a_short_time_are_told_how_long_to_wait(paced):
    for _ in range(3):
        pace.take("write", "somebody")
    with pytest.raises(TooFast) as told:
        pace.take("write", "somebody")
    assert 1 <= told.value.seconds <= 61
    assert "what you wrote is kept" in told.value.message


def test_each_is_counted_for_themselves(paced):
    for _ in range(3):
        pace.take("write", "somebody")
    pace.take("write", "somebody else")
    pace.take("page", "somebody")


def test_looking_counts_nothing(paced):
    for _ in range(9):
        pace.look("write", "somebody")
    for _ in range(3):
        pace.take("write", "somebody")
    with pytest.raises(TooFast):
        pace.look("write", "somebody")


def test_without_limits_nothing_is_counted(paced):
    pace.start(None, on=False)
    for _ in range(50):
        pace.take("write", "somebody")


# --- verdicts and refusals ---------------------------------------------------------------------------------


def test_rights_add_up():
    no, other = No("One reason."), No("Another reason.")
    assert either(no, Yes()) == Yes()
    assert either(no, other) == other
    assert require(Yes()) is None
    with pytest.raises(NotAllowed, match="One reason"):
        require(no)


def test_what_does_not_fit_says_the_first_sentence_of_its_fields():
    assert Invalid(fields={"a": ["First."], "b": ["Second."]}).message == "First."
    assert Invalid().message == "Something here needs another look."


def test_where_an_error_arose_is_told_without_its_words():
    try:
        raise ValueError("Mrs Weatherby")
    except ValueError as error:
        told = place_of(error)
    assert told.startswith("ValueError at test_where_an_error_arose")
    assert "Weatherby" not in told
    assert place_of(ValueError("x")) == "ValueError at ?"
