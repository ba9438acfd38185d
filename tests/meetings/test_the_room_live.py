"""The room over the live channel and by plain forms: each sees their own state, and both doors keep the same law."""

import pytest
from flask_socketio import SocketIOTestClient

from supervise.core.db import session
from supervise.governance.models import Act
from supervise.governance.recording import REFUSED
from supervise.meetings.room import actions
from supervise.meetings.room.models import Line
from supervise.web import live
from tests.cast import csrf

KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a1"


class Browser:
    """One person's live line to a meeting."""

    def __init__(self, room, name):
        self.room, self.name = room, name
        app = room.world.app
        self.line = SocketIOTestClient(
            app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=room.world.client(name)
        )
        self.seq = 0

    def ask(self, event, **fields):
        answer = self.line.emit(event, fields, namespace=live.NAMESPACE, callback=True)
        self.seq = max(self.seq, answer.get("seq", 0))
        return answer

    def open(self, after=None):
        return self.ask("meeting:open", id=self.room.id, after=after)

    def say(self, body, key=KEY, **more):
        return self.ask("meeting:say", meeting=self.room.id, body=body, key=key, **more)

    def command(self, name, **fields):
        return self.ask("meeting:command", meeting=self.room.id, command=name, **fields)

    def heard(self, event):
        return [one["args"][0] for one in self.line.get_received(live.NAMESPACE) if one["name"] == event]


@pytest.fixture
def browsers(meeting):
    def come(*names, agenda=(("balint", 45, "Ada"),), **more):
        room = meeting(*agenda, **more)
        return [Browser(room, name) for name in names]

    return come


def test_whoever_opens_the_room_is_in_it_and_sees_their_own_state(browsers):
    ruth, ada = browsers("Ruth", "Ada")
    ruth.open()
    answer = ada.open()
    assert answer["ok"] and answer["changes"] == []
    assert answer["state"]["here"] == [ruth.room.member_ids["Ruth"], ruth.room.member_ids["Ada"]]
    assert ruth.heard("meeting")[-1]["state"]["here"] == answer["state"]["here"]
    assert ruth.command("begin", seq=ruth.room.seq())["state"]["phase"]["id"] == "case"
    told = ada.heard("meeting")[-1]
    assert told["room"] == f"meeting:{ada.room.id}" and told["state"]["phase"]["id"] == "case"
    assert 0 < told["state"]["remaining_ms"] <= told["state"]["duration_ms"]


def test_a_line_is_told_to_everybody_once_and_refused_where_the_phase_is_silent(browsers):
    ruth, ada, tia = browsers("Ruth", "Ada", "Tia")
    for one in (ruth, ada, tia):
        one.open()
    ruth.command("begin", seq=ruth.room.seq())
    ruth.room.go_to("tell")
    for one in (ruth, ada, tia):
        one.heard("change")
    said = ada.say("It was late, and she stayed.")
    assert said["ok"] and "It was late" in said["change"]["html"]
    assert ada.say("It was late, and she stayed.")["change"]["id"] == said["change"]["id"]
    for one in (ruth, tia):
        (put,) = [change for change in one.heard("change") if change["op"] == "put"]
        assert put == said["change"]
    refused = tia.say("You should have asked her.", KEY + "b")
    assert (refused["code"], refused["message"]) == (
        "not_allowed",
        "You are listening in this phase. Your words are kept.",
    )
    assert len(ruth.room.rows(Line)) == 1
    (act,) = ruth.room.rows(Act, Act.tag == REFUSED)
    assert act.about == {"asked": "meeting:say", "status": 403, "meeting": ruth.room.id}


def test_names_are_answered_before_words_are_said_and_the_key_is_not_used_up(browsers):
    ruth, ada = browsers("Ruth", "Ada")
    ruth.open(), ada.open()
    ruth.command("begin", seq=ruth.room.seq())
    ruth.room.go_to("tell")
    answer = ada.say("She rang me on 07700 900123 at night.")
    assert answer["code"] == "review" and answer["findings"]
    assert ruth.room.rows(Line) == []
    assert ada.say("She rang me at night.")["ok"]


def test_whoever_comes_back_gets_what_they_missed_in_order_without_doubles(browsers):
    ruth, ada, tia = browsers("Ruth", "Ada", "Tia")
    for one in (ruth, ada, tia):
        one.open()
    ruth.command("begin", seq=ruth.room.seq())
    ruth.room.go_to("facts")
    before = ruth.room.seq()
    for number in range(3):
        assert tia.say(f"Question {number}?", f"{KEY}{number}")["ok"]
    missed = [one for one in ruth.open(after=before)["changes"] if one["op"] == "put"]
    assert [f"Question {n}?" in one["html"] for n, one in enumerate(missed)] == [True] * 3
    assert [one["seq"] for one in missed] == sorted({one["seq"] for one in missed})


def test_words_hidden_until_all_are_shown_together_reach_nobody_before(browsers):
    ruth, ada, tia, ben = browsers("Ruth", "Ada", "Tia", "Ben", agenda=(("intervision", 75, "Ada"),))
    for one in (ruth, ada, tia, ben):
        one.open()
    ruth.command("begin", seq=ruth.room.seq())
    while ruth.room.state("Ruth")["phase"]["mode"] != "silent_write":
        ruth.room.lead(actions.go_on)
    ben.heard("change")
    assert tia.say("What did you want to say just then?")["ok"]
    assert [one["html"] for one in ben.heard("change") if "What did" in one["html"]] == []
    assert [one for one in ben.open()["changes"] if one["op"] == "put"] == []
    ruth.room.lead(actions.go_on)
    (shown,) = [one for one in ben.heard("change") if one["op"] == "put"]
    assert "What did you want" in shown["html"]


def test_a_private_command_uses_no_number_and_a_stale_one_is_told(browsers):
    ruth, ada = browsers("Ruth", "Ada")
    ruth.open(), ada.open()
    seq = ruth.room.seq()
    ruth.command("begin", seq=seq)
    assert ruth.command("begin", seq=seq)["code"] == "stale"
    before = ruth.room.seq()
    assert ruth.command("nudge", to=ruth.room.member_ids["Ada"], text="You can begin.")["ok"]
    assert ruth.command("mark")["ok"]
    assert ruth.room.seq() == before
    assert ada.command("next")["fields"]["seq"]
    assert ada.command("next", seq=before)["code"] == "not_allowed"
    assert ada.command("dance")["code"] == "invalid"


def test_all_of_it_works_without_scripts(meeting, world):
    room = meeting(("quick-consult", 15, "Ada"))
    for name in ("Ruth", "Ada", "Tia"):
        page = world.client(name).get(f"/meetings/{room.id}/room")
        assert page.status_code == 200 and "A private place" in page.text
        assert world.post(name, f"/meetings/{room.id}/enter").status_code == 422
        assert world.post(name, f"/meetings/{room.id}/enter", private="y").status_code == 303
    ruth = world.client("Ruth")
    page = ruth.get(f"/meetings/{room.id}/room").text
    assert 'value="begin"' in page
    assert world.post("Ruth", f"/meetings/{room.id}/command", command="begin", seq=room.seq()).status_code == 303
    page = world.client("Ada").get(f"/meetings/{room.id}/room").text
    assert "What is your question?" in page and csrf(page)
    said = world.post("Ada", f"/meetings/{room.id}/say", body="How do I end it?", key=KEY + "0")
    assert said.status_code == 303, said.text
    assert "How do I end it?" in world.client("Tia").get(f"/meetings/{room.id}/room").text
    refused = world.post("Tia", f"/meetings/{room.id}/say", body="You could write to her.", key=KEY + "1")
    assert refused.status_code == 403 and "You could write to her." in refused.text
    review = world.post("Ada", f"/meetings/{room.id}/say", body="Ring 07700 900123 now.", key=KEY + "2")
    assert review.status_code == 422 and "Before this is posted" in review.text
    assert world.client("Tia").get(f"/meetings/{room.id}/screen").status_code == 200
    assert world.client("Tia").get(f"/meetings/{room.id}/record").status_code == 404
    assert world.post("Ruth", f"/meetings/{room.id}/command", command="end", seq=room.seq()).status_code == 303
    assert world.client("Ruth").get(f"/meetings/{room.id}/room").status_code == 303
    record = world.client("Tia").get(f"/meetings/{room.id}/record").text
    assert "Quick consult" in record and "Who was there" in record
    with world.work():
        assert session().get(Line, room.rows(Line)[0].id) is not None


def test_strangers_find_no_room(meeting, world):
    room = meeting()
    for path in ("room", "screen", "record"):
        assert world.client("Olu").get(f"/meetings/{room.id}/{path}").status_code == 404
    assert Browser(room, "Olu").open()["code"] == "missing"
