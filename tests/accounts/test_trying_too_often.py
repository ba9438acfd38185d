"""Guessing is slow, and no third party locks a person out: R15."""

import pytest

from supervise.accounts import actions, pacing
from supervise.core import pace
from supervise.core.errors import Invalid, TooFast
from tests.accounts.world import ANOTHER, PASSWORD

TRIES = 10


def guess(browser, name="Noa", times=TRIES):
    answers = [browser.sign_in(name, f"{ANOTHER} {n}") for n in range(times)]
    return answers[-1]


def test_after_ten_wrong_guesses_the_eleventh_is_not_looked_at(world):
    stranger = world.browser("198.51.100.7")
    assert guess(stranger).status_code == 422
    answer = stranger.sign_in("Noa", PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Please wait" in answer.text
    assert "noa@example.org" in answer.text


def test_it_is_the_same_for_an_address_that_has_no_account(world):
    stranger = world.browser("198.51.100.7")
    assert guess(stranger, "Nobody").status_code == 422
    assert stranger.sign_in("Nobody").status_code == 429


def test_a_person_elsewhere_is_not_locked_out(world):
    guess(world.browser("198.51.100.7"), times=TRIES + 5)
    assert world.browser("192.0.2.1").sign_in("Noa").status_code == 303


def test_a_colleague_on_the_same_network_is_not_locked_out(world):
    guess(world.browser("192.0.2.1"))
    assert world.browser("192.0.2.1").sign_in("Ben").status_code == 303


def test_a_device_that_is_known_is_counted_for_itself(world):
    own = world.signed_in("Noa")
    own.post("/signout")
    own.token = ""
    for n in range(12):
        guess(world.browser(f"198.51.100.{n}"))
    guess(world.browser("192.0.2.1"))
    assert world.browser("203.0.113.5").sign_in("Noa").status_code == 429, "strangers everywhere are slowed down"
    assert own.sign_in("Noa").status_code == 303


def test_a_known_device_cannot_guess_without_end_either(world):
    own = world.signed_in("Noa")
    own.post("/signout")
    own.token = ""
    guess(own)
    assert own.sign_in("Noa").status_code == 429


def test_a_device_is_known_for_whom_it_knows_only(world):
    bens = world.signed_in("Ben", network="198.51.100.7")
    bens.post("/signout")
    bens.token = ""
    guess(bens, "Noa")
    assert bens.sign_in("Noa").status_code == 429
    assert bens.sign_in("Ben").status_code == 303


@pytest.mark.parametrize("planted", ["", "x", "a.b.c", "W10.aaaa.bbbb"])
def test_a_planted_device_cookie_is_worth_nothing(world, planted):
    stranger = world.browser("198.51.100.7")
    stranger.client.set_cookie("supervise-device", planted)
    guess(stranger)
    assert stranger.sign_in("Noa").status_code == 429


def test_a_network_that_guesses_at_many_addresses_is_slowed_down(world):
    stranger = world.browser("198.51.100.7")
    for n in range(60):
        stranger.sign_in(f"person{n}", ANOTHER)
    assert stranger.sign_in("Noa").status_code == 429
    assert world.browser("192.0.2.1").sign_in("Noa").status_code == 303


def test_signing_in_as_it_should_be_does_not_count(world):
    for _ in range(TRIES + 5):
        assert world.browser().sign_in("Noa").status_code == 303


def test_a_one_time_link_opens_what_was_tried_too_often(world):
    guess(world.browser("198.51.100.7"))
    with world.work():
        secret = actions.make_link("noa@example.org")
    own = world.browser("198.51.100.7")
    own.get(f"/reset/{secret}")
    own.get("/reset/new")
    assert own.post("/reset/new", {"password": ANOTHER}).status_code == 303
    assert "Good day, Noa" in own.get("/").text


def test_guessing_at_the_lock_is_slow_too(world):
    browser = world.signed_in("Noa")
    world.later(minutes=16)
    for n in range(TRIES):
        assert browser.tell("/session/unlock", {"password": f"{ANOTHER} {n}"}).status_code == 422
    answer = browser.tell("/session/unlock", {"password": PASSWORD})
    assert answer.status_code == 429
    assert answer.json["code"] == "too_fast"


def test_guessing_at_the_old_password_is_slow_too(world):
    browser = world.signed_in("Noa")
    for n in range(TRIES):
        browser.post("/settings/password", {"old": f"wrong {n} wrong {n}", "password": ANOTHER})
    assert browser.post("/settings/password", {"old": PASSWORD, "password": ANOTHER}).status_code == 429


def test_attempts_at_once_are_looked_at_one_after_the_other(world):
    counts = pacing.keys("noa@example.org", "x", None)
    with pacing.attempt(counts):
        assert pacing._turns[counts[0]].lock.locked()
    with pacing.attempt(counts):
        pass


def test_no_count_holds_an_address():
    for who in pacing.keys("noa@example.org", "192.0.2.1", "device"), pacing.keys("noa@example.org", "192.0.2.1", None):
        assert "noa" not in str(who)


def test_limits_can_be_switched_off_for_load_tests(world):
    pace.start(None, on=False)
    with world.work():
        for _ in range(TRIES + 5):
            with pytest.raises(Invalid):
                actions.sign_in("noa@example.org", ANOTHER, device="", network="x")


def test_asking_for_links_too_often_sends_no_more_of_them_and_says_nothing_else(world):
    from sqlalchemy import func, select

    from supervise.core.jobs import Job

    browser = world.browser()
    for _ in range(8):
        browser.get("/reset")
        assert browser.post("/reset", {"email": "noa@example.org"}).location == "/reset/asked"
    account = world.actor("Noa").account_id
    links = world.row(select(func.count()).select_from(Job).where(Job.about["account"].as_string() == account))
    assert links[0] == 5


def test_a_network_cannot_ask_for_links_without_end(world):
    with world.work():
        for n in range(30):
            actions.ask_reset(f"person{n}@example.org", network="198.51.100.7")
        with pytest.raises(TooFast):
            actions.ask_reset("noa@example.org", network="198.51.100.7")
        actions.ask_reset("noa@example.org", network="192.0.2.1")
