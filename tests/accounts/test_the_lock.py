"""The idle lock: R11. It asks for the password and loses nothing; the session's time is bounded."""

import pytest
from sqlalchemy import select

from supervise.accounts import actions, queries
from supervise.accounts.models import SignIn
from tests.accounts.world import ANOTHER, PASSWORD

WORDS = "First line\nsecond line <b>& \"quoted\" 'words'"


def locked(world, name="Noa"):
    browser = world.signed_in(name)
    world.later(minutes=16)
    return browser


def test_an_idle_session_gets_the_lock_page_at_any_address(world):
    browser = locked(world)
    for address in ("/", "/settings", "/settings?x=1"):
        answer = browser.get(address)
        assert answer.status_code == 401
        assert "Locked after a pause" in answer.text
        assert f'value="{address}"' in answer.text


def test_the_lock_page_shows_nothing_of_the_page_beneath(world):
    browser = locked(world)
    answer = browser.get("/")
    assert "Good day" not in answer.text
    assert 'href="/settings"' not in answer.text


def test_the_password_lets_the_person_go_on_where_they_were(world):
    browser = locked(world)
    browser.get("/settings?x=1")
    answer = browser.post("/session/unlock", {"unlock_password": PASSWORD, "next": "/settings?x=1"})
    assert answer.location == "/settings?x=1"
    assert browser.get(answer.location).status_code == 200


def test_a_wrong_password_leaves_it_locked_and_keeps_where_the_person_was_going(world):
    browser = locked(world)
    browser.get("/settings")
    answer = browser.post("/session/unlock", {"unlock_password": ANOTHER, "next": "/settings"})
    assert answer.status_code == 422
    assert "not the password" in answer.text
    assert 'value="/settings"' in answer.text
    assert ANOTHER not in answer.text
    assert browser.get("/").status_code == 401


def test_what_was_being_sent_is_kept_on_the_lock_page_and_goes_out_once_it_is_open(world):
    browser = locked(world)
    sent = {"body": WORDS, "themes": ["endings", "boundaries"], "as": "name"}
    answer = browser.post("/write?place=here", sent)
    assert answer.status_code == 401
    assert 'action="/write?place=here"' in answer.text
    carried = dict(_hidden(answer.text))
    assert carried["body"] == WORDS
    assert sorted(v for k, v in _hidden(answer.text) if k == "themes") == ["boundaries", "endings"]
    refused = browser.post("/write?place=here", {**sent, "unlock_password": ANOTHER})
    assert refused.status_code == 422
    assert dict(_hidden(refused.text))["body"] == WORDS
    went = browser.post("/write?place=here", {**sent, "unlock_password": PASSWORD})
    assert went.status_code == 200
    assert "Noa wrote" in went.text
    assert "First line\\nsecond line" in went.text
    assert browser.get("/").status_code == 200


def _hidden(text: str) -> list[tuple[str, str]]:
    from html.parser import HTMLParser

    found: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "input" and given.get("type") == "hidden":
                found.append((given["name"], given.get("value") or ""))

    Reader().feed(text)
    return found


def test_passwords_that_were_being_sent_are_not_written_into_the_lock_page(world):
    browser = locked(world)
    answer = browser.post("/settings/password", {"old": PASSWORD, "password": ANOTHER})
    assert answer.status_code == 401
    assert PASSWORD not in answer.text
    assert ANOTHER not in answer.text


def test_a_script_hears_that_the_session_is_locked(world):
    browser = locked(world)
    answer = browser.tell("/write", {"body": WORDS})
    assert answer.status_code == 401
    assert answer.json["ok"] is False
    assert answer.json["code"] == "signed_out"
    assert answer.json["locked"] is True


def test_a_script_unlocks(world):
    browser = locked(world)
    refused = browser.tell("/session/unlock", {"password": ANOTHER})
    assert refused.status_code == 422
    assert refused.json["code"] == "invalid"
    answer = browser.tell("/session/unlock", {"password": PASSWORD})
    assert answer.json["ok"] is True
    assert answer.json["remaining_ms"] == pytest.approx(15 * 60_000, abs=5_000)
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "what", [[], "x", 7, {"password": 3}, {"password": None}, {"password": ""}, {}, {"other": "x"}]
)
def test_a_wrong_shape_gets_an_answer(world, what):
    browser = locked(world)
    answer = browser.tell("/session/unlock", what)
    assert answer.status_code == 422
    assert answer.json["ok"] is False


def test_a_page_that_covered_itself_is_uncovered_by_the_password_only(world):
    browser = world.signed_in("Noa")
    assert browser.tell("/session/unlock", {"password": ANOTHER}).status_code == 422
    assert browser.tell("/session/unlock", {"password": PASSWORD}).json["ok"] is True


def test_nobody_unlocks_for_a_stranger(world):
    assert world.browser().tell("/session/unlock", {"password": PASSWORD}).status_code == 401


def test_what_a_person_does_keeps_the_session_open(world):
    browser = world.signed_in("Noa")
    for _ in range(4):
        world.later(minutes=10)
        assert browser.get("/").status_code == 200


def test_what_a_page_does_by_itself_does_not(world):
    browser = world.signed_in("Noa")
    world.later(minutes=10)
    assert browser.get("/", headers={"X-Background": "1"}).status_code == 200
    assert browser.tell("/session/active", {"look": True}).json["remaining_ms"] == pytest.approx(5 * 60_000, abs=5_000)
    world.later(minutes=6)
    assert browser.get("/").status_code == 401


def test_typing_counts_as_being_there(world):
    browser = world.signed_in("Noa")
    world.later(minutes=10)
    assert browser.tell("/session/active").json["remaining_ms"] == pytest.approx(15 * 60_000, abs=5_000)
    world.later(minutes=10)
    assert browser.get("/").status_code == 200


def test_activity_is_written_down_at_most_every_half_minute(world):
    browser = world.signed_in("Noa")
    began = world.row(select(SignIn.active_at))[0]
    world.later(seconds=20)
    browser.get("/")
    assert world.row(select(SignIn.active_at))[0] == began
    world.later(seconds=20)
    browser.get("/")
    assert world.row(select(SignIn.active_at))[0] > began


def test_a_locked_session_is_not_opened_by_activity(world):
    browser = locked(world)
    assert browser.tell("/session/active").status_code == 401
    with world.work():
        actions.touch(world.row(select(SignIn.id))[0])
    assert browser.get("/").status_code == 401


def test_a_person_locks_at_once(world):
    browser = world.signed_in("Noa")
    assert browser.tell("/session/lock").json["ok"] is True
    assert browser.get("/").status_code == 401
    assert world.told[-1][0] == "lock_session"


def test_the_round_locks_idle_sessions_and_tells_their_sockets(world):
    world.signed_in("Noa")
    world.later(minutes=10)
    world.signed_in("Ben")
    with world.work():
        assert actions.lock_idle() == 0
    world.later(minutes=6)
    with world.work():
        assert actions.lock_idle() == 1
        assert actions.lock_idle() == 0
    assert [command for command, _ in world.told] == ["lock_session"]


def test_r11_a_session_ends_after_twelve_hours_however_busy(world):
    browser = world.signed_in("Noa")
    for _ in range(12):
        world.later(minutes=60)
        with world.work():
            actions.unlock(world.row(select(SignIn.id))[0], PASSWORD)
        browser.get("/")
    answer = browser.get("/")
    assert answer.status_code == 303
    assert answer.location.startswith("/signin")


def test_the_round_ends_sessions_past_their_time_and_their_pages_ask_for_the_password(world):
    browser = world.signed_in("Noa")
    sign_in_id = world.row(select(SignIn.id))[0]
    world.later(hours=13)
    with world.work():
        assert queries.states_of({sign_in_id}) == {sign_in_id: "lapsed"}
        assert actions.lock_idle() == 1
        assert queries.states_of({sign_in_id}) == {sign_in_id: "lapsed"}
    assert world.told == [("cut_session", {"sign_in_id": sign_in_id, "reason": "lapsed"})]
    assert world.row(select(SignIn.ended_at))[0] is not None
    # what its pages kept on the device waits for the password
    assert "Clear-Site-Data" not in browser.get("/signin").headers


@pytest.mark.parametrize("round_came", [True, False])
def test_what_was_being_sent_when_the_time_was_up_goes_out_after_the_password(world, round_came):
    browser = world.signed_in("Noa")
    world.later(hours=13)
    if round_came:
        with world.work():
            actions.lock_idle()
    answer = browser.post("/write", {"body": WORDS})
    assert answer.status_code == 401
    assert dict(_hidden(answer.text))["body"] == WORDS
    assert browser.post("/write", {"body": WORDS, "unlock_password": ANOTHER}).status_code == 422
    went = browser.post("/write", {"body": WORDS, "unlock_password": PASSWORD})
    assert "Noa wrote" in went.text
    assert browser.get("/").status_code == 200


def test_a_script_goes_on_after_the_time_was_up_with_a_new_token(world):
    browser = world.signed_in("Noa")
    world.later(hours=13)
    assert browser.tell("/write", {}).json["locked"] is True
    answer = browser.tell("/session/unlock", {"password": PASSWORD})
    assert answer.json["ok"] is True
    browser.token = answer.json["csrf"]
    assert browser.tell("/session/active").json["ok"] is True


def test_a_session_that_was_ended_is_not_begun_again_by_the_password_alone(world):
    browser = world.signed_in("Noa")
    browser.get("/settings")
    copied = browser.cookie().value
    browser.post("/signout")
    world.later(hours=13)
    thief = world.browser()
    thief.get("/signin")
    thief.client.set_cookie("supervise", copied)
    with world.work():
        assert queries.lapsed_for("anything") is None
    answer = thief.tell("/session/unlock", {"password": PASSWORD})
    assert answer.status_code in {401, 422}
    assert thief.get("/").status_code == 303


def test_the_length_of_the_pause_is_the_installations_own(tmp_path):
    from tests.accounts.world import World

    world = World(tmp_path, SUPERVISE_IDLE_MINUTES="3")
    world.person("Noa")
    browser = world.signed_in("Noa")
    world.later(minutes=2)
    assert browser.get("/").status_code == 200
    world.later(minutes=4)
    assert browser.get("/").status_code == 401
    world.close()


def test_what_came_long_ago_is_forgotten(world):
    world.signed_in("Noa")
    world.later(days=31)
    world.signed_in("Ben")
    with world.work():
        actions.forget_old()
        actions.forget_old()
    assert world.row(select(SignIn.account_id))[0] == world.actor("Ben").account_id
