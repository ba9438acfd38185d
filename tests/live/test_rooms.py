"""What a room is told: numbers without a gap for every audience, what is one person's to them alone, who is there."""

import json

import pytest
from flask_socketio import SocketIOTestClient

from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.dilemmas.models import Dilemma
from supervise.web import keeping_up, live
from tests.cast import make_world
from tests.live.house import comment
from tests.live.rawsocket import RawSocket

HELD = "zirbelwood"


def say(line, dilemma, body="I wonder what that was like.", **more):
    answer = line.ask("comment:post", comment(dilemma, body, **more))
    assert answer["ok"], answer
    return answer["change"]["id"].removeprefix("comment-")


# --- numbers ----------------------------------------------------------------------------------------------


def test_both_audiences_get_every_number_in_order(house):
    dilemma = house.dilemma("Tia")
    readers = {who: house.in_thread(who, dilemma)[0] for who in ("Noa", "Ruth", "Sam", "Ada")}
    ben, tia = (house.in_thread(who, dilemma)[0] for who in ("Ben", "Tia"))
    quiet = say(ben, dilemma, **{"as": "colleague"})
    loud = say(tia, dilemma, kind="information")
    ben.ask("comment:edit", id=quiet, revision=1, body="Said better.")
    tia.ask("comment:react", id=quiet, reaction="this-landed", on=True)
    house.post("Tia", f"/dilemmas/{dilemma}/themes", {"themes": ["anger"]})
    tia.ask("comment:remove", id=loud)
    house.post("Tia", f"/dilemmas/{dilemma}/close", {"outcome": "We spoke about it."})
    house.post("Tia", f"/dilemmas/{dilemma}/reopen")
    told = {who: line.changes(f"dilemma:{dilemma}") for who, line in readers.items()}
    for who, changes in told.items():
        assert [c["seq"] for c in changes] == list(range(2, 10)), who
        assert {c["op"] for c in changes} == {"put"}
        assert "Ben" not in "".join(c["html"] for c in changes) or who in {"Ruth", "Sam"}
    assert told["Noa"] == told["Ada"]
    assert told["Ruth"] == told["Sam"] != told["Ada"]
    assert "Ben" in told["Ruth"][0]["html"]


def test_what_an_audience_may_not_see_still_has_its_number(house):
    group = house.world.group_id
    lines = {who: house.line(who) for who in ("Noa", "Ada", "Ruth")}
    begun = {who: line.ask("group:open", id=group, after=None)["seq"] for who, line in lines.items()}
    assert len(set(begun.values())) == 1
    form = {"account": "For you two only.", "audience": "supervisors", "key": new_key()}
    assert house.post("Tia", f"/groups/{group}/dilemmas", form)[0] == 303
    assert house.post("Tia", f"/groups/{group}/dilemmas", {"account": "For all.", "key": new_key()})[0] == 303
    told = {who: line.changes(f"group:{group}") for who, line in lines.items()}
    for who in ("Noa", "Ada"):
        assert [c["op"] for c in told[who]] == ["none", "put"]
        assert told[who][0]["html"] == ""
    assert [c["op"] for c in told["Ruth"]] == ["put", "put"]
    assert {tuple(c["seq"] for c in changes) for changes in told.values()} == {(begun["Noa"] + 1, begun["Noa"] + 2)}
    missed = house.line("Ada").ask("group:open", id=group, after=begun["Ada"])["changes"]
    assert [c["op"] for c in missed] == ["none", "put"]
    assert "only" not in str(missed)


def test_several_who_write_at_once_are_read_in_the_order_of_numbers(house):
    dilemma = house.dilemma()
    reader, _ = house.in_thread("Sam", dilemma)
    writers = [house.in_thread(who, dilemma)[0] for who in ("Ada", "Tia", "Noa", "Ruth")]
    sent = [(line, line.send("comment:post", comment(dilemma, f"Thought {n}."))) for n in range(10) for line in writers]
    assert all(line.answer(number)["ok"] for line, number in sent)
    assert [c["seq"] for c in reader.changes(f"dilemma:{dilemma}")] == list(range(2, 42))


def test_a_withdrawn_dilemma_goes_from_every_open_page(house):
    dilemma = house.dilemma("Tia")
    ada, _ = house.in_thread("Ada", dilemma)
    ada.ask("group:open", id=house.world.group_id, after=None)
    assert house.post("Tia", f"/dilemmas/{dilemma}/withdraw")[0] == 303
    assert ada.wait("change", room=f"dilemma:{dilemma}")["op"] == "drop"
    assert ada.wait("change", room=f"group:{house.world.group_id}")["op"] == "drop"
    assert ada.wait("evicted", room=f"dilemma:{dilemma}")["reason"] == "withdrawn"
    assert ada.ask("comment:post", comment(dilemma))["code"] == "missing"


def test_each_ping_interval_brings_the_head_of_each_open_room(tmp_path):
    world = make_world(tmp_path, SUPERVISE_LIMITS="off")
    with world.work():
        dilemma = world.dilemma("Ben")
    line = SocketIOTestClient(world.app, live.socketio(), namespace="/live", flask_test_client=world.client("Ada"))
    line.emit("dilemma:open", {"id": dilemma.id, "after": None}, namespace="/live", callback=True)
    line.get_received("/live")
    keeping_up._heads(world.database)
    heads = [e["args"][0] for e in line.get_received("/live") if e["name"] == "head"]
    assert heads == [{"room": f"dilemma:{dilemma.id}", "seq": 1}]
    world.database.close()


# --- what is one person's -----------------------------------------------------------------------------------


def test_what_concerns_one_person_goes_to_all_their_devices_and_to_nobody_else(house):
    dilemma = house.dilemma()
    ada, ada_elsewhere = (house.in_thread("Ada", dilemma)[0] for _ in range(2))
    tia, noa = (house.in_thread(who, dilemma)[0] for who in ("Tia", "Noa"))
    ident = say(ada, dilemma)
    for line in (ada, ada_elsewhere):
        told = line.wait("yours")
        assert (told["room"], told["id"]) == (f"dilemma:{dilemma}", f"comment-{ident}")
        assert told["may"] == ["edit", "remove", "reply"]
        assert told["reactions"] == []
    tia.ask("comment:react", id=ident, reaction="with-you", on=True)
    assert tia.wait("yours")["reactions"] == ["with-you"]
    assert ada.wait("yours")["names"] == {"with you": ["Tia"]}
    assert "yours" not in [name for name, _ in noa.settled()]


def test_an_acknowledgement_shows_its_word_and_neither_number_nor_name_to_others(house):
    dilemma = house.dilemma()
    ada, tia, noa = (house.in_thread(who, dilemma)[0] for who in ("Ada", "Tia", "Noa"))
    ident = say(ada, dilemma)
    noa.settled()
    tia.ask("comment:react", id=ident, reaction="with-you", on=True)
    html = noa.wait("change")["html"]
    assert "Tia" not in html
    tia.ask("comment:react", id=ident, reaction="with-you", on=False)
    assert noa.wait("change")["seq"] == 4


# --- who is there ------------------------------------------------------------------------------------------


def here(line, room, *names):
    """Wait until a room is told to hold just these people."""
    while True:
        present = line.wait("presence", room=room)["present"]
        if [one["name"] for one in present] == list(names):
            return present


def test_those_who_have_a_thread_open_are_named_to_one_another(house):
    dilemma = house.dilemma()
    room = f"dilemma:{dilemma}"
    ada, _ = house.in_thread("Ada", dilemma)
    ruth, opened = house.in_thread("Ruth", dilemma)
    assert [one["name"] for one in opened["present"]] == ["Ada", "Ruth"]
    told = here(ada, room, "Ada", "Ruth")
    assert [one["role"] for one in told] == ["", "supervisor"]
    ruth.ask("dilemma:leave", id=dilemma)
    here(ada, room, "Ada")
    ruth.ask("dilemma:open", id=dilemma, after=1)
    here(ada, room, "Ada", "Ruth")
    ruth.close()
    here(ada, room, "Ada")


def test_who_would_rather_not_be_seen_is_not(house):
    dilemma = house.dilemma()
    assert house.post("Sam", "/settings/presence", {})[0] == 303
    house.in_thread("Sam", dilemma)
    _, opened = house.in_thread("Ada", dilemma)
    assert [one["name"] for one in opened["present"]] == ["Ada"]
    house.post("Sam", "/settings/presence", {"shown": "y"})


def test_typing_is_told_to_the_others_and_not_to_oneself(house):
    dilemma = house.dilemma()
    ada, ruth = (house.in_thread(who, dilemma)[0] for who in ("Ada", "Ruth"))
    assert ada.ask("typing", dilemma=dilemma, on=True)["ok"]
    told = ruth.wait("typing")
    assert told["on"] is True
    assert told["member"]
    assert "typing" not in [name for name, _ in ada.settled()]


@pytest.mark.parametrize("who", ["the author", "a commenter"])
def test_where_anyone_signs_as_a_colleague_nobody_is_named_as_present_or_typing(house, who):
    dilemma = house.dilemma("Ben", colleague=who == "the author")
    if who == "a commenter":
        with house.world.work():
            house.world.comment("Ben", session().get_one(Dilemma, dilemma), colleague=True)
    ada, alone = house.in_thread("Ada", dilemma)
    assert alone["present"] is False
    ben, opened = house.in_thread("Ben", dilemma)
    assert opened["present"] is True
    assert ada.wait("presence")["present"] is True
    ben.ask("typing", dilemma=dilemma, on=True)
    assert ada.wait("typing") == {"room": f"dilemma:{dilemma}", "on": True}


def test_those_who_were_named_are_not_any_more_once_somebody_signs_as_a_colleague(house):
    dilemma = house.dilemma()
    ada, ben = (house.in_thread(who, dilemma)[0] for who in ("Ada", "Ben"))
    here(ada, f"dilemma:{dilemma}", "Ada", "Ben")
    say(ben, dilemma, **{"as": "colleague"})
    assert ada.wait("presence")["present"] is True
    assert house.in_thread("Tia", dilemma)[1]["present"] is True


def test_in_a_list_nobody_is_named_as_present(house):
    lines = [house.line(who) for who in ("Ada", "Ben")]
    for line in lines:
        line.ask("group:open", id=house.world.group_id, after=None)
    assert isinstance(lines[0].wait("presence")["present"], bool)


# --- who signs as a colleague (R6) -------------------------------------------------------------------------


def test_r06_no_frame_tells_members_who_a_colleague_is_and_supervisors_are_told(house):
    with house.world.work():
        secret = {house.world.member("Ben").id, house.world.actor("Ben").account_id, "Ben", "ben@"}
    lines = {who: house.line(who) for who in ("Noa", "Ada", "Tia", "Ruth")}
    for line in lines.values():
        line.ask("group:open", id=house.world.group_id, after=None)
    form = {"account": "It troubles me still.", "signed": "colleague", "key": new_key()}
    assert house.post("Ben", f"/groups/{house.world.group_id}/dilemmas", form)[0] == 303
    dilemma = lines["Ada"].wait("change")["id"].removeprefix("row-")
    for line in lines.values():
        line.heard.append(("answer", line.ask("dilemma:open", id=dilemma, after=0)))
    ben, _ = house.in_thread("Ben", dilemma)
    ident = say(ben, dilemma, "More about it.")
    say(ben, dilemma, "As information.", kind="information")
    adas = say(lines["Ada"], dilemma, "I feel with you.")
    ben.ask("comment:react", id=adas, reaction="thank-you", on=True)
    ben.ask("typing", dilemma=dilemma, on=True)
    ben.ask("comment:edit", id=ident, revision=1, body="Rather more about it.")
    ben.ask("comment:remove", id=ident)
    house.post("Ben", f"/dilemmas/{dilemma}/close", {"outcome": "It went well."})
    for who in ("Noa", "Ada", "Tia"):
        shown = str(lines[who].settled())
        assert "It went well" in shown
        assert not [word for word in secret if word in shown], who
        page = house.get(who, f"/dilemmas/{dilemma}")[1]
        assert not [word for word in secret - {"Ben"} if word in page], who
    assert "Ben" in str(lines["Ruth"].settled())


# --- the door ---------------------------------------------------------------------------------------------


def test_r22_without_a_session_nobody_comes_in(house):
    for cookie in ("", "supervise=forged", house.cookie("Ada")[:-8] + "forgeddd"):
        line = house.line("nobody", cookie=cookie or "x=y")
        assert line.refused["data"]["code"] == "signed_out", line.refused


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"]
)
def test_r22_a_page_of_another_site_is_not_connected(house, origin):
    headers = {"Cookie": house.cookie("Ada"), "Origin": origin}
    with RawSocket(house.server.port, headers=headers) as raw:
        assert raw.status == 400
    forged = {**headers, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    with RawSocket(house.server.port, headers=forged) as raw:
        assert raw.status == 400


def test_r24_a_person_may_not_open_lines_without_end(house):
    lines = [house.line("Olu") for _ in range(live.MOST_PER_PERSON + 1)]
    assert [line.refused is None for line in lines] == [True] * live.MOST_PER_PERSON + [False]
    assert "too_fast" in str(lines[-1].refused)
    assert house.line("Ada").ask("dilemma:leave", id="0" * 20)["ok"]


def test_what_a_stage_holds_back_is_in_no_frame_until_it_is_over_and_then_in_everybodys(house):
    dilemma = house.dilemma("Tia")
    room, stage = f"dilemma:{dilemma}", f"stage-{dilemma}"
    assert house.post("Tia", f"/dilemmas/{dilemma}/days", {"format": "intervision"})[0] == 303
    house.get("Ruth", f"/dilemmas/{dilemma}")
    lines = {who: house.in_thread(who, dilemma) for who in ("Tia", "Ada", "Noa", "Ruth")}
    ben, _ = house.in_thread("Ben", dilemma)
    said = ben.ask("comment:post", comment(dilemma, f"Was it {HELD}?", kind="question"))
    assert said["ok"] and HELD in said["change"]["html"], "whoever wrote it has it"
    text = said["change"]["html"].partition('data-text="')[2][:20]
    assert ben.ask("cover", text=text, revision=1, start=0, end=3)["ok"]
    refused = lines["Ada"][0].ask("comment:post", comment(dilemma, "You could tell her.", kind="suggestion"))
    assert refused["code"] == "not_allowed"
    silent = lines["Tia"][0].ask("comment:post", comment(dilemma, "What I meant was another thing."))
    assert not silent["ok"] and "listening" in silent["message"]
    assert lines["Tia"][0].ask("comment:post", comment(dilemma, "It was noon.", kind="information"))["ok"]
    for line, opened in lines.values():
        line.wait("change", room=room, op="ask")
        answer = line.ask("dilemma:open", id=dilemma, after=opened["seq"])
        shown = {change["id"]: change["html"] for change in answer["changes"] if change["op"] == "put"}
        assert "One has answered." in shown[stage] and said["change"]["id"] not in shown
        assert HELD not in json.dumps([line.heard, answer])
    assert HELD not in json.dumps(house.in_thread("Ada", dilemma)[1])
    position = house.get("Ruth", f"/dilemmas/{dilemma}")[1].partition('name="stage" value="')[2].partition('"')[0]
    assert house.post("Ruth", f"/dilemmas/{dilemma}/days/next", {"stage": position})[0] == 303
    for who, (line, opened) in lines.items():
        line.wait("change", room=room, op="ask")
        answer = line.ask("dilemma:open", id=dilemma, after=opened["seq"])
        shown = {change["id"]: change["html"] for change in answer["changes"] if change["op"] == "put"}
        assert HELD in shown[said["change"]["id"]] and "Warm or cold" in shown[stage], who
    assert house.post("Ruth", f"/dilemmas/{dilemma}/days/next", {"stage": position})[0] == 409
