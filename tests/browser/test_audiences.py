"""Who sees what arrive, and what happens to open pages when that changes."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.looking import LIST, equals_the_reloaded_page
from tests.browser.practice import Come, Practice
from tests.browser.practice import come as people_of
from tests.serving import Serve, Watch


def test_what_is_for_the_supervisors_alone_reaches_no_other_page(practice: Practice, come: Come) -> None:
    ben, ruth, tia = come("Ben"), come("Ruth"), come("Tia")
    for one in (ben, ruth):
        one.go(practice.group)
    dilemma = tia.bring("I do not like her.", audience="supervisors")
    ruth.sees("I do not like her.")
    tia.bring("The heating failed.")
    ben.sees("The heating failed.")
    expect(ben.page.locator("body")).not_to_contain_text("I do not like her.")
    for one in (ben, ruth):
        equals_the_reloaded_page(one, LIST)
    assert ben.context.request.get(ben.url + dilemma).status == 404


def test_a_withdrawn_dilemma_leaves_every_open_page_at_once(practice: Practice, come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He showed me his diary.")
    ruth.enter(dilemma)
    ruth.body.fill("What was in it")
    listing = ruth.another().go(practice.group)
    listing.sees("He showed me his diary.")
    ben.go(dilemma).page.get_by_role("link", name="Withdraw").click()
    ben.page.get_by_role("button", name="Withdraw it").click()
    ruth.sees("This dilemma was withdrawn by its author.")
    expect(ruth.page.locator("body")).not_to_contain_text("He showed me his diary.")
    expect(ruth.page.get_by_label("What you were writing")).to_have_value("What was in it")
    expect(listing.page.locator("body")).not_to_contain_text("He showed me his diary.")
    equals_the_reloaded_page(listing, LIST)


def test_a_quoted_passage_arrives_with_its_response(come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("She said it fits. Then she left without the coat.")
    ben.enter(dilemma)
    ruth.enter(dilemma)
    ruth.page.evaluate(
        """() => {
          const words = document.querySelector('.dilemma .written p').firstChild;
          getSelection().setBaseAndExtent(words, 0, words, 17);
        }"""
    )
    ruth.page.get_by_role("button", name="Quote this passage").click()
    ruth.write("Whose coat is it now?")
    quote = ben.response("Whose coat is it now?").locator(".quote")
    expect(quote).to_contain_text("She said it fits.")
    expect(quote).not_to_contain_text("without the coat")
    expect(quote.locator("figcaption")).to_have_text("Ben wrote")
    equals_the_reloaded_page(ben)
    equals_the_reloaded_page(ruth)


def test_guidance_stands_out_and_only_supervisors_can_give_it(come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He asked for my number.")
    for one in (ben, ruth):
        one.enter(dilemma)
        one.page.get_by_text("Say what kind this is").click()
    expect(ben.page.get_by_label("guidance")).to_have_count(0)
    ruth.page.get_by_label("guidance").check()
    ruth.write("Do not give it before we have spoken.")
    given = ben.response("Do not give it before")
    expect(given.locator(".kind")).to_have_text("guidance")
    expect(given.locator(".role")).to_have_text("supervisor")
    equals_the_reloaded_page(ben)


def test_a_new_agreement_is_asked_for_on_open_pages_and_keeps_what_was_being_written(
    serve: Serve, new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    watch.allow("status of 40")
    practice = Practice.of_the_cast(serve)
    come = people_of(practice, new_context)
    noa, ben = come("Noa"), come("Ben")
    dilemma = noa.bring("We shared a taxi.")
    ben.enter(dilemma)
    ben.body.fill("Who paid for")
    noa.go(f"{practice.group}/agreement/edit")
    noa.page.locator("main textarea").first.fill("We are the people named on the group's page, and nobody else.")
    noa.page.locator("main form").get_by_role("button").last.click()
    noa.page.wait_for_url("**/agreement")
    expect(ben.page.get_by_role("heading", name="Before you go on")).to_be_visible()
    expect(ben.page.locator("body")).not_to_contain_text("We shared a taxi.")
    ben.page.get_by_role("link", name="Read the agreement").click()
    ben.sees("nobody else")
    ben.page.get_by_role("button", name="accept").click()
    ben.page.wait_for_url(f"**{dilemma}")
    ben.sees("We shared a taxi.")
    expect(ben.body).to_have_value("Who paid for")


def test_what_asks_first_comes_to_each_list_in_its_own_way_and_leaves_with_who_steps_out(
    practice: Practice, come: Come
) -> None:
    ben, ruth, tia = come("Ben"), come("Ruth"), come("Tia")
    for one in (ruth, tia):
        one.go(practice.group)
    dilemma = ben.bring("He keeps the lighthouse.", asks_first="y", setting="charity", themes="anger")
    for one in (ruth, tia):
        one.page.get_by_role("link", name="Its author asks you something first").click()
        one.sees("charity or community service")
        expect(one.page.locator("body")).not_to_contain_text("lighthouse")
    tia.page.get_by_role("button", name="Yes, or perhaps: I step out").click()
    tia.sees("You have stepped out.")
    expect(tia.page.locator("main")).not_to_contain_text("Its author asks you something first")
    ruth.page.get_by_role("button", name="No, open it").click()
    ruth.sees("He keeps the lighthouse.")
    expect(ruth.page.locator("body")).to_contain_text("One member steps out. Nobody is told who.")
    listing = ruth.another().go(practice.group)
    ben.respond(dilemma, "It is dark there.", kind="information")
    ruth.respond(dilemma, "How dark?")
    expect(listing.page.locator("#rows-rest")).to_contain_text("He keeps the lighthouse.")
    for one in (listing, tia):
        equals_the_reloaded_page(one, LIST)
    expect(tia.page.locator("body")).not_to_contain_text("lighthouse")
