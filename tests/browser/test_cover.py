"""A person covers a passage for everybody; its author rewrites it, or somebody decides. Any of it by hand, too."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import trouble
from tests.browser.covering import COVERED, DESTROYED, NAME, SURNAME, drag_over, slipped, text_of, unseen
from tests.browser.practice import Come, Person
from tests.browser.test_keyboard import enter_at, tab_to
from tests.serving import Watch

REASON = "It was covered by mistake"


def said_by(person: Person) -> Locator:
    return person.page.locator("#comments .comment > .written").first


def is_covered(person: Person) -> None:
    expect(said_by(person)).to_contain_text(COVERED)
    assert unseen(person), person.name


def cover_it(person: Person, dilemma: str) -> str:
    """Cover the name as somebody who cannot select; the text it stood in."""
    text = str(said_by(person.go(dilemma)).get_attribute("data-text"))
    answer = person.post(f"/texts/{text}/cover", words=NAME)
    assert answer.status == 303
    return text


def test_words_that_one_drags_over_are_covered_on_every_open_page(come: Come) -> None:
    tia, ruth, ada = come("Tia"), come("Ruth"), come("Ada")
    dilemma = come("Ben").bring("It was the third time.")
    slipped(tia, dilemma)
    for one in (tia, ruth, ada):
        one.enter(dilemma)
        expect(said_by(one)).to_contain_text(NAME)
    button = ada.page.get_by_role("button", name="Cover it for everybody")
    expect(button).to_be_hidden()
    drag_over(ada.page, said_by(ada), NAME)
    button.click()
    for one in (ada, ruth, tia):
        is_covered(one)
    expect(ada.page.locator("[aria-live]").filter(has_text="It is covered for everybody now.")).to_have_count(1)
    expect(tia.page.locator("#notices")).to_contain_text("Somebody covered words of yours")
    expect(said_by(ruth)).to_contain_text("that I would be late")
    drag_over(ada.page, said_by(ada), "that I would be late")
    button.click()
    expect(said_by(ruth)).not_to_contain_text("late")


def test_with_the_keyboard_alone_words_are_typed_or_a_paragraph_is_ticked(come: Come) -> None:
    ruth, ada = come("Ruth"), come("Ada")
    dilemma = come("Ben").bring("It was the fourth time.")
    slipped(come("Tia"), dilemma)
    ruth.enter(dilemma)
    ada.enter(dilemma)
    enter_at(ada, ada.page.get_by_role("link", name="Cover a passage of what Tia wrote"))
    ada.page.wait_for_url("**/cover")
    tab_to(ada, ada.page.get_by_label("The words to cover"))
    ada.page.keyboard.type(NAME.lower())
    ada.page.keyboard.press("Enter")
    enter_at(ada, ada.page.get_by_role("button", name="Cover for everybody"))
    ada.page.wait_for_url("**/dilemmas/*")
    ada.sees("It is covered for everybody now.")
    for one in (ada, ruth):
        is_covered(one)
    enter_at(ada, ada.page.get_by_role("link", name="Cover a passage of what Tia wrote"))
    ada.page.wait_for_url("**/cover")
    tab_to(ada, ada.page.get_by_role("checkbox").first)
    ada.page.keyboard.press("Space")
    enter_at(ada, ada.page.get_by_role("button", name="Cover for everybody"))
    ada.page.wait_for_url("**/dilemmas/*")
    expect(said_by(ruth)).to_have_text(COVERED)


def test_the_author_rewrites_and_the_cover_goes_from_every_page(come: Come) -> None:
    ben, tia, ruth = come("Ben"), come("Tia"), come("Ruth")
    dilemma = ben.bring("It was the fifth time.")
    said = slipped(tia, dilemma)
    tia.enter(dilemma)
    ruth.enter(dilemma)
    cover_it(come("Ada"), dilemma)
    is_covered(tia)
    tia.page.get_by_role("link", name="See what you can do").click()
    tia.sees("It is no reproach")
    assert unseen(tia)
    tia.page.get_by_role("link", name="Rewrite").click()
    box = tia.page.get_by_label("Your response")
    expect(box).to_have_value(f"I told {NAME} that I would be late, and **{NAME}** laughed.")
    box.fill("I told her that I would be late, and she laughed.")
    tia.page.get_by_role("button", name="Keep the changes").click()
    tia.page.wait_for_url("**/dilemmas/*")
    expect(said_by(ruth)).to_have_text("I told her that I would be late, and she laughed.")
    expect(ruth.page.get_by_role("link", name="What is covered here, and what happens now")).to_have_count(0)
    ruth.go(f"/comments/{said.removeprefix('comment-')}/history")
    assert unseen(ruth)


def test_a_supervisor_looks_and_destroys_the_words_and_the_rest_stays(come: Come) -> None:
    ruth, ada = come("Ruth"), come("Ada")
    dilemma = come("Ben").bring("It was the sixth time.")
    slipped(come("Tia"), dilemma)
    ada.enter(dilemma)
    text = cover_it(come("Noa"), dilemma)
    ruth.enter(dilemma).page.get_by_role("link", name="What is covered here, and what happens now").click()
    assert unseen(ruth)
    ruth.page.get_by_role("button", name="Show the words to me").click()
    expect(ruth.page.locator(".looked-at").first).to_have_text(NAME)
    ruth.page.get_by_role("button", name="Destroy these words").click()
    ruth.page.wait_for_url("**/dilemmas/*")
    ruth.sees("The covered words are destroyed.")
    for one in (ruth, ada):
        expect(said_by(one)).to_contain_text(f"I told {DESTROYED} that I would be late")
        assert unseen(one)
    assert SURNAME not in come("Tia").context.request.get(f"{ruth.url}/texts/{text}/covered").text()


@pytest.mark.parametrize("who", ["Noa", "Sam"])
def test_showing_the_words_again_asks_for_a_reason(come: Come, watch: Watch, who: str) -> None:
    watch.allow("status of 422")
    decider, ada = come(who), come("Ada")
    dilemma = come("Ben").bring("It was the seventh time.")
    slipped(come("Tia"), dilemma)
    text = cover_it(come("Ruth"), dilemma)
    ada.enter(dilemma)
    expect(decider.go(f"/texts/{text}/covered").page.get_by_role("button", name="Show it again")).to_have_count(1)
    decider.page.get_by_role("button", name="Show it again").click()
    expect(decider.page.get_by_role("alert")).to_contain_text("Choose a reason.")
    is_covered(ada)
    decider.page.get_by_label(REASON).check()
    decider.page.get_by_role("button", name="Show it again").click()
    decider.page.wait_for_url("**/dilemmas/*")
    expect(said_by(ada)).to_contain_text(NAME)


def test_where_no_script_runs_words_are_covered_rewritten_destroyed_and_shown_again(come: Come, watch: Watch) -> None:
    watch.allow("status of 422")
    ada, tia, sam = (come(name, java_script_enabled=False) for name in ("Ada", "Tia", "Sam"))
    dilemma = come("Ben").bring("It was the eighth time.")
    said = slipped(tia, dilemma)
    text, _ = text_of(ada, dilemma, said)
    ada.page.get_by_role("link", name="Cover a passage of what Tia wrote").click()
    ada.page.get_by_role("button", name="Cover for everybody").click()
    expect(ada.page.locator("[aria-invalid=true]")).to_have_count(1)
    ada.page.get_by_label("The words to cover").fill("Nobody of that name")
    ada.page.get_by_role("button", name="Cover for everybody").click()
    ada.sees("These words do not stand there in this order.")
    ada.page.get_by_label("The words to cover").fill(NAME)
    ada.page.get_by_role("button", name="Cover for everybody").click()
    is_covered(ada)
    sam.go("/").page.get_by_role("link", name=re.compile("waits? for a decision")).first.click()
    sam.page.get_by_role("link", name="It was the eighth time.").click()
    sam.page.get_by_label(REASON).check()
    sam.page.get_by_role("button", name="Show it again").click()
    sam.sees(NAME)
    ada.page.get_by_role("link", name="Cover a passage of what Tia wrote").click()
    ada.page.get_by_role("checkbox").first.check()
    ada.page.get_by_role("button", name="Cover for everybody").click()
    is_covered(ada)
    tia.go("/").sees("Words of yours are covered")
    tia.go(f"/texts/{text}/covered").page.get_by_role("link", name="Rewrite").click()
    tia.page.get_by_label("Your response").fill("I said that I would be late. She came with Pelagia Voss.")
    tia.page.get_by_role("button", name="Keep the changes").click()
    tia.sees("Before this is posted")
    tia.page.get_by_label("Pelagia Voss").select_option(label="Keep it: Another reason")
    tia.page.get_by_role("button", name="Go on").click()
    expect(said_by(tia)).to_contain_text("Pelagia Voss")
    sam.go(f"/texts/{text}/cover").page.get_by_label("The words to cover").fill("Pelagia Voss")
    sam.page.get_by_role("button", name="Cover for everybody").click()
    sam.go(f"/texts/{text}/covered").page.get_by_role("button", name="Destroy these words").click()
    expect(said_by(sam)).to_contain_text(DESTROYED)


def test_axe_finds_nothing_on_the_pages_about_covered_words(come: Come, watch: Watch) -> None:
    watch.allow("status of 422")
    noa, tia, ada = (come(name, reduced_motion="reduce") for name in ("Noa", "Tia", "Ada"))
    dilemma = come("Ben").bring("It was the ninth time.")
    said = slipped(tia, dilemma)
    ada.enter(dilemma)
    text, _ = text_of(tia, dilemma, said)
    found = trouble(ada.go(f"/texts/{text}/cover"))
    ada.page.get_by_role("button", name="Cover for everybody").click()
    expect(ada.page.locator("[aria-invalid=true]")).to_have_count(1)
    found += trouble(ada)
    tia.enter(dilemma)
    cover_it(ada, dilemma)
    expect(tia.page.locator("#notices")).to_contain_text("Somebody covered words of yours")
    found += trouble(tia)
    found += trouble(tia.go(f"/texts/{text}/covered"))
    found += trouble(noa.go(noa.practice.group + "/covered"))
    found += trouble(noa.go(f"/texts/{text}/covered"))
    noa.page.get_by_role("button", name="Show it again").click()
    expect(noa.page.get_by_role("alert")).to_contain_text("Choose a reason.")
    found += trouble(noa)
    noa.page.get_by_role("button", name="Show the words to me").click()
    expect(noa.page.locator(".looked-at").first).to_be_visible()
    found += trouble(noa)
    found += trouble(noa.go(f"/texts/{text}/readers"))
    noa.page.get_by_label("To speak with those who may have seen the words").check()
    noa.page.get_by_role("button", name="Show who had it open").click()
    noa.sees("While the words stood there")
    found += trouble(noa)
    assert not found, "\n".join(found)
