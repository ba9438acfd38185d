"""Reading, posting and commenting where no script runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.practice import Come, Person
from tests.serving import Watch


@pytest.fixture
def plain(come: Come, watch: Watch) -> Callable[[str], Person]:
    """Let somebody come whose browser runs no scripts."""
    watch.allow("status of 422")
    return lambda name: come(name, java_script_enabled=False)


def test_a_dilemma_is_posted_with_a_theme_and_a_question(plain: Callable[[str], Person]) -> None:
    ben = plain("Ben").go("/")
    ben.page.get_by_label("What happened, and what troubles you?").fill("She laughed when I yawned.")
    ben.page.get_by_text("More", exact=True).click()
    ben.page.get_by_label("What I want from the group").fill("What was funny?")
    ben.page.get_by_label("A theme that was not suggested").select_option(label="Self-disclosure")
    ben.page.get_by_role("button", name="Post").click()
    ben.page.wait_for_url("**/dilemmas/*")
    ben.sees("She laughed when I yawned.")
    ben.sees("What was funny?")
    expect(ben.page.locator(".dilemma .themes")).to_have_text("Self-disclosure")


def test_findings_are_answered_on_a_page_of_their_own(plain: Callable[[str], Person]) -> None:
    ben = plain("Ben").go("/")
    ben.page.get_by_label("What happened, and what troubles you?").fill("Thomas met Miranda outside.")
    ben.page.get_by_text("More", exact=True).click()
    ben.page.get_by_label("Title").fill("Outside")
    ben.page.get_by_role("button", name="Post").click()
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Before this is posted")
    ben.page.get_by_label("Thomas").select_option(index=1)
    ben.page.get_by_label("Miranda").select_option(label="Keep it: It is not a name, or already changed")
    ben.page.get_by_role("button", name="Go on").click()
    ben.page.wait_for_url("**/dilemmas/*")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Outside")
    words = ben.page.locator(".dilemma .written").first
    expect(words).to_contain_text("Miranda")
    expect(words).not_to_contain_text("Thomas")


def test_one_responds_replies_acknowledges_edits_removes_and_closes(plain: Callable[[str], Person]) -> None:
    ben, ruth = plain("Ben"), plain("Ruth")
    dilemma = ben.bring("He paid for two sessions at once.")
    ruth.go(dilemma).write("To have one in hand?")
    ruth.sees("To have one in hand?")
    asked = ben.go(dilemma).response("To have one in hand?")
    asked.get_by_role("link", name="Reply to Ruth").click()
    expect(ben.page.locator(".composer__replying")).to_contain_text("Replying to Ruth")
    ben.write("Or to owe me nothing.")
    expect(asked.locator(".comment--reply")).to_contain_text("Or to owe me nothing.")
    thanks = asked.locator(":scope > footer").get_by_role("button", name="Thank you")
    thanks.click()
    expect(thanks).to_have_attribute("aria-pressed", "true")
    thanks.click()
    expect(thanks).to_have_attribute("aria-pressed", "false")
    mine = ben.response("Or to owe me nothing.")
    mine.get_by_role("link", name="Edit").click()
    ben.page.get_by_label("Your response").fill("Or so as to owe me nothing.")
    ben.page.get_by_role("button", name="Keep the changes").click()
    ben.sees("Or so as to owe me nothing.")
    ben.page.get_by_role("link", name="edited").click()
    ben.sees("Or to owe me nothing.")
    ben.go(dilemma).page.get_by_role("link", name="Remove").click()
    ben.page.get_by_role("button", name="Remove it").click()
    ben.sees("These words were removed by the person who wrote them.")
    ben.page.get_by_role("link", name="Close it").click()
    ben.page.get_by_label("What happened next").fill("He asked for one of them back.")
    ben.page.get_by_role("button", name="Close it").click()
    expect(ben.page.locator(".outcome")).to_contain_text("He asked for one of them back.")


def test_what_was_typed_is_still_there_after_a_refusal(plain: Callable[[str], Person]) -> None:
    ben = plain("Ben").go("/")
    ben.page.get_by_text("More", exact=True).click()
    ben.page.get_by_label("Title").fill("Only a title")
    ben.page.get_by_role("button", name="Post").click()
    expect(ben.page.get_by_label("Title")).to_have_value("Only a title")
    ben.sees("Write a few words first.")
