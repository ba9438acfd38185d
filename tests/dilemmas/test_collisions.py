"""Two who do the same at one moment."""

import pytest
from sqlalchemy import insert

from supervise.core import clock
from supervise.core.db import transaction
from supervise.core.errors import Collision
from supervise.dilemmas.models import Closure
from tests.cast import make_world


def test_two_who_do_the_same_at_one_moment_get_an_answer_and_no_fault(tmp_path):
    world = make_world(tmp_path)
    with world.work():
        dilemma = world.dilemma()
        row = {"dilemma_id": dilemma.id, "by_id": None, "at": clock.now()}
        with transaction() as db:
            db.add(Closure(**row))
        with pytest.raises(Collision) as refusal, transaction() as db:
            db.execute(insert(Closure).values(**row))
    assert refusal.value.status == 409
