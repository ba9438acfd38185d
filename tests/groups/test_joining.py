"""Taking an invitation up in a browser: one page, two fields, one button; no secret stays in an address."""

import re

import pytest
from sqlalchemy import func, select

from supervise.accounts import actions as accounts
from supervise.accounts.models import Account, SignIn
from supervise.core.errors import Missing
from supervise.groups import actions, agreement, queries
from supervise.groups.models import Mode, Role
from tests import cast
from tests.groups.practice import PASSWORD

FIELD = re.compile(r'<(?:input|textarea|select)[^>]*type="(?:text|email|password)"[^>]*>')


def invite(practice, email=None, role=Role.THERAPIST, **more):
    made = practice.do(actions.invite, "Noa", email=email, role=role, convenor=False, days=7, **more)
    with practice.work():
        return made.secret or actions.mint_invitation(made.invitation.id)


def fields(text):
    return [f for f in FIELD.findall(text) if "visually-hidden" not in f]


def refuse(*given, **named):
    raise Missing


def opened(practice, secret):
    browser = practice.stranger()
    answer = browser.get(f"/invitation/{secret}")
    return browser, answer


def test_the_secret_leaves_the_address_at_once(practice):
    secret = invite(practice)
    answer = practice.app.test_client().get(f"/invitation/{secret}")
    assert answer.status_code == 303
    assert answer.location == "/join"


def test_by_e_mail_there_are_two_fields_and_one_button(practice):
    browser, answer = opened(practice, invite(practice, "una@example.org"))
    text = answer.text
    assert len(fields(text)) == 2
    assert text.count("I accept and join") == 1
    assert "You are invited to Thursday group" in text
    for section in agreement.fields():
        assert section.title in text
    joined = browser.post("/join", name="Una", password=PASSWORD, version="1")
    assert joined.location == "/"
    today = browser.get("/")
    assert "Una" in today.text
    assert practice.member("Una").role is Role.THERAPIST


def test_by_a_link_the_address_is_asked_for_too(practice):
    browser, answer = opened(practice, invite(practice))
    assert len(fields(answer.text)) == 3
    joined = browser.post("/join", email="una@example.org", name="Una", password=PASSWORD, version="1")
    assert joined.location == "/"
    assert practice.member("Una").accepted_version == 1


def test_a_scanner_that_follows_the_link_uses_nothing_up(practice):
    secret = invite(practice)
    for _ in range(3):
        opened(practice, secret)
    browser, answer = opened(practice, secret)
    assert answer.status_code == 200
    assert browser.post("/join", email="u@example.org", name="U", password=PASSWORD, version="1").status_code == 303


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"name": " "}, {"email": "nowhere"}])
def test_what_does_not_fit_is_said_and_the_rest_is_kept(practice, wrong):
    browser, _ = opened(practice, invite(practice))
    sent = {"email": "una@example.org", "name": "Una", "password": PASSWORD, "version": "1"} | wrong
    answer = browser.post("/join", **sent)
    assert answer.status_code == 422
    assert PASSWORD not in answer.text
    assert "field--error" in answer.text
    kept = {k: v for k, v in sent.items() if k in {"email", "name"} and k not in wrong}
    assert all(f'value="{v}"' in answer.text for v in kept.values())


def test_a_dead_invitation_says_what_to_do(practice):
    browser, answer = opened(practice, "never-one")
    assert answer.status_code == 410
    assert "ask whoever invited you" in answer.text
    assert browser.post("/join", name="U", password=PASSWORD, version="1").status_code in {410, 422}
    assert practice.app.test_client().get("/join").status_code == 410


def test_an_invitation_that_dies_while_the_page_is_open_says_so(practice, monkeypatch):
    browser, _ = opened(practice, invite(practice, "una@example.org"))
    assert browser.post("/join", name="Una", password="short", version="1").status_code == 422
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(actions, "accept_invitation", refuse)
        assert browser.post("/join", name="Una", password=PASSWORD, version="1").status_code == 410
    seat = practice.seat("Noa")
    with practice.work():
        open_now = [one.id for one in queries.invitations_of(seat)]
    practice.do(actions.revoke_invitation, "Noa", open_now[0])
    assert browser.post("/join", name="Una", password=PASSWORD, version="1").status_code == 410


def test_whoever_gives_the_password_of_a_deactivated_account_is_not_let_in(practice):
    with practice.work():
        accounts.deactivate(practice.actor("Owen"), practice.actor("Zed").account_id)
    browser, _ = opened(practice, invite(practice, "zed@example.org"))
    assert browser.post("/join", password=cast.PASSWORD, version="1").status_code == 422


def test_a_member_who_joins_again_with_a_password_is_told(practice):
    browser, _ = opened(practice, invite(practice))
    answer = browser.post("/join?have=account", email="ben@example.org", password=cast.PASSWORD, version="1")
    assert answer.status_code == 403
    assert "You are in this group already" in answer.text
    assert practice.first(select(SignIn).where(SignIn.ended_at.is_(None))) is None, "nobody was signed in by this"


def test_a_session_that_is_over_before_it_began_joins_nothing(practice, monkeypatch):
    browser, _ = opened(practice, invite(practice, "zed@example.org"))
    monkeypatch.setattr("supervise.groups.views.joining.viewer_for", lambda secret: None)
    assert browser.post("/join", password=cast.PASSWORD, version="1").status_code == 401


def test_an_agreement_that_changed_while_it_was_read_is_shown_anew(practice):
    browser, _ = opened(practice, invite(practice, "una@example.org"))
    words = agreement.first_words(Mode.LED) | {"way": "Another way entirely."}
    practice.do(actions.new_agreement, "Noa", words, 3, "Ring.")
    answer = browser.post("/join", name="Una", password=PASSWORD, version="1")
    assert answer.status_code == 409
    assert "Another way entirely." in answer.text
    assert 'value="Una"' in answer.text
    assert browser.post("/join", name="Una", password=PASSWORD, version="2").status_code == 303


def test_whoever_has_an_account_at_that_address_gives_its_password(practice):
    browser, answer = opened(practice, invite(practice, "zed@example.org"))
    assert len(fields(answer.text)) == 1
    wrong = browser.post("/join", password=PASSWORD, version="1")
    assert wrong.status_code == 422
    assert browser.post("/join", password=cast.PASSWORD, version="1").location == "/"
    assert practice.seat("Zed").accepted
    assert practice.first(select(func.count()).select_from(Account).where(Account.name == "Zed"))[0] == 1


def test_with_a_link_one_can_say_that_one_has_an_account(practice):
    browser, _ = opened(practice, invite(practice))
    assert len(fields(browser.get("/join?have=account").text)) == 2
    answer = browser.post("/join?have=account", email="zed@example.org", password=cast.PASSWORD, version="1")
    assert answer.location == "/"
    assert practice.seat("Zed").accepted


def test_whoever_is_signed_in_joins_with_one_press(practice):
    secret = invite(practice, role=Role.TRAINEE)
    client = practice.cast.client("Zed")
    text = client.get(f"/invitation/{secret}", follow_redirects=True).text
    assert fields(text) == []
    assert "You are signed in as Zed" in text
    assert client.post("/join", data={"csrf_token": cast.csrf(text), "version": "1"}).location == "/"
    assert practice.seat("Zed").member.role is Role.TRAINEE
    assert client.get("/join").status_code == 410


def test_a_member_who_opens_anothers_invitation_changes_nothing(practice):
    secret = invite(practice, role=Role.SUPERVISOR)
    client = practice.cast.client("Tia")
    text = client.get(f"/invitation/{secret}", follow_redirects=True).text
    answer = client.post("/join", data={"csrf_token": cast.csrf(text), "version": "1"})
    assert answer.status_code == 403
    assert "You are in this group already" in answer.text
    assert practice.member("Tia").role is Role.TRAINEE


def test_joining_needs_the_token_of_the_page(practice):
    browser, _ = opened(practice, invite(practice, "una@example.org"))
    sent = {"name": "Una", "password": PASSWORD, "version": "1"}
    assert browser.client.post("/join", data=sent).status_code == 422
    assert practice.first(select(Account).where(Account.name == "Una")) is None
