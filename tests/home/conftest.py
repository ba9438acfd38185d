"""The cast's practice, for tests of the pages that show several features."""

import pytest

from tests.cast import make_world


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()
