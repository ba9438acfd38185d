"""What a form does and what the live channel does is paced and judged alike; other processes' words are heard on."""

import json

from supervise.core import clock
from supervise.core.ids import new_key
from supervise.core.pace import PACES
from supervise.groups.actions import describe_group
from supervise.web import bus
from tests.cast import CHEAPEST, World
from tests.review.pages import OpenPage


def test_a_flood_of_forms_is_slowed_as_one_of_events_is(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    allowed = int(PACES["write"].partition("/")[0])
    client, path = world.client("Ben"), f"/dilemmas/{dilemma_id}/comments"
    token = client.get(CHEAPEST).text.partition('name="csrf-token" content="')[2].partition('"')[0]
    answers = [
        client.post(path, data={"csrf_token": token, "body": f"Thought {n}.", "key": new_key()})
        for n in range(allowed + 1)
    ]
    assert [one.status_code for one in answers] == [303] * allowed + [429]
    assert f"Thought {allowed}." in answers[-1].text
    sent = {"dilemma": dilemma_id, "body": "Another.", "key": new_key()}
    assert OpenPage(world, "Ben").ask("comment:post", **sent)["code"] == "too_fast"


def test_a_command_that_cannot_be_carried_out_does_not_end_the_listening(world: World) -> None:
    for word in (b"{", b"[]", json.dumps({"from": "x", "command": "unheard of", "about": {}}).encode()):
        bus._carry_out(word)


def test_a_day_is_over_when_it_is_over_where_the_group_is(world: World) -> None:
    zones = ("Pacific/Kiritimati", "Etc/GMT+12")
    today = {zone: clock.in_zone(clock.now(), zone).date() for zone in zones}
    assert today[zones[0]] != today[zones[1]]
    for zone in zones:
        with world.work():
            describe_group(world.actor("Noa"), world.group_id, name="Thursday group", about="", zone=zone)
            dilemma_id = world.dilemma("Tia", needed_by=today[zone]).id
        row = world.client("Ada").get(f"/groups/{world.group_id}").text.partition(f'id="row-{dilemma_id}"')[2]
        assert "still waits" not in row.partition("</article>")[0]
