"""The e-mails about meetings: day, time by the reader's own clock, a link, and not a word more."""

import email
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest

from supervise.accounts.queries import account_with
from supervise.core import clock, jobs
from supervise.core.db import transaction
from supervise.meetings.planning import actions
from tests.cast import email as address


def letters(world):
    folder = world.built.settings.data_dir / "mail"
    before = set(folder.glob("*.eml"))
    jobs.do_due(world.database)
    fresh = sorted(set(folder.glob("*.eml")) - before)
    found = [email.message_from_bytes(file.read_bytes(), policy=default) for file in fresh]
    return {one["To"]: one for one in found}


@pytest.fixture
def quiet(world):
    letters(world)
    return world


def test_each_reads_when_it_is_by_their_own_clock_and_nothing_else(quiet, planner):
    with quiet.work(), transaction():
        account_with(address("Tia")).zone = "Asia/Kathmandu"
    begins = (clock.now() + timedelta(days=40)).replace(hour=18, minute=30, second=0, microsecond=0)
    meeting = planner.planned(starts_at=begins, presenter="Ada", call_link="https://call.example.org/x")
    found = letters(quiet)
    assert set(found) == {address(name) for name in ("Ruth", "Sam", "Ben", "Ada", "Tia")}, "all but whoever planned it"
    words = found[address("Tia")].get_content()
    assert "00:15 to" in words and "(Asia/Kathmandu)" in words
    assert f"/meetings/{meeting.id}" in words
    for one in found.values():
        for word in ("Thursday group", "Ada", "Ruth", "Balint", "call.example.org", "aloud"):
            assert word not in one.get_content().replace(one["To"], "")
        assert one["Subject"] == "A meeting is planned"
        assert one["List-Unsubscribe"]


def test_what_was_called_off_before_the_e_mail_left_is_not_invited_to(quiet, planner):
    meeting = planner.planned()
    with quiet.work():
        actions.cancel_meeting(quiet.actor("Ruth"), meeting.id)
    assert {one["Subject"] for one in letters(quiet).values()} == {"A meeting is called off"}


def test_who_has_left_or_wants_no_e_mails_gets_none(quiet, planner):
    planner.planned()
    with quiet.work() as db, transaction():
        quiet.member("Ben").left_at = datetime(2026, 1, 1, tzinfo=UTC)
        db.flush()
    assert address("Ben") not in letters(quiet)
