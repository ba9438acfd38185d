"""What could point to someone is answered by keyboard, and by the roles that are read out."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.practice import Come, Person
from tests.browser.test_keyboard import enter_at, tab_to


def account(person: Person) -> Locator:
    return person.page.get_by_label("What happened, and what troubles you?")


def found(person: Person) -> Locator:
    return person.page.locator(".findings").get_by_role("listitem")


def begin(person: Person, words: str) -> None:
    """Type words into an empty box, and wait until something was found."""
    account(person.go("/")).fill("")
    account(person).press_sequentially(words)
    expect(found(person).first).to_be_visible()


def test_all_is_changed_as_suggested_in_one_press_and_taken_back_in_another(come: Come) -> None:
    ben = come("Ben")
    said = "Thomas came late, and Miranda rang. A 43-year-old paediatric nurse from Hexham."
    begin(ben, said)
    expect(ben.page.locator(".findings").get_by_role("button", name="Change Miranda to: ").first).to_be_visible()
    ben.page.get_by_role("button", name="Change all as suggested").click()
    expect(account(ben)).not_to_have_value(re.compile("Thomas|Miranda"))
    expect(account(ben)).to_have_value(re.compile("43-year-old"))  # what points to someone only indirectly stays
    changed = ben.page.locator(".composer__marks ins")
    expect(changed).to_have_count(2)
    ben.page.get_by_role("button", name="Undo").click()
    expect(account(ben)).to_have_value(said)
    expect(changed).to_have_count(0)
    ben.page.get_by_role("button", name="Change all as suggested").click()
    account(ben).press_sequentially(" More.")
    expect(changed).to_have_count(2)  # until it is posted
    account(ben).fill("")


def test_a_whole_pass_is_made_by_keyboard_and_by_the_roles_that_are_read_out(come: Come) -> None:
    ben = come("Ben")
    begin(ben, "Thomas rang Miranda and Jonathan.")
    expect(found(ben)).to_have_count(3)
    enter_at(ben, ben.page.get_by_role("button", name=re.compile("^Change Thomas to: ")).first)
    expect(found(ben)).to_have_count(2)
    expect(found(ben).first.get_by_role("button").first).to_be_focused()
    enter_at(ben, ben.page.get_by_role("button", name="keep it: Miranda"))
    expect(ben.page.get_by_role("group", name="Why may Miranda stay?")).to_be_visible()
    expect(ben.page.get_by_role("button", name="It is not a name, or already changed")).to_be_focused()
    enter_at(ben, ben.page.get_by_role("button", name="The person agreed"))
    expect(found(ben).first).to_contain_text("kept: The person agreed")
    enter_at(ben, ben.page.get_by_role("button", name="Post"))
    expect(ben.page.locator(".findings:focus-within")).to_be_visible()
    expect(account(ben)).to_have_value(re.compile("Jonathan"))
    tab_to(ben, ben.page.get_by_role("button", name=re.compile("^Change Jonathan to: ")).first)
    ben.page.keyboard.press("Space")
    expect(account(ben)).not_to_have_value(re.compile("Jonathan"))
    enter_at(ben, ben.page.get_by_role("button", name="Post"))
    ben.page.wait_for_url("**/dilemmas/*")
    expect(ben.page.locator(".dilemma")).to_contain_text("Miranda")
