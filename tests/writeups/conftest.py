"""A practice of its own for each test, since some erase who is in it."""

import pytest

from tests.cast import make_world


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()
