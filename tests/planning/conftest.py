"""A practice for each test of planning."""

import pytest

from tests.cast import make_world
from tests.planning.planned import Planner


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


@pytest.fixture
def planner(world):
    return Planner(world)
