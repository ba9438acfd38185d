"""What tests of one's own words have in common: a practice, and what is asked of it by forms."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from supervise.core.db import Base
from supervise.core.ids import new_key
from supervise.dilemmas.references.models import Reference
from tests.cast import World, make_world

MARK, BESIDE, CLEARED = "quartz 7", "paddle 3", "green door 4"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = make_world(tmp_path)
    yield made
    made.database.close()


def post(world: World, who: str, account: str, mark: str | None = None) -> str:
    """Post a dilemma by the form; return its id."""
    form = {"account": account, "key": new_key(), **({"reference": mark} if mark else {})}
    reply = world.post(who, f"/groups/{world.group_id}/dilemmas", **form)
    assert reply.status_code == 303, reply.text
    return str(reply.headers["Location"]).rpartition("/")[2]


def reference_id(world: World, mark: str = MARK) -> str:
    with world.work() as db:
        return str(db.scalar(select(Reference.id).where(Reference.mark == mark)))


def copy(world: World, who: str, form: str = "md", mark: str = MARK) -> str:
    reply = world.post(who, f"/settings/references/{reference_id(world, mark)}/copy", form=form)
    assert reply.status_code == 200
    return str(reply.text)


def tables_holding(world: World, mark: str) -> list[str]:
    with world.work() as db:
        rows = {
            name: str([tuple(row) for row in db.execute(table.select())])
            for name, table in Base.metadata.tables.items()
        }
    return [name for name, held in rows.items() if mark in held]


def unpacked(reply: Any) -> str:
    """Return all that a ZIP holds, as one text."""
    assert reply.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(reply.data))
    assert archive.testzip() is None
    return "".join(archive.read(name).decode() for name in archive.namelist())
