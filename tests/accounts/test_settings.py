"""A person's own settings: R7, R10."""

from sqlalchemy import select

from supervise.accounts import actions
from supervise.accounts.models import Account, SignIn
from tests.accounts.world import ANOTHER, PASSWORD

FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}


def test_a_person_sees_what_they_can_change(world):
    text = world.signed_in("Noa").get("/settings").text
    assert "noa@example.org" in text
    assert "Europe/London" in text
    assert "this browser" in text


def test_a_person_changes_their_name(world):
    browser = world.signed_in("Noa")
    answer = browser.post("/settings/name", {"name": "  Noa \t Feld  "})
    assert answer.status_code == 303
    assert "Good day, Noa Feld" in browser.get("/").text


def test_a_name_has_no_hidden_signs_and_an_end(world):
    browser = world.signed_in("Noa")
    browser.post("/settings/name", {"name": "Noa\x00\u202eled\nFeld"})
    assert world.actor("Noa").name == "Noaled Feld"
    for name in ("", "   ", "\u2028", "x" * 81):
        answer = browser.post("/settings/name", {"name": name})
        assert answer.status_code == 422
        assert "field--error" in answer.text


def test_a_name_is_shown_as_it_is_written(world):
    browser = world.signed_in("Noa")
    browser.post("/settings/name", {"name": "<script>Noa</script>"})
    assert "<script>Noa" not in browser.get("/settings").text


def test_a_person_chooses_their_zone(world):
    browser = world.signed_in("Noa")
    assert browser.post("/settings/zone", {"zone": "Europe/Berlin"}).status_code == 303
    assert world.actor("Noa").zone == "Europe/Berlin"
    for zone in ("", "Mars/Base", "../etc/passwd"):
        assert browser.post("/settings/zone", {"zone": zone}).status_code == 422
    assert world.actor("Noa").zone == "Europe/Berlin"


def test_r10_a_new_password_ends_the_other_sessions_and_keeps_this_one(world):
    here, elsewhere, bens = world.signed_in("Noa"), world.signed_in("Noa"), world.signed_in("Ben")
    answer = here.post("/settings/password", {"old": PASSWORD, "password": ANOTHER})
    assert answer.status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert bens.get("/").status_code == 200
    assert len(world.told) == 1
    assert world.browser().sign_in("Noa", ANOTHER).status_code == 303


def test_a_new_password_needs_the_old_one_and_has_to_be_a_good_one(world):
    browser = world.signed_in("Noa")
    wrong = browser.post("/settings/password", {"old": ANOTHER, "password": ANOTHER})
    assert wrong.status_code == 422
    assert "not your password now" in wrong.text
    weak = browser.post("/settings/password", {"old": PASSWORD, "password": "noa.example.1"})
    assert weak.status_code == 422
    assert "first to be guessed" in weak.text
    assert PASSWORD not in wrong.text + weak.text


def test_r10_a_person_sees_and_ends_their_sessions(world):
    here = world.signed_in("Noa")
    elsewhere = world.browser()
    elsewhere.get("/signin")
    elsewhere.post("/signin", {"email": "noa@example.org", "password": PASSWORD}, headers=FIREFOX)
    assert "Firefox on Windows" in here.get("/settings").text
    other = world.row(select(SignIn.id).where(SignIn.device == "Firefox on Windows"))[0]
    assert here.post("/settings/sessions/end", {"session": other}).status_code == 303
    assert elsewhere.get("/").status_code == 303
    assert here.get("/").status_code == 200
    assert world.told == [("cut_session", {"sign_in_id": other})]


def test_r10_a_person_ends_all_the_others(world):
    here, *others = [world.signed_in("Noa") for _ in range(3)]
    assert here.post("/settings/sessions/end-others").status_code == 303
    assert here.get("/").status_code == 200
    assert [one.get("/").status_code for one in others] == [303, 303]
    # and what they kept on their devices goes, the next time they are met
    assert [one.get("/signin").headers.get("Clear-Site-Data") for one in others] == ['"storage"'] * 2
    assert "Clear-Site-Data" not in world.browser().get("/signin").headers


def test_nobody_ends_anothers_session(world):
    noa, ben = world.signed_in("Noa"), world.signed_in("Ben")
    bens = world.row(select(SignIn.id).where(SignIn.account_id == world.actor("Ben").account_id))[0]
    for asked in (bens, "0" * 20, "x", ""):
        assert noa.post("/settings/sessions/end", {"session": asked}).status_code == 404
    assert ben.get("/").status_code == 200


def test_r7_fields_that_are_not_asked_for_are_ignored(world):
    browser = world.signed_in("Noa")
    browser.post("/settings/name", {"name": "Noa F", "owner": "1", "email": "x@example.org", "password_hash": "x"})
    account = world.row(select(Account.owner, Account.email).where(Account.name == "Noa F"))
    assert tuple(account) == (False, "noa@example.org")


def test_every_change_needs_a_signed_in_person_and_a_token(world):
    stranger = world.browser()
    for address in ("name", "zone", "password", "sessions/end", "sessions/end-others"):
        assert stranger.post(f"/settings/{address}", {"name": "X"}).status_code == 401
        browser = world.signed_in("Noa")
        assert browser.client.post(f"/settings/{address}", data={"name": "X"}).status_code == 422
    assert world.actor("Noa").name == "Noa"


def test_a_session_that_ended_by_itself_is_not_in_the_list(world):
    world.signed_in("Noa")
    world.later(hours=13)
    browser = world.signed_in("Noa")
    with world.work():
        actions.lock_idle()
    assert browser.get("/settings").text.count("last used") == 1


def test_a_person_chooses_whether_others_see_that_they_are_there(world):
    browser = world.signed_in("Noa")
    shown = select(Account.shown_present).where(Account.email == "noa@example.org")
    assert world.row(shown)[0] is True
    assert browser.post("/settings/presence", {}).status_code == 303
    assert world.row(shown)[0] is False
    assert browser.post("/settings/presence", {"shown": "y"}).status_code == 303
    assert world.row(shown)[0] is True
