"""What one keeps at hand is one's own, and is there no longer than one may read it."""

import pytest

from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.dilemmas import actions
from supervise.dilemmas.reading.actions import keep_at_hand
from supervise.dilemmas.reading.models import Bookmark


def kept(world, who):
    return world.client(who).get("/at-hand").text


def test_a_thread_is_kept_at_hand_and_let_go_for_oneself_alone(world):
    with world.work():
        dilemma = world.dilemma("Ben", title="The closed door").id
    assert "Nothing is at hand" in kept(world, "Tia")
    for _ in range(2):
        assert world.post("Tia", f"/dilemmas/{dilemma}/at-hand", on="y").status_code == 303
    assert "The closed door" in kept(world, "Tia")
    assert "Keep it at hand no more" in world.client("Tia").get(f"/dilemmas/{dilemma}").text
    assert "Nothing is at hand" in kept(world, "Ben")
    assert "Keep it at hand no more" not in world.client("Ben").get(f"/dilemmas/{dilemma}").text
    for _ in range(2):
        assert world.post("Tia", f"/dilemmas/{dilemma}/at-hand").status_code == 303
    assert "Nothing is at hand" in kept(world, "Tia")


def test_nobody_keeps_at_hand_what_is_not_open_to_them(world):
    with world.work():
        hidden = world.dilemma("Ben", to_supervisors=True).id
    for name in ("Ada", "Olu", "Owen", "Finn"):
        with world.work(), pytest.raises(Missing):
            keep_at_hand(world.actor(name), hidden, on=True)
    with world.work():
        assert session().query(Bookmark).count() == 0


def test_what_was_withdrawn_is_at_hand_no_more(world):
    with world.work():
        dilemma = world.dilemma("Ben", title="The closed door").id
        keep_at_hand(world.actor("Tia"), dilemma, on=True)
    assert "The closed door" in kept(world, "Tia")
    with world.work():
        actions.withdraw(world.actor("Ben"), dilemma)
    assert "Nothing is at hand" in kept(world, "Tia")
