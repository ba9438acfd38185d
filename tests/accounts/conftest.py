"""The small installation that the tests of accounts stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An installation with Noa, Ben and Owen, who runs it."""
    built = World(tmp_path)
    built.person("Noa")
    built.person("Ben")
    built.person("Owen", owner=True)
    yield built
    built.close()
