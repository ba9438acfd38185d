"""A group's own formats: copied, changed with a line named for what does not fit, every version kept."""

import re

import pytest
from sqlalchemy import select

from supervise.core.documents import Unfit
from supervise.core.errors import Invalid, NotAllowed, Stale
from supervise.meetings.library import built_in
from supervise.meetings.models import FormatVersion, ItemKind
from supervise.meetings.planning.agenda import Item
from supervise.meetings.shaping import actions
from supervise.meetings.shaping.queries import formats_for, own_format_for
from tests.cast import CHEAPEST, csrf


@pytest.fixture
def ours(world):
    with world.work():
        return actions.copy_format(world.actor("Ruth"), world.group_id, "balint", "Our Balint").id


def source(world, ours):
    with world.work():
        return own_format_for(world.actor("Ruth"), ours).version.source


def change(world, ours, words, version=1, who="Ruth"):
    with world.work():
        return actions.change_format(world.actor(who), ours, words, version=version)


@pytest.mark.parametrize("based_on", [one.id for one in built_in().values() if not one.frame])
def test_every_format_can_be_copied_and_goes_as_the_one_it_was(world, based_on):
    with world.work():
        actions.copy_format(world.actor("Noa"), world.group_id, based_on, "Ours")
        copy = formats_for(world.group_id)["ours"]
    assert (copy.id, copy.name, copy.version) == ("ours", "Ours", 1)
    assert copy.phases == built_in()[based_on].phases


def test_minutes_and_prompts_are_changed_and_the_earlier_version_is_kept(world, ours):
    words = source(world, ours).replace("seconds: 1320", "seconds: 1500").replace("Tell us about you", "Tell of you")
    assert change(world, ours, words) == 2
    with world.work() as db:
        now = formats_for(world.group_id)["our-balint"]
        assert (now.version, now.phase("work").seconds) == (2, 1500)
        assert now.phase("tell").says.startswith("Tell of you")
        kept = db.scalars(select(FormatVersion).order_by(FormatVersion.number)).all()
        assert [one.number for one in kept] == [1, 2]
        assert "seconds: 1320" in kept[0].source


def test_the_same_words_again_make_no_version(world, ours):
    assert change(world, ours, source(world, ours)) == 1


def test_what_does_not_fit_is_said_with_its_line_and_nothing_typed_is_lost(world, ours):
    words = source(world, ours).replace("presenter: silent", "presenter: asleep")
    line = next(n for n, one in enumerate(words.splitlines(), 1) if "asleep" in one)
    with pytest.raises(Unfit, match=f"your format, line {line}: 'asleep' is none of"):
        change(world, ours, words)
    reply = world.post("Ruth", f"/formats/own/{ours}/change", source=words, version="1")
    assert reply.status_code == 422
    assert f"line {line}" in reply.text and "asleep" in reply.text
    assert "Our Balint" in world.client("Tia").get(f"/formats/own/{ours}").text


@pytest.mark.parametrize(
    "words",
    ["", "[", "id: x", "a: &a [*a]", "phases: 3", "- 1", "id: x\nid: y", "\x00", "&a [" * 500, "!!python/object:os.x"],
)
def test_whatever_is_sent_is_refused_in_words(world, ours, words):
    assert world.post("Ruth", f"/formats/own/{ours}/change", source=words, version="1").status_code == 422


def test_a_format_stays_what_it_is_called_in_addresses_and_does_not_become_a_frame(world, ours):
    renamed = re.sub("(?m)^id: .*$", "id: balint", source(world, ours)).replace("seconds: 480", "seconds: 420")
    assert change(world, ours, renamed) == 2
    with world.work():
        assert formats_for(world.group_id)["balint"] == built_in()["balint"]
    with pytest.raises(Invalid):
        change(world, ours, source(world, ours) + "frame: true\n", version=2)


def test_two_who_change_it_at_once_do_not_lose_each_others_words(world, ours):
    first = source(world, ours).replace("seconds: 480", "seconds: 420")
    change(world, ours, first)
    with pytest.raises(Stale):
        change(world, ours, first.replace("seconds: 420", "seconds: 540"), who="Noa")


def test_only_the_convenor_and_the_supervisors_make_formats(world, ours):
    for who in ("Ben", "Tia"):
        with pytest.raises(NotAllowed):
            change(world, ours, "x", who=who)
        assert world.client(who).get(f"/formats/own/{ours}").status_code == 200
    for who in ("Olu", "Owen"):
        assert world.client(who).get(f"/formats/own/{ours}").status_code == 404


@pytest.mark.parametrize("name", ["Balint", "Our Balint", "!!!", "x" * 61, "a\nb: c"])
def test_a_name_that_is_taken_or_does_not_fit_is_refused_or_made_to_fit(world, ours, name):
    client = world.client("Ruth")
    given = {"csrf_token": csrf(client.get(CHEAPEST).text), "based_on": "balint", "name": name}
    reply = client.post(f"/groups/{world.group_id}/formats", data=given)
    assert reply.status_code == (303 if name == "a\nb: c" else 422)


def test_what_is_no_longer_offered_is_not_planned_anew(world, ours, planner):
    case = [Item(ItemKind.CASE, 45, "our-balint")]
    planner.planned(agenda=case, minutes=45)
    with world.work():
        actions.retire_format(world.actor("Ruth"), ours)
    with pytest.raises(Invalid):
        planner.planned(agenda=case, minutes=45)
    meeting = planner.meetings()[0]
    assert "Our Balint" in world.client("Tia").get(f"/meetings/{meeting.id}").text
