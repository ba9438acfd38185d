"""A meeting is planned and held with the keyboard alone; axe looks at what each of them sees on the way."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from supervise.core import clock
from tests.browser.axe import trouble
from tests.browser.keys import enter_at, tab_to
from tests.browser.practice import Come, Person, Practice


def leads(person: Person, what: str) -> None:
    enter_at(person, person.page.locator("#room-console").get_by_role("button", name=what, exact=True))


def stands_at(people: tuple[Person, ...], phase: str) -> None:
    for one in people:
        expect(one.page.locator("h1")).to_contain_text(phase)


def _typed(person: Person, field: str, wanted: str, *ways: str) -> None:
    """Type a day or a time in the order in which this browser asks for its parts."""
    at = person.page.locator(field)
    tab_to(person, at)
    for way in ways:
        at.fill("")
        at.blur()
        at.focus()
        person.page.keyboard.type(way)
        if at.input_value() == wanted:
            return
    raise AssertionError(f"{at.input_value()} was taken for {wanted}")


def _plan(ruth: Person) -> str:
    """Plan a meeting in writing that begins within the hour; the path of its page."""
    enter_at(ruth, ruth.page.get_by_role("link", name="Meetings", exact=True).first)
    ruth.page.wait_for_url("**/meetings")
    enter_at(ruth, ruth.page.get_by_role("link", name="Plan a meeting"))
    ruth.page.wait_for_url("**/meetings/new")
    keys, begins = ruth.page.keyboard, clock.now().astimezone(ZoneInfo("Europe/London")) + timedelta(minutes=50)
    _typed(ruth, "#day", f"{begins:%Y-%m-%d}", f"{begins:%d%m%Y}", f"{begins:%m%d%Y}")
    _typed(ruth, "#at", f"{begins:%H:%M}", f"{begins:%H%M}", f"{begins:%I%M%p}")
    tab_to(ruth, ruth.page.locator("#minutes"))
    keys.type("60")
    tab_to(ruth, ruth.page.get_by_role("radio", checked=True))
    keys.press("ArrowDown")
    tab_to(ruth, ruth.page.get_by_label("Who presents").first)
    keys.type("Ada")
    found = trouble(ruth)
    enter_at(ruth, ruth.page.get_by_role("button", name="Plan it"))
    ruth.page.wait_for_url("**/meetings/*")
    ruth.sees("presented by Ada")
    ruth.sees("in writing")
    assert not (found := found + trouble(ruth)), "\n".join(found)
    return ruth.path


@pytest.mark.timeout(240)
def test_planned_and_held_by_keyboard_and_axe_finds_nothing_on_what_each_sees(practice: Practice, come: Come) -> None:
    people = ruth, ada = come("Ruth", reduced_motion="reduce"), come("Ada", reduced_motion="reduce")
    meeting = _plan(ruth.go(practice.group))
    found = list[str]()
    for one in people:
        enter_at(one.go(meeting), one.page.get_by_role("link", name="The room"))
        stands_at((one,), "Before you come in")
        found += trouble(one)
        tab_to(one, one.page.get_by_label("I am where nobody else"))
        one.page.keyboard.press("Space")
        enter_at(one, one.page.get_by_role("button", name="Come in"))
        stands_at((one,), "The room is open")
    found += trouble(ruth)
    leads(ruth, "Begin")
    for phase in ("How do you arrive", "Who has a case", "Telling"):
        stands_at(people, phase)
        if phase != "Telling":
            leads(ruth, "Next phase")

    keys = ada.page.keyboard
    tab_to(ada, ada.page.locator("#say-body"))
    keys.type("She saw the next client on the stairs.")
    found += trouble(ada)
    tab_to(ada, ada.page.get_by_role("button", name="Say it"))
    keys.press("Enter")
    expect(ruth.page.locator("#room-lines")).to_contain_text("She saw the next client")
    found += trouble(ruth)
    for phase in ("Facts", "leans back"):
        leads(ruth, "Next phase")
        stands_at(people, phase)

    found += trouble(ada)
    enter_at(ada, ada.page.get_by_role("button", name="Please stop here"))
    ruth.sees("The presenter asks to stop.")
    found += trouble(ruth)
    leads(ruth, "Go on")
    expect(ruth.page.locator(".clock__time + *").first).to_have_text("left")
    raised = ruth.page.get_by_role("button", name="Raise my hand")
    enter_at(ruth, raised)
    expect(ada.page.locator("#room-people")).to_contain_text("hand")

    ending = ruth.page.locator("details", has=ruth.page.locator("summary", has_text="End the meeting"))
    if ending.get_attribute("open") is None:  # axe had all of it unfolded
        enter_at(ruth, ending.locator("summary"))
    leads(ruth, "End it now")
    for one in people:
        one.page.wait_for_url("**/record")
        one.sees("Who was there")
        found += trouble(one)
    assert not found, "\n".join(found)
