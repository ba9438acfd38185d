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


@pytest.fixture
def new_house(serve):
    """Make a house of this test's own: `new_house(SUPERVISE_IDLE_MINUTES="5")`."""
    made = []

    def make(**environ):
        made.append(make_house(serve, **environ))
        return made[-1]

    yield make
    for one in made:
        one.world.database.close()
        one.close_lines()
