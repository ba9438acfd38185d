"""The seeded practice that the tables of rights are made on."""

from collections.abc import Iterator

import pytest

from tests.house.practice import Practice, make_practice


@pytest.fixture(scope="module")
def practice(tmp_path_factory) -> Iterator[Practice]:
    made = make_practice(tmp_path_factory.mktemp("practice"))
    yield made
    made.close()
