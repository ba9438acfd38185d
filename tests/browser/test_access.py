"""Usable by anyone: by keyboard alone, without scripts, with a screen reader, after being away."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import trouble
from tests.browser.practice import Come, Practice
from tests.browser.walking import NOT_LINKED, every_page
from tests.serving import Watch


@pytest.mark.parametrize(
    ("who", "where"),
    [("Ruth", ""), ("Ben", "/dilemmas/|/comments/"), ("Noa", "^/$"), ("Hanna", "^/$|/owner")],
    ids=["convenor", "author", "in two groups", "owner"],
)
@pytest.mark.timeout(400)
def test_axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow(visit: Come, who: str, where: str) -> None:
    person = visit(who, reduced_motion="reduce")
    pages = [path for path in every_page(person) if re.search(where, path)]
    found = [line for path in pages for line in trouble(person.go(path))]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_what_a_stranger_sees(visit: Come, watch: Watch) -> None:
    watch.allow("status of 4")
    person = visit("Nobody", signed_in=False, reduced_motion="reduce")
    pages = [*every_page(person, "/signin"), *NOT_LINKED]
    found = [line for path in pages for line in trouble(person.go(path))]
    assert not found, "\n".join(found)


def test_axe_would_find_something(come: Come) -> None:
    ben = come("Ben").go("/")
    ben.page.evaluate("document.querySelector('label[for=account]').remove()")
    assert any("label" in line for line in trouble(ben))


def test_axe_finds_nothing_in_what_a_composer_turns_into(come: Come, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection")
    ben, ruth = come("Ben", reduced_motion="reduce"), come("Ruth")
    dilemma = ben.bring("She wept at the door.")
    account = ben.go("/").page.get_by_label("What happened, and what troubles you?")
    account.fill("Thomas said that he wants to end his life. I was late because my train was delayed.")
    expect(ben.page.locator(".findings li").first).to_be_visible()
    ben.page.locator(".theme-choice", has_text="Risk and safety").click()
    expect(ben.page.get_by_text("If someone may be at risk now")).to_be_visible()
    found = trouble(ben)
    ben.page.get_by_role("button", name="keep it").first.click()
    found += trouble(ben)
    ben.page.get_by_role("button", name="Preview").click()
    found += trouble(ben)
    account.fill("")

    ruth.enter(dilemma)
    ben.respond(dilemma, "And then she came back in.")
    ben.enter(dilemma)
    ruth.body.press_sequentially("What")
    expect(ben.page.locator(".typing")).to_have_text("Ruth is writing")
    ben.page.get_by_role("link", name="Reply to Ben").click()
    expect(ben.body).to_be_focused()
    ben.page.keyboard.type("@")
    expect(ben.page.locator("#naming").get_by_role("option").first).to_be_visible()
    found += trouble(ben)
    ben.page.keyboard.press("Escape")
    ben.page.keyboard.press("Backspace")
    expect(ben.body).to_have_value("")
    ben.page.get_by_role("link", name="Remove").click()
    found += trouble(ben)
    ben.page.keyboard.press("Escape")
    ben.page.locator(".menu summary").click()
    found += trouble(ben)
    ben.context.set_offline(True)
    ben.write("I had forgotten her name for a moment.")
    expect(ben.page.locator(".outbox > li")).to_have_count(1)
    expect(ben.page.locator(".offline")).to_be_visible(timeout=15_000)
    found += trouble(ben)
    ben.context.set_offline(False)
    expect(ben.page.locator(".outbox > li")).to_have_count(0)
    ben.page.evaluate("document.dispatchEvent(new CustomEvent('session:locked'))")
    expect(ben.page.get_by_role("dialog", name="Locked while you were away")).to_be_visible()
    found += trouble(ben)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_pages_that_no_link_leads_to(practice: Practice, come: Come, watch: Watch) -> None:
    watch.allow("status of 4")
    noa = come("Noa", reduced_motion="reduce").go(f"{practice.group}/invitations")
    noa.page.get_by_label("E-mail address").fill("nobody")
    noa.page.get_by_role("button", name="Invite").click()
    expect(noa.page.locator("[aria-invalid=true]")).to_be_visible()
    found = trouble(noa)
    noa.page.get_by_label("E-mail address").fill("")
    noa.page.get_by_role("button", name="Invite").click()
    link = noa.page.locator("main").get_by_text("/invitation/").first
    found += trouble(noa)
    words = link.evaluate("(one) => one.value ?? one.textContent")
    new = come("Nobody", signed_in=False, reduced_motion="reduce").go("/invitation/" + words.strip().rpartition("/")[2])
    found += trouble(new)
    new.page.get_by_role("button", name="I accept and join").click()
    expect(new.page.locator("[aria-invalid=true]").first).to_be_visible()
    found += trouble(new)

    sam = come("Sam", afresh=True, reduced_motion="reduce").go("/")
    sam.page.get_by_label("What happened, and what troubles you?").fill("Thomas met Miranda.")
    sam.page.evaluate("document.getElementById('write').submit()")  # as a browser without scripts would
    sam.sees("Before this is posted")
    found += trouble(sam)
    assert sam.post("/session/lock").status == 303
    sam.go("/").sees("Locked after a pause")
    found += trouble(sam)
    assert not found, "\n".join(found)
