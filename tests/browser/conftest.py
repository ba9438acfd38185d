"""People at real browsers, on a real server."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.practice import Come, Practice
from tests.browser.practice import come as people_of
from tests.serving import Serve

expect.set_options(timeout=20_000)  # what has to come soon says so itself; the rest may wait for a busy machine


@pytest.fixture(scope="module")
def practice(serve_module: Serve) -> Practice:
    """The cast's practice, shared by the tests of a file."""
    return Practice.of_the_cast(serve_module)


@pytest.fixture
def come(practice: Practice, new_context: Callable[..., BrowserContext]) -> Come:
    """Let somebody of the cast come, with a browser of their own."""
    return people_of(practice, new_context)


@pytest.fixture(scope="module")
def demonstration(serve_module: Serve) -> Practice:
    """The demonstration practice; `group_id` is that of its Thursday group."""
    server = serve_module(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    said = json.loads(server.supervise("demo", "--json"))
    return Practice(server.start(), password=said["password"])


@pytest.fixture
def visit(demonstration: Practice, new_context: Callable[..., BrowserContext]) -> Come:
    """Let somebody of the demonstration practice come."""
    return people_of(demonstration, new_context)
