"""A house for each file, its lines closed after each test."""

import pytest

from tests.live.house import make_house


@pytest.fixture(scope="module")
def shared_house(serve_module):
    made = make_house(serve_module, SUPERVISE_LIMITS="off")
    yield made
    made.world.database.close()


@pytest.fixture
def house(shared_house):
    yield shared_house
    shared_house.close_lines()
