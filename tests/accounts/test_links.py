"""One-time links: R9, R15, R16."""

import pytest
from sqlalchemy import func, select

from supervise.accounts import actions, queries
from supervise.accounts.events import ResetAsked
from supervise.accounts.models import Account, LinkPurpose, OneTimeLink, SignIn
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import fingerprint
from tests.accounts.world import ANOTHER, PASSWORD


def link_for(world, name="Noa"):
    with world.work():
        return actions.make_link(f"{name.lower()}@example.org")


def use(browser, secret, password=ANOTHER):
    browser.get(f"/reset/{secret}")
    browser.get("/reset/new")
    return browser.post("/reset/new", {"password": password})


def test_r15_asking_is_answered_alike_whether_or_not_there_is_an_account(world):
    heard = world.hears(ResetAsked)
    answers = []
    for address in ("noa@example.org", "nobody@example.org"):
        browser = world.browser()
        browser.get("/reset")
        answers.append(browser.post("/reset", {"email": address}))
    assert [a.status_code for a in answers] == [303, 303]
    assert answers[0].location == answers[1].location == "/reset/asked"
    assert [e.account_id for e in heard] == [world.actor("Noa").account_id, None]
    assert "If there is an account" in browser.get("/reset/asked").text


def test_a_deactivated_account_is_asked_for_in_vain(world):
    with world.work():
        actions.deactivate(world.actor("Owen"), world.actor("Ben").account_id)
        heard = world.hears(ResetAsked)
        actions.ask_reset("ben@example.org")
    assert [e.account_id for e in heard] == [None]


def test_a_link_sets_a_new_password_and_signs_in(world):
    browser = world.browser()
    answer = use(browser, link_for(world))
    assert answer.status_code == 303
    assert "Good day, Noa" in browser.get("/").text
    assert world.browser().sign_in("Noa", PASSWORD).status_code == 422
    assert world.browser().sign_in("Noa", ANOTHER).status_code == 303


def test_r16_a_link_works_once(world):
    secret = link_for(world)
    use(world.browser(), secret)
    browser = world.browser()
    browser.get(f"/reset/{secret}")
    answer = browser.get("/reset/new")
    assert answer.status_code == 410
    assert "no longer works" in answer.text
    with world.work(), pytest.raises(Invalid):
        actions.use_reset_link(secret, ANOTHER)


def test_r16_a_link_is_dead_after_an_hour(world):
    secret = link_for(world)
    world.later(minutes=59)
    with world.work():
        assert actions.is_living(secret, LinkPurpose.PASSWORD)
    world.later(minutes=2)
    with world.work():
        assert not actions.is_living(secret, LinkPurpose.PASSWORD)
        with pytest.raises(Invalid):
            actions.use_reset_link(secret, ANOTHER)


def test_r16_using_one_link_kills_the_others_of_the_account(world):
    first, second, bens = link_for(world), link_for(world), link_for(world, "Ben")
    use(world.browser(), second)
    with world.work():
        assert not actions.is_living(first, LinkPurpose.PASSWORD)
        assert actions.is_living(bens, LinkPurpose.PASSWORD)


def test_r16_only_a_fingerprint_is_kept(world):
    secret = link_for(world)
    kept = world.row(select(OneTimeLink.fingerprint))[0]
    assert kept == fingerprint(secret)
    assert secret not in kept


def test_r16_deactivating_kills_the_links(world):
    secret = link_for(world)
    with world.work():
        actions.deactivate(world.actor("Owen"), world.actor("Noa").account_id)
        actions.reactivate(world.actor("Owen"), world.actor("Noa").account_id)
        with pytest.raises(Invalid):
            actions.use_reset_link(secret, ANOTHER)


def test_r9_the_form_stands_at_an_address_without_the_secret(world):
    browser = world.browser()
    secret = link_for(world)
    answer = browser.get(f"/reset/{secret}")
    assert answer.status_code == 303
    assert answer.location == "/reset/new"
    assert secret not in browser.get("/reset/new").text


def test_following_the_link_uses_nothing_up(world):
    secret = link_for(world)
    for _ in range(3):
        world.browser().get(f"/reset/{secret}")
    assert use(world.browser(), secret).status_code == 303


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "%00", "ü", "new.", "a" * 43])
def test_a_made_up_link_gets_a_plain_answer(world, secret):
    browser = world.browser()
    assert browser.get(f"/reset/{secret}").status_code == 303
    assert browser.get("/reset/new").status_code == 410
    assert browser.post("/reset/new", {"password": ANOTHER}).status_code == 410


def test_the_form_without_a_link_says_that_the_link_is_dead(world):
    assert world.browser().get("/reset/new").status_code == 410


def test_a_weak_password_leaves_the_link_alive(world):
    browser, secret = world.browser(), link_for(world)
    assert use(browser, secret, "password1234").status_code == 422
    assert browser.post("/reset/new", {"password": ANOTHER}).status_code == 303


def test_r10_a_new_password_by_link_ends_every_session(world):
    elsewhere = world.signed_in("Noa")
    use(world.browser(), link_for(world))
    assert elsewhere.get("/").status_code == 303
    assert [command for command, _ in world.told] == ["cut_session"]


def test_a_link_cannot_be_made_where_there_is_no_account(world):
    with world.work(), pytest.raises(Missing):
        actions.make_link("nobody@example.org")


def test_a_new_account_gets_a_first_link_that_lasts_a_week_and_dies_with_the_first_password(world):
    account = world.person("Tia", None)
    with world.work():
        secret, another = actions.mint_opening(account.id), actions.mint_reset(account.id)
    world.later(days=6)
    with world.work():
        assert actions.is_living(secret, LinkPurpose.OPENING)
        assert not actions.is_living(another, LinkPurpose.PASSWORD)
        actions.use_reset_link(secret, ANOTHER)
        assert actions.mint_opening(account.id) is None


def test_the_first_owner_comes_by_a_link_that_works_once(tmp_path):
    from tests.accounts.world import World

    world = World(tmp_path)
    world.person("Dana", owner=True, demonstration=True)
    with world.work():
        earlier, secret = actions.make_first_owner_link(), actions.make_first_owner_link()
        with pytest.raises(Invalid, match="used already"):
            actions.open_first_owner(earlier, "noa@example.org", "Noa", PASSWORD)
        with pytest.raises(Invalid) as weak:
            actions.open_first_owner(secret, "noa@example.org", "Noa", "noa.example.1")
        assert "password" in weak.value.fields
        with pytest.raises(Invalid) as wrong:
            actions.open_first_owner(secret, "no address", "Noa", PASSWORD)
        assert "email" in wrong.value.fields
        owner = actions.open_first_owner(secret, "noa@example.org", "Noa", PASSWORD)
        assert owner.owner
        with pytest.raises(Invalid):
            actions.open_first_owner(secret, "ben@example.org", "Ben", PASSWORD)
        assert actions.make_first_owner_link() is None
    world.close()


def test_what_goes_wrong_beside_the_first_owner_leaves_the_link_alive(tmp_path):
    from tests.accounts.world import World

    def fails(_):
        raise Invalid(fields={"group": ["Give the group a name."]})

    world = World(tmp_path)
    with world.work():
        secret = actions.make_first_owner_link()
        with pytest.raises(Invalid):
            actions.open_first_owner(secret, "noa@example.org", "Noa", PASSWORD, then=fails)
        assert session().scalar(select(func.count()).select_from(Account)) == 0
        actions.open_first_owner(secret, "noa@example.org", "Noa", PASSWORD)
        assert queries.has_real_owner()
    world.close()


def test_a_session_begun_by_a_link_is_in_the_list(world):
    use(world.browser(), link_for(world))
    assert world.row(select(func.count()).select_from(SignIn).where(SignIn.ended_at.is_(None)))[0] == 1
