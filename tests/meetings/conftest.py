"""A practice for each test of a meeting that is held."""

import pytest

from supervise.core import clock
from tests.cast import make_world
from tests.meetings.holding import InTheRoom, plan


class Wall:
    """The clock of the test: moved, never waited for."""

    def __init__(self, file):
        self.file, self.seconds = file, 0.0
        clock.follow(file)

    def on(self, seconds):
        self.seconds += seconds
        self.file.write_text(str(self.seconds))


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


@pytest.fixture
def wall(world, tmp_path):
    yield Wall(tmp_path / "shift")
    clock.follow(None)


@pytest.fixture
def meeting(world):
    """Plan a meeting and go into it: `meeting(("balint", 45, "Ada"))`."""

    def make(*agenda, **more):
        with world.work():
            planned = plan(world, *(agenda or (("balint", 45, "Ada"),)), **more)
        return InTheRoom(world, planned)

    return make
