"""What each person sees of a meeting, whatever part they have in it, and the screen on the wall: axe finds nothing.

`SUPERVISE_TEST_SHOTS` names a folder for pictures of all of it, to be looked at by people.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from supervise.meetings.room import actions, coming
from tests.browser.axe import NARROW, WIDE, trouble
from tests.browser.practice import Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import World, make_world, words
from tests.meetings.holding import InTheRoom, plan
from tests.serving import Serve

SHOTS = os.environ.get("SUPERVISE_TEST_SHOTS")

# a format, its phase, and what each of some people is shown there
SEEN = {
    ("bells", "ask"): {"Ruth": "You hold the meeting", "Ada": "Think aloud", "Noa": "Go on listening for your bell"},
    ("bells", "share"): {"Ben": "What rang in you", "Ada": "Please stop here"},
    ("balint", "work"): {"Ada": "Please stop here", "Tia": "The presenter leans back"},
    ("supervisor-led", "work"): {"Noa": "Write notes for yourself", "Ruth": "You hold the meeting"},
}


def held(world: World, form: str, phase: str) -> str:
    """Hold a meeting up to a phase, with everybody in it; the path of it."""
    with world.work():
        room = InTheRoom(world, plan(world, (form, 60, "Ada"), starts_in=timedelta(seconds=1)))
    for name in room.member_ids:
        room.do(coming.come_in, name, "a page", promised=True)
    room.lead(actions.begin)
    room.go_to(phase)
    room.do(actions.nudge, "Ruth", room.member_ids["Ben"], words("Can you say what you felt?"))
    return f"/meetings/{room.id}"


def _pictured(person: Person, name: str) -> None:
    for size, scheme in ((WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")):
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        person.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        person.page.screenshot(path=Path(SHOTS or "") / f"{name}-{size['width']}-{scheme}.png", full_page=True)


@pytest.mark.timeout(240)
def test_axe_finds_nothing_on_what_each_sees(serve: Serve, new_context: Callable[..., BrowserContext]) -> None:
    server = serve(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    world = make_world(server.data_dir)
    paths = {at: held(world, *at) for at in SEEN}
    world.database.engine.dispose()
    come = people_of(Practice(server.start(), world.group_id), new_context)
    people = {name: come(name, reduced_motion="reduce") for name in ("Ruth", "Ben", "Ada", "Noa", "Tia")}
    wall, found = people["Ruth"].another(), list[str]()
    for at, seen in SEEN.items():
        for name, shown in seen.items():
            person = people[name].go(f"{paths[at]}/room")
            expect(person.page.locator("main")).to_contain_text(shown)
            found += _looked_at(person, f"{'-'.join(at)}-{name}")
        expect(wall.go(f"{paths[at]}/screen").page.locator(".wall .clock__time")).to_be_visible()
        found += _looked_at(wall, f"{'-'.join(at)}-wall")
    assert not found, "\n".join(found)


def _looked_at(person: Person, name: str) -> list[str]:
    if SHOTS:
        _pictured(person, name)
    return trouble(person)
