"""The small installation that the tests of groups stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.groups.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An installation with two groups."""
    built = World(tmp_path)
    yield built
    built.close()
