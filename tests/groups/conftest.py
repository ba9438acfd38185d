"""The practice that the tests of groups stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise.web import bus
from tests.groups.practice import Practice


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The cast's practice."""
    built = Practice(tmp_path)
    yield built
    built.database.close()


@pytest.fixture
def told(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """What is told to every process from now on."""
    heard: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(bus, "tell", lambda command, **about: heard.append((command, about)))
    return heard
