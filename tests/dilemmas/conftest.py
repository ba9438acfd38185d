"""The cast's practice, for tests of dilemmas in one process."""

import pytest

from tests.cast import make_world


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()
