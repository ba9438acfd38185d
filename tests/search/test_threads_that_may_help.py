"""While one writes, threads that share much with it are named: of one's own group, and open to oneself. On both databases."""

import pytest

from supervise.dilemmas import actions, comments
from supervise.groups.queries import seat_for
from supervise.search.helping import threads_that_may_help
from tests.cast import CHEAPEST

WRITTEN = "My client brought an expensive scarf as a present before the holidays and I felt awkward accepting."
ALIKE = "At the last session before holidays she brought me a scarf, an expensive present, and I was awkward."
OTHER = "He was late for the fourth time and we talked about the waiting room and the weather for a while."


def helping(world, who, written=WRITTEN, themes=()):
    with world.work():
        return [d.id for d, _ in threads_that_may_help(seat_for(world.actor(who), world.group_id), written, themes)]


def test_what_is_alike_is_named_and_what_is_not_is_not(world):
    with world.work():
        alike, _ = world.dilemma("Ben", ALIKE).id, world.dilemma("Ada", OTHER).id
    assert helping(world, "Tia") == [alike]
    assert helping(world, "Tia", "Short.") == []
    assert helping(world, "Tia", "\"*(){}[]' OR NEAR \u0000 %_ \u4f60\u597d") == []


def test_what_was_said_in_the_thread_counts_as_well(world):
    with world.work():
        thread = world.dilemma("Ada", OTHER)
        world.comment("Ben", thread, ALIKE)
        world.dilemma("Sam", "She asked for my telephone number and I did not know what to say.")
        told = thread.id
    assert helping(world, "Tia") == [told]


def test_shared_themes_count(world):
    with world.work():
        both = world.dilemma("Ben", OTHER, themes=["anger", "silence-flatness"]).id
        world.dilemma("Ada", OTHER, themes=["anger"])
    assert helping(world, "Tia", "Nothing else.", ["anger", "silence-flatness"]) == [both]


def test_nobody_is_named_a_thread_that_is_not_open_to_them(world):
    with world.work():
        hidden = world.dilemma("Ben", ALIKE, to_supervisors=True, themes=["anger", "silence-flatness"]).id
    themes = ["anger", "silence-flatness"]
    assert helping(world, "Ruth", themes=themes) == helping(world, "Ben", themes=themes) == [hidden]
    assert helping(world, "Ada", themes=themes) == helping(world, "Tia", themes=themes) == []


def test_what_was_withdrawn_or_removed_is_named_to_nobody(world):
    with world.work():
        gone = world.dilemma("Ben", ALIKE).id
        kept = world.dilemma("Ada", OTHER)
        said = world.comment("Ben", kept, ALIKE).id
    assert set(helping(world, "Tia")) == {gone, kept.id}
    with world.work():
        actions.withdraw(world.actor("Ben"), gone)
        comments.remove_comment(world.actor("Ben"), said)
    assert helping(world, "Tia") == []


@pytest.mark.parametrize("who", ["Olu", "Owen", "Finn"])
def test_strangers_get_no_answer(world, who):
    client = world.client(who)
    token = client.get(CHEAPEST).text.partition('name="csrf-token" content="')[2].partition('"')[0]
    path = f"/groups/{world.group_id}/threads-that-may-help"
    assert client.post(path, json={"text": WRITTEN}, headers={"X-CSRFToken": token}).status_code == 404
