"""The cast's practice on both databases."""

import pytest

from tests.cast import make_world


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request, tmp_path):
    given = {"SUPERVISE_LIMITS": "off"}
    if request.param == "postgresql":
        given["SUPERVISE_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    made = make_world(tmp_path, **given)
    yield made
    made.database.close()
