"""One practice for all tests of a file: each begins write-ups of its own."""

import pytest

from tests.cast import make_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = make_world(tmp_path_factory.mktemp("writeups"), SUPERVISE_LIMITS="off")
    yield made
    made.database.close()
