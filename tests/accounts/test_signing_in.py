"""Signing in and out: R10, R12, R15, R18, R19."""

import pytest
from sqlalchemy import func, select, update

from supervise.accounts import actions, passwords, queries
from supervise.accounts.events import SignInRefused
from supervise.accounts.models import Account, SignIn
from supervise.core.db import transaction
from supervise.core.errors import Invalid
from supervise.core.ids import fingerprint
from tests.accounts.world import ANOTHER, PASSWORD


def test_a_person_signs_in_and_is_known(world):
    browser = world.signed_in("Noa")
    assert "Good day, Noa" in browser.get("/").text


def test_the_address_may_be_typed_in_capitals_and_with_spaces(world):
    browser = world.browser()
    browser.get("/signin")
    answer = browser.post("/signin", {"email": "  NOA@Example.ORG ", "password": PASSWORD})
    assert answer.status_code == 303


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_where_they_wanted_to_go(world):
    browser = world.browser()
    sent_to = browser.get("/settings")
    assert sent_to.status_code == 303
    assert sent_to.location == "/signin?next=/settings"
    browser.get(sent_to.location)
    answer = browser.post("/signin", {"email": "noa@example.org", "password": PASSWORD, "next": "/settings"})
    assert answer.location == "/settings"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil", "/a\nb"])
def test_nobody_is_sent_on_to_another_site(world, address):
    browser = world.browser()
    browser.get("/signin")
    answer = browser.post("/signin", {"email": "noa@example.org", "password": PASSWORD, "next": address})
    assert answer.location == "/"


def test_r15_unknown_wrong_and_deactivated_get_one_and_the_same_answer(world):
    with world.work():
        actions.deactivate(world.actor("Owen"), world.actor("Ben").account_id)
    tries = {"nobody@example.org": PASSWORD, "noa@example.org": ANOTHER, "ben@example.org": PASSWORD}
    answers = []
    for address, password in tries.items():
        browser = world.browser(f"192.0.2.{len(answers) + 10}")
        browser.get("/signin")
        answer = browser.post("/signin", {"email": address, "password": password})
        answers.append((answer.status_code, answer.text.replace(address, "ADDRESS").replace(browser.token, "TOKEN")))
    words = [_without_secrets(text) for _, text in answers]
    assert {status for status, _ in answers} == {422}
    assert words[0] == words[1] == words[2]
    assert "do not belong together" in words[0]


def _without_secrets(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "nonce" not in line and "csrf" not in line)


def test_r15_the_same_work_is_done_for_an_unknown_address(world, monkeypatch):
    compared = []
    real = passwords._compare
    monkeypatch.setattr(passwords, "_compare", lambda p, kept: compared.append(kept) or real(p, kept))
    with world.work():
        for address in ("nobody@example.org", "noa@example.org", ""):
            with pytest.raises(Invalid):
                actions.sign_in(address, ANOTHER, device="", network="x")
    assert len(compared) == 3
    assert compared[0] == compared[2] == passwords._hashing.nobody
    assert compared[0].split("$")[:4] == compared[1].split("$")[:4], "as dear as a real one"


def test_an_account_without_a_password_cannot_sign_in(world):
    world.person("Tia", None)
    for guess in ("", PASSWORD, passwords._hashing.nobody):
        assert world.browser(f"192.0.2.{len(guess) % 99 + 20}").sign_in("Tia", guess).status_code == 422


def test_r10_the_secret_is_new_at_every_sign_in_and_only_its_fingerprint_is_kept(world):
    with world.work():
        first = actions.sign_in("noa@example.org", PASSWORD, device="", network="x")
        second = actions.sign_in("noa@example.org", PASSWORD, device="", network="x")
    assert first != second
    assert world.row(select(SignIn.id).where(SignIn.fingerprint == fingerprint(first)))
    kept = world.row(select(func.count()).select_from(SignIn).where(SignIn.fingerprint.in_([first, second])))
    assert kept[0] == 0


def test_r10_signing_in_again_ends_the_session_that_the_browser_had(world):
    browser = world.signed_in("Noa")
    old = browser.cookie().value
    browser.token = ""
    browser.get("/settings")
    browser.post("/signin", {"email": "ben@example.org", "password": PASSWORD})
    assert browser.cookie().value != old
    assert "Good day, Ben" in browser.get("/").text
    browser.client.set_cookie("supervise", old)
    assert browser.get("/").status_code == 303


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards(world):
    browser = world.browser()
    browser.get("/signin")
    planted = browser.cookie().value
    browser.sign_in("Noa")
    stranger = world.browser()
    stranger.client.set_cookie("supervise", planted)
    assert stranger.get("/").status_code == 303


def test_r10_a_copied_cookie_is_dead_after_signing_out(world):
    browser = world.signed_in("Noa")
    copied = browser.cookie().value
    answer = browser.post("/signout")
    assert answer.status_code == 303
    thief = world.browser()
    thief.client.set_cookie("supervise", copied)
    assert thief.get("/").location.startswith("/signin")


def test_r18_signing_out_clears_what_the_browser_kept(world):
    browser = world.signed_in("Noa")
    answer = browser.post("/signout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/").status_code == 303


def test_signing_out_twice_is_no_fault(world):
    browser = world.signed_in("Noa")
    browser.post("/signout")
    browser.token = ""
    assert browser.post("/signout").status_code == 303


def test_r10_signing_out_cuts_the_sockets_of_that_session(world):
    browser = world.signed_in("Noa")
    sign_in_id = world.row(select(SignIn.id))[0]
    browser.post("/signout")
    assert world.told == [("cut_session", {"sign_in_id": sign_in_id})]


def test_r12_the_cookie_is_kept_from_scripts_and_from_other_sites(world):
    browser = world.browser()
    browser.get("/signin")
    answer = browser.post("/signin", {"email": "noa@example.org", "password": PASSWORD})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie


def test_r19_signing_in_needs_the_token_of_the_page(world):
    browser = world.browser()
    browser.get("/signin")
    sent = {"email": "noa@example.org", "password": PASSWORD}
    assert browser.client.post("/signin", data=sent).status_code == 422
    assert browser.get("/").status_code == 303


def test_signing_out_needs_a_post(world):
    browser = world.signed_in("Noa")
    assert browser.get("/signout").status_code == 405
    assert browser.get("/").status_code == 200


def test_an_empty_form_says_what_is_needed_beside_each_field(world):
    browser = world.browser()
    answer = browser.post("/signin", {"email": "", "password": ""})
    assert answer.status_code == 422
    assert "Give an e-mail address." in answer.text
    assert "Give your password." in answer.text


def test_the_address_typed_is_kept_and_the_password_is_not(world):
    answer = world.browser().post("/signin", {"email": "noa@example.org", "password": ANOTHER})
    assert "noa@example.org" in answer.text
    assert ANOTHER not in answer.text


def test_one_query_says_who_is_asking(world):
    from sqlalchemy import event

    with world.work():
        secret = actions.sign_in("noa@example.org", PASSWORD, device="", network="x")
    asked: list[str] = []
    with world.work():
        event.listen(world.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        assert queries.viewer_for(secret).actor.name == "Noa"
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_a_better_hash_is_kept_at_the_next_sign_in(world):
    passwords._hashing.hasher = passwords.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    world.signed_in("Noa")
    kept = world.row(select(Account.password_hash).where(Account.email == "noa@example.org"))[0]
    assert "m=16,t=2" in kept
    world.signed_in("Noa")


def test_a_password_changed_while_it_is_compared_does_not_let_the_old_one_in(world, monkeypatch):
    real = passwords._compare

    def meanwhile(password, kept):
        found = real(password, kept)
        with world.work(), transaction() as db:
            db.execute(update(Account).values(password_hash="changed"))
        return found

    monkeypatch.setattr(passwords, "_compare", meanwhile)
    with world.work(), pytest.raises(Invalid):
        actions.sign_in("noa@example.org", PASSWORD, device="", network="x")


def test_r37_a_refused_sign_in_is_announced_without_the_address(world):
    heard = world.hears(SignInRefused)
    world.browser().sign_in("Noa", ANOTHER)
    world.browser().sign_in("Nobody", ANOTHER)
    assert [e.account_id for e in heard] == [world.actor("Noa").account_id, None]
