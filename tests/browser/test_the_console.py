"""What whoever holds a meeting has unfolded stays that, whatever comes and goes beside it: nothing else is pressed."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.practice import Practice
from tests.browser.practice import come as people_of
from tests.browser.test_what_each_sees_of_a_meeting import held
from tests.cast import make_world
from tests.serving import Serve


def test_what_is_unfolded_is_the_same_when_the_console_changes(
    serve: Serve, new_context: Callable[..., BrowserContext]
) -> None:
    server = serve(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    world = make_world(server.data_dir)
    path = held(world, "balint", "work")
    world.database.engine.dispose()
    come = people_of(Practice(server.start(), world.group_id), new_context)
    ruth = come("Ruth").go(f"{path}/room")
    console, unfolded = ruth.page.locator("#room-console"), ruth.page.locator("#room-console details[open] > summary")
    console.get_by_text("End the meeting").click()
    for press, then in (("Pause", "Go on"), ("Go on", "Pause"), ("Mark this moment", "Pause"), ("Pause", "Go on")):
        console.get_by_role("button", name=press, exact=True).click()
        expect(console.get_by_role("button", name=then, exact=True)).to_be_visible()
        expect(unfolded).to_have_text(["End the meeting"])
        expect(console.get_by_role("button", name="End it now")).to_be_visible()
