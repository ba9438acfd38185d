"""Everything that matters can be done with the keyboard alone, and one always sees where it is."""

from playwright.sync_api import expect

from tests.browser.keys import enter_at, tab_to
from tests.browser.practice import Come
from tests.cast import PASSWORD, email


def test_signing_in_and_posting(come: Come) -> None:
    ben = come("Ben", signed_in=False).go("/signin")
    keys = ben.page.keyboard
    tab_to(ben, ben.page.get_by_label("E-mail"))
    keys.type(email("Ben"))
    tab_to(ben, ben.page.get_by_label("Password"))
    keys.type(PASSWORD)
    keys.press("Enter")
    ben.page.wait_for_url(ben.url + "/")
    keys.press("Tab")
    expect(ben.page.get_by_role("link", name="Skip to the page")).to_be_focused()
    keys.press("Enter")
    tab_to(ben, ben.page.get_by_label("What happened, and what troubles you?"), most=4)
    keys.type("My phone rang in the middle of her session.")
    first = ben.page.locator(".theme-choice input").first
    expect(first).to_be_attached()
    tab_to(ben, first)
    keys.press("Space")
    enter_at(ben, ben.page.get_by_role("button", name="Post"))
    ben.page.wait_for_url("**/dilemmas/*")
    expect(ben.page.locator(".dilemma .themes")).to_have_text("Interruptions")


def test_responding_replying_acknowledging_editing_removing_and_closing(come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He would not take his coat off.")
    ruth.respond(dilemma, "Was the room cold?")
    ben.enter(dilemma)
    keys, respond = ben.page.keyboard, ben.page.locator("#compose").get_by_role("button", name="Respond")

    tab_to(ben, ben.body)
    keys.type("It was not.")
    enter_at(ben, respond)
    ben.sees("It was not.")
    expect(ben.body).to_have_value("")
    expect(respond).to_be_focused()
    tab_to(ben.go(dilemma), ben.body)
    keys.type("And still I turned the heating up.")
    keys.press("Control+Enter")
    ben.sees("And still I turned the heating up.")
    expect(ben.body).to_have_value("")

    names = ben.page.locator("#naming").get_by_role("option")
    keys.type("Would you have? @")
    expect(names).to_have_text(["Ada", "Noa", "Ruth", "Sam", "Tia"])
    keys.press("Escape")
    expect(names).to_have_count(0)
    keys.type("r")
    expect(names).to_have_text(["Ruth"])
    keys.press("Backspace")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(ben.page.locator("#naming").get_by_role("option", selected=True)).to_have_text("Ruth")
    keys.press("Enter")
    expect(ben.body).to_have_value("Would you have? @Ruth ")
    keys.press("Control+Enter")
    expect(ben.response("Would you have?").locator(".mention")).to_have_text("@Ruth")
    expect(ben.body).to_have_value("")

    asked = ben.response("Was the room cold?")
    ben.go(dilemma)
    enter_at(ben, asked.get_by_role("link", name="Reply to Ruth"))
    expect(ben.body).to_be_focused()
    keys.type("You ask what I asked him.")
    keys.press("Control+Enter")
    expect(asked.locator(".comment--reply")).to_contain_text("You ask what I asked him.")
    expect(ben.body).to_have_value("")

    ben.go(dilemma)
    landed = asked.locator(":scope > footer").get_by_role("button", name="This landed")
    enter_at(ben, landed)
    expect(landed).to_have_attribute("aria-pressed", "true")
    expect(landed).to_be_focused()

    mine = ben.response("It was not.")
    enter_at(ben, mine.get_by_role("link", name="Edit"))
    ben.page.wait_for_url("**/edit")
    tab_to(ben, ben.page.get_by_label("Your response"))
    keys.press("Control+End")
    keys.type(" Not at all.")
    enter_at(ben, ben.page.get_by_role("button", name="Keep the changes"))
    ben.page.wait_for_url(f"**{dilemma}*")
    ben.sees("It was not. Not at all.")

    enter_at(ben, ben.response("And still I turned").get_by_role("link", name="Remove"))
    expect(ben.page.get_by_role("dialog").get_by_role("button", name="Leave it as it is")).to_be_focused()
    enter_at(ben, ben.page.get_by_role("dialog").get_by_role("button", name="Remove it"))
    ben.sees("These words were removed by the person who wrote them.")
    assert ben.page.evaluate("document.activeElement !== document.body")

    ben.go(dilemma)
    enter_at(ben, ben.page.get_by_role("link", name="Close it"))
    ben.page.wait_for_url("**/close")
    tab_to(ben, ben.page.get_by_label("What happened next"))
    keys.type("He hung it up himself.")
    enter_at(ben, ben.page.get_by_role("button", name="Close it"))
    ben.page.wait_for_url(f"**{dilemma}*")
    expect(ben.page.locator(".outcome")).to_contain_text("He hung it up himself.")


def test_the_menu_and_signing_out(come: Come) -> None:
    sam = come("Sam", afresh=True)
    enter_at(sam, sam.page.locator(".menu summary"))
    enter_at(sam, sam.page.get_by_role("button", name="Sign out"))
    sam.page.wait_for_url("**/signin")
