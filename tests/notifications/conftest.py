"""An installation that writes its e-mails into a folder, and a server that takes them."""

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from supervise.core import jobs
from tests.accounts.world import World


class Post:
    """What has left so far."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.folder = world.settings.data_dir / "mail"

    def go(self) -> list[EmailMessage]:
        """Send what is promised and return what has left since the last time."""
        before = set(self.folder.glob("*.eml"))
        jobs.do_due(self.world.database)
        fresh = sorted(set(self.folder.glob("*.eml")) - before)
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in fresh]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An installation with Noa and Owen, who runs it; nothing is promised yet."""
    built = World(tmp_path)
    built.person("Noa")
    built.person("Owen", owner=True)
    yield built
    built.close()


@pytest.fixture
def post(world: World) -> Post:
    """What has left so far."""
    return Post(world)
