"""The owner's page: accounts are opened and closed here, and nothing clinical is read: R3, R8, R10."""

import contextlib
import re

import pytest
from sqlalchemy import select

from supervise.accounts import actions
from supervise.accounts.models import Account
from supervise.core.errors import Invalid, Missing, NotAllowed
from supervise.web import slots
from tests.accounts.world import ANOTHER, PASSWORD


@pytest.fixture
def owen(world):
    return world.signed_in("Owen")


def test_the_owner_sees_who_has_an_account(world, owen):
    world.person("Tia", None)
    text = owen.get("/owner").text
    for words in ("Noa", "noa@example.org", "can sign in", "has not chosen a password yet", "runs this installation"):
        assert words in text


def test_r3_for_anybody_else_there_is_no_such_page(world):
    noa, ben = world.signed_in("Noa"), world.actor("Ben").account_id
    assert noa.get("/owner").status_code == 404
    assert noa.post("/owner/people", {"email": "x@example.org", "name": "X"}).status_code == 404
    for act in ("deactivate", "reactivate", "link"):
        assert noa.post(f"/owner/people/{ben}/{act}").status_code == 404
    with world.work():
        for act in (actions.deactivate, actions.reactivate, actions.hand_over_link):
            with pytest.raises(Missing):
                act(world.actor("Noa"), ben)
        with pytest.raises(Missing):
            actions.open_for(world.actor("Noa"), "x@example.org", "X")


def test_the_owner_opens_an_account(world, owen):
    answer = owen.post("/owner/people", {"email": "Tia@Example.org", "name": "Tia"})
    assert answer.status_code == 303
    account = world.row(select(Account.owner, Account.password_hash).where(Account.email == "tia@example.org"))
    assert tuple(account) == (False, None)


@pytest.mark.parametrize(
    "email",
    ["", "tia", "tia@", "@example.org", "tia@exa mple.org", "tia@example.org\nBcc: x@example.org", "a,b@example.org",
     "<tia@example.org>", "tia@example.org, x@example.org", "tia@-x.org", "t" * 250 + "@example.org", "tia@example..org", "tïa@example.org"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_beside_its_field(world, owen, email):
    answer = owen.post("/owner/people", {"email": email, "name": "Tia"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'value="Tia"' in answer.text


def test_an_address_is_judged_quickly_however_long():
    from supervise.accounts import addresses

    for address in ("a@" + "a" * 250, "a@" + "a." * 120, "a" * 100_000, "a@" + "-" * 100_000):
        with contextlib.suppress(Invalid):
            addresses.checked(address)


def test_an_address_has_one_account(world, owen):
    answer = owen.post("/owner/people", {"email": "NOA@example.org", "name": "Another Noa"})
    assert answer.status_code == 422
    assert "an account with this address already" in answer.text


def test_r10_deactivating_ends_everything_at_once(world, owen):
    noa = world.signed_in("Noa")
    account_id = world.actor("Noa").account_id
    assert owen.post(f"/owner/people/{account_id}/deactivate").status_code == 303
    assert noa.get("/").status_code == 303
    assert ("cut_account", {"account_id": account_id, "but": None}) in world.told
    assert world.browser().sign_in("Noa").status_code == 422
    assert owen.post(f"/owner/people/{account_id}/reactivate").status_code == 303
    assert noa.get("/").status_code == 303, "what ended stays ended"
    assert world.browser().sign_in("Noa").status_code == 303


def test_nobody_deactivates_themselves(world, owen):
    with world.work(), pytest.raises(NotAllowed):
        actions.deactivate(world.actor("Owen"), world.actor("Owen").account_id)
    assert owen.post(f"/owner/people/{world.actor('Owen').account_id}/deactivate").status_code == 403
    assert owen.get("/owner").status_code == 200


def test_the_owner_hands_a_link_over(world, owen):
    text = owen.post(f"/owner/people/{world.actor('Noa').account_id}/link").text
    link = re.search(r"http://127\.0\.0\.1:5000(/reset/[\w-]+)", text)
    assert link
    noa = world.browser()
    noa.get(link[1])
    noa.get("/reset/new")
    assert noa.post("/reset/new", {"password": ANOTHER}).status_code == 303
    assert link[1] not in owen.get("/owner").text


def test_r16_the_link_is_not_built_from_what_the_request_calls_us(world, owen):
    account_id = world.actor("Noa").account_id
    answer = owen.post(f"/owner/people/{account_id}/link", headers={"Host": "evil.example"})
    assert "evil.example" not in answer.text


def test_there_is_nothing_for_a_person_who_is_not_there(owen):
    for asked in ("0" * 20, "x"):
        assert owen.post(f"/owner/people/{asked}/deactivate").status_code == 404


def test_others_put_their_part_on_the_page(world, owen):
    def part(actor):
        return f"<p>A part for {actor.name}</p>"

    slots.fill(world.app, "owner-page", part)
    assert "A part for Owen" in owen.get("/owner").text


def test_an_account_needs_a_name_and_may_have_a_password(world):
    with world.work():
        with pytest.raises(Invalid) as refusal:
            actions.open_account("x@example.org", " ", PASSWORD)
        assert "name" in refusal.value.fields
        with pytest.raises(Invalid) as refusal:
            actions.open_account("x@example.org", "X", "short")
        assert "password" in refusal.value.fields
        assert actions.open_account("x@example.org", "X", PASSWORD).password_hash
