"""The cast's practice at a moment, for tests that move its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from supervise.core import clock
from tests.cast import World, make_world


@contextmanager
def cast_at(folder: Path, moment: datetime) -> Iterator[World]:
    """Make the cast's practice in a folder, at a moment."""
    made = make_world(folder, SUPERVISE_LIMITS="off", SUPERVISE_TEST_CLOCK=str(_clock_of(folder)))
    try:
        at(made, moment)
        yield made
    finally:
        clock.follow(None)
        made.database.close()


def at(world: World, moment: datetime) -> None:
    """Move the clock to a moment; whoever was signed in signs in again."""
    world.clients.clear()
    file = _clock_of(world.built.settings.data_dir)
    file.write_text("0")
    clock.follow(file)
    file.write_text(str((moment - clock.now()).total_seconds()))
    clock.follow(file)
    assert abs(clock.now() - moment) < timedelta(minutes=1)


def later(world: World, **span: float) -> None:
    """Let time pass."""
    at(world, clock.now() + timedelta(**span))


def _clock_of(folder: Path) -> Path:
    return folder / "clock"
