"""The idle lock over what is being written: nothing is shown, nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.looking import equals_the_reloaded_page
from tests.browser.practice import Come, Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import PASSWORD
from tests.serving import Serve, Watch

A_QUARTER = 15 * 60


# wherever one points there is nothing but the lock
_COVERED = """
() => [0.02, 0.25, 0.5, 0.75, 0.98].every((x) => [0.02, 0.25, 0.5, 0.75, 0.98].every((y) =>
  document.elementFromPoint(x * innerWidth, y * innerHeight).closest('dialog.lock') !== null))
  && getComputedStyle(document.querySelector('dialog.lock')).opacity === '1'
"""


@pytest.fixture
def locked_practice(serve: Serve) -> Practice:
    """A practice whose clock this test moves."""
    return Practice.of_the_cast(serve)


@pytest.fixture
def enters(locked_practice: Practice, new_context: Callable[..., BrowserContext], watch: Watch) -> Come:
    watch.allow("status of 4(01|22)")
    return people_of(locked_practice, new_context)


def time_goes_by(person: Person, seconds: int, *, since: int = 0) -> None:
    """Let server and browser be later than at the beginning, and nobody touch anything."""
    person.practice.server.move_clock(seconds)
    person.page.clock.fast_forward((seconds - since) * 1000)


def test_the_lock_covers_what_is_written_and_gives_it_back(enters: Come) -> None:
    ben, ruth = enters("Ben"), enters("Ruth")
    ben.page.clock.install()
    dilemma = ben.bring("She said nothing for the whole hour.")
    ben.enter(dilemma)
    ben.body.fill("I counted the")
    expect(ben.page.locator("#compose .saved")).to_contain_text("Draft kept")
    time_goes_by(ben, A_QUARTER - 90)
    expect(ben.page.get_by_role("button", name="Stay")).to_be_visible()
    time_goes_by(ben, A_QUARTER + 30, since=A_QUARTER - 90)
    lock = ben.page.get_by_role("dialog", name="Locked while you were away")
    expect(lock).to_be_visible()
    assert ben.page.evaluate(_COVERED)
    ruth.sign_in().respond(dilemma, "What did the silence ask of you?")
    lock.get_by_label("Your password").fill("not this one at all")
    lock.get_by_role("button", name="Go on").click()
    expect(lock.locator("#lock-problem")).to_be_visible()
    assert "What did the silence" not in ben.page.content()
    lock.get_by_label("Your password").fill(PASSWORD)
    lock.get_by_role("button", name="Go on").click()
    expect(lock).to_have_count(0)
    expect(ben.body).to_have_value("I counted the")
    ben.sees("What did the silence ask of you?")
    ben.body.press("Control+End")
    ben.body.press_sequentially(" tiles.")
    expect(ben.body).to_have_value("I counted the tiles.")
    ben.page.locator("#compose").get_by_role("button", name="Respond").click()
    ben.sees("I counted the tiles.")
    equals_the_reloaded_page(ben)


def test_staying_takes_one_press(enters: Come) -> None:
    ben = enters("Ben")
    ben.page.clock.install()
    ben.go("/")
    time_goes_by(ben, A_QUARTER - 90)
    ben.page.get_by_role("button", name="Stay").click()
    expect(ben.page.get_by_role("button", name="Stay")).to_have_count(0)
    time_goes_by(ben, A_QUARTER + 30, since=A_QUARTER - 90)
    expect(ben.page.get_by_role("heading", name="Today")).to_be_visible()
    assert ben.context.request.get(ben.url + "/").status == 200


def test_what_is_posted_into_a_locked_session_goes_out_after_the_password(enters: Come) -> None:
    ben = enters("Ben", java_script_enabled=False).go("/")
    ben.page.get_by_label("What happened, and what troubles you?").fill("He brought his own cup.")
    ben.practice.server.move_clock(A_QUARTER + 30)
    ben.page.get_by_role("button", name="Post").click()
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Locked after a pause")
    ben.page.get_by_label("password").fill(PASSWORD)
    ben.page.get_by_role("button", name="Go on").click()
    ben.page.wait_for_url("**/dilemmas/*")
    ben.sees("He brought his own cup.")


def test_what_is_posted_by_a_script_waits_for_the_password_as_well(enters: Come, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    ben = enters("Ben")
    ben.page.route("**/socket.io/**", lambda asked: asked.abort())  # which would have covered the page, sooner or later
    ben.go("/")
    with ben.page.expect_response("**/review"):
        ben.page.get_by_label("What happened, and what troubles you?").fill("He brought his own chair.")
    expect(ben.page.locator(".saved").first).to_contain_text("Draft kept")
    # a pointer that comes is somebody, and would ask; so does a page whose line does not come back
    ben.page.route("**/session/active", lambda asked: asked.abort())
    ben.practice.server.move_clock(A_QUARTER + 30)
    ben.page.get_by_role("button", name="Post").click()
    ben.page.get_by_label("password").fill(PASSWORD)
    ben.page.get_by_role("button", name="Go on").click()
    ben.page.wait_for_url("**/dilemmas/*")
    ben.sees("He brought his own chair.")


def test_what_was_said_today_is_yesterdays_on_a_page_that_stays_open_past_midnight(enters: Come) -> None:
    ben = enters("Ben")
    ben.page.clock.install()
    ben.enter(ben.bring("She said nothing for the whole hour."))
    moment = ben.page.locator("#thread time").first
    expect(moment).to_contain_text("today")
    ben.page.clock.fast_forward(24 * 60 * 60 * 1000)
    expect(moment).to_contain_text("yesterday")
