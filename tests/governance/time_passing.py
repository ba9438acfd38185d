"""What tests of keeping have in common: a practice, a clock that can be moved, and a sweep that comes round."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from supervise.core import clock
from supervise.core.db import session
from supervise.core.jobs import do_rounds
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas.models import Dilemma
from supervise.governance.retention.forecast import going_soon, went_in
from supervise.groups.queries import Seat, seat_for
from tests.cast import World, make_world

Later = Callable[[int], None]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = make_world(tmp_path / "data", SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    yield made
    made.database.close()


@pytest.fixture
def later(world: World, tmp_path: Path) -> Iterator[Later]:
    """Move the clock to so many days from now, and let what comes round by itself come round."""
    shift = tmp_path / "clock"
    clock.follow(shift)

    def move(days: int) -> None:
        shift.write_text(str(timedelta(days=days).total_seconds()))
        do_rounds(world.database)

    yield move
    clock.follow(None)


def closed(world: World, who: str = "Tia", account: str = "She saw the next client arrive.", **more: object) -> str:
    """Post a dilemma, let Ada respond, and close it; work must be open."""
    dilemma = world.dilemma(who, account, **more)
    world.comment("Ruth" if more else "Ada", dilemma, "A thought about it.")
    dilemmas.close(world.actor(who), dilemma.id, {})
    return str(dilemma.id)


def stands(dilemma_id: str) -> bool:
    """Tell whether a dilemma is there at all; work must be open."""
    return session().get(Dilemma, dilemma_id, populate_existing=True) is not None


def going(world: World, who: str = "Ada") -> list[str]:
    """Return what somebody is shown as going soon: dilemma and kind."""
    return [f"{one.dilemma.id} {one.kind}" for one in going_soon(sitting(world, who))]


def went(world: World, who: str = "Ada") -> list[tuple[str, int]]:
    """Return what somebody is told that went: kind and number."""
    return [(one.label, one.count) for one in went_in(sitting(world, who))]


def sitting(world: World, who: str) -> Seat:
    return seat_for(world.actor(who), world.group_id)


def a_month_on() -> date:
    return (clock.now() + timedelta(days=30)).date()
