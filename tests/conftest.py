"""What every test stands on. Nothing here patches anything or imports gevent."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.services", "tests.serving"]

settings.register_profile("test", max_examples=25, deadline=None, print_blob=True)
settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("soak" if os.environ.get("SUPERVISE_TEST_SOAK") == "1" else "test")


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses are written in full, since every test has a server of its own."""


LONGEST = (
    "tests/house/test_gates.py",
    "tests/browser/test_access.py",
    "tests/browser/test_live.py",
    "tests/browser/test_a_meeting.py",
    "tests/bench/test_bench.py",
    "tests/browser/test_a_write_up.py",
    "tests/browser/test_cover.py",
    "tests/browser/test_ten_days.py",
    "tests/house/test_policy_mutants.py",
    "tests/live/test_faults.py",
    "tests/browser/test_posting.py",
    "tests/browser/test_shield.py",
    "tests/governance/test_no_byte_is_left.py",
    "tests/browser/test_without_a_line.py",
    "tests/browser/test_audiences.py",
    "tests/browser/test_a_trainees_case.py",
    "tests/browser/test_cover_everywhere.py",
    "tests/browser/test_what_each_sees_of_a_meeting.py",
    "tests/live/test_beside.py",
    "tests/ops/test_small_practice.py",
    "tests/browser/test_a_meeting_by_keyboard.py",
    "tests/browser/test_marking.py",
    "tests/browser/test_idle_lock.py",
    "tests/live/test_server.py",
    "tests/live/test_bad_input.py",
    "tests/browser/test_keyboard.py",
    "tests/browser/test_writing_at_speed.py",
    "tests/bench/test_scale.py",
    "tests/live/test_slow_readers.py",
    "tests/dilemmas/test_constant_queries.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process has one left when the others are done."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
