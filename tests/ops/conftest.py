"""The practice that the tests of keeping stand on, and restored copies of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervise.cli import main
from tests.cast import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The cast's practice in a folder of its own."""
    made = make_world(tmp_path / "data")
    yield made
    made.database.close()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Give a command on the data directory of a folder; return its status and what it said."""

    def give(folder: Path, *words: object, **environ: str) -> tuple[int, str]:
        monkeypatch.setenv("SUPERVISE_DATA_DIR", str(folder))
        monkeypatch.setenv("SUPERVISE_TEST_QUICK_HASH", "1")
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    return give
