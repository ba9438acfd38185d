"""How what is open ends: the person who may no longer hear hears nothing more, at once."""

import re
import time
from html import unescape
from urllib.parse import urlencode

import pytest
import redis
from flask_socketio import SocketIOTestClient

from supervise.web import keeping_up, live
from tests.cast import PASSWORD, make_world
from tests.live.house import comment, make_house

WITHIN, ACROSS = 1.0, 2.0
"""Seconds until a line falls silent: in one process, and across two."""


@pytest.fixture(scope="module")
def two(serve_module, postgres_server, valkey_server):
    url = postgres_server.fresh()
    made = make_house(
        serve_module,
        processes=2,
        SUPERVISE_LIMITS="off",
        SUPERVISE_DATABASE_URL=url,
        SUPERVISE_BROKER_URL=valkey_server,
    )
    yield made
    made.world.database.close()


@pytest.fixture(params=["one process", "two processes"])
def place(request, serve_module):
    """A house, where the person sits, where the act is done, and how soon it must count."""
    if request.param == "one process":
        made = request.getfixturevalue("shared_house")
        yield made, 0, WITHIN
    else:
        made = request.getfixturevalue("two")
        yield made, 1, ACROSS
    made.close_lines()


def seated(place, name="Ada", cookie=""):
    """Let somebody sit in a thread and the list, in the process in which the act is not done."""
    house, at, _ = place
    dilemma = house.dilemma("Ben")
    mine = cookie or house.sign_in(name)
    line, _ = house.in_thread(name, dilemma, at=at, cookie=mine)
    line.ask("group:open", id=house.world.group_id, after=None)
    return house, dilemma, line, mine


def silent(place, line, dilemma, started, *, within=None):
    """Wait until the line was told; then nothing of the group reaches it."""
    house, _, allowed = place
    told = [line.wait("evicted")["room"] for _ in range(2)]
    assert set(told) == {f"dilemma:{dilemma}", f"group:{house.world.group_id}"}
    assert time.monotonic() - started < (within or allowed)
    writer = house.line("Ruth")
    assert writer.ask("comment:post", comment(dilemma, "After the end."))["ok"]
    heard = line.settled()
    assert not [event for event in heard if event[0] in {"change", "yours"}], heard


def again(house, name, role="therapist"):
    """Seat somebody again who has gone."""
    house.server.supervise(
        "group", "add", "--group", house.world.group_id, "--email", f"{name.lower()}@example.org",
        "--role", role, "--accept-agreement",
    )  # fmt: skip


def test_r05_removal_ends_what_is_open(place):
    house, dilemma, line, _ = seated(place, "Ada")
    with house.world.work():
        member = house.world.member("Ada").id
    started = time.monotonic()
    assert house.post("Noa", f"/groups/{house.world.group_id}/members/{member}/remove", {"keep_name": "name"})[0] == 303
    silent(place, line, dilemma, started)
    assert line.ask("dilemma:open", id=dilemma, after=None)["code"] == "missing"
    assert line.ask("comment:post", comment(dilemma))["code"] == "missing"
    again(house, "Ada")
    assert line.ask("dilemma:open", id=dilemma, after=None)["ok"], "the connection lives on for other rooms"


def test_r05_leaving_ends_what_is_open(place):
    house, dilemma, line, mine = seated(place, "Tia")
    started = time.monotonic()
    assert house.post("Tia", f"/groups/{house.world.group_id}/leave", {"keep_name": "name"}, cookie=mine)[0] == 303
    silent(place, line, dilemma, started)
    again(house, "Tia", "trainee")


def test_r05_another_role_is_another_audience(place):
    house, dilemma, line, _ = seated(place, "Sam")
    with house.world.work():
        member = house.world.member("Sam").id
    path = f"/groups/{house.world.group_id}/members/{member}/role"
    started = time.monotonic()
    assert house.post("Noa", path, {"role": "therapist"})[0] == 303
    silent(place, line, dilemma, started)
    assert line.ask("dilemma:open", id=dilemma, after=None)["ok"]
    ben = house.line("Ben")
    assert ben.ask("comment:post", comment(dilemma, **{"as": "colleague"}))["ok"]
    assert "Ben" not in line.wait("change", room=f"dilemma:{dilemma}")["html"]
    assert house.post("Noa", path, {"role": "supervisor"})[0] == 303


def test_a_new_agreement_is_asked_for_on_open_pages(place):
    house, dilemma, line, mine = seated(place, "Ada")
    others = {name: house.sign_in(name) for name in ("Ruth", "Ben")}
    page = house.get("Noa", f"/groups/{house.world.group_id}/agreement/edit")[1]
    started = time.monotonic()
    assert house.post("Noa", f"/groups/{house.world.group_id}/agreement/edit", _changed(page))[0] == 303
    told = [line.wait("evicted")["reason"] for _ in range(2)]
    assert told == ["agreement", "agreement"]
    assert time.monotonic() - started < place[2]
    assert line.ask("dilemma:open", id=dilemma, after=None)["code"] == "not_allowed"
    assert line.ask("comment:post", comment(dilemma))["code"] == "not_allowed"
    for name, cookie in {"Ada": mine, **others, "Tia": "", "Sam": ""}.items():
        version = _version(house.get(name, f"/groups/{house.world.group_id}/agreement", cookie=cookie)[1])
        accept = f"/groups/{house.world.group_id}/agreement"
        assert house.post(name, accept, {"version": version}, cookie=cookie)[0] == 303
    assert line.ask("dilemma:open", id=dilemma, after=None)["ok"]


def _changed(page):
    """Return the agreement's form as it stands, with other days."""
    named = r'<(?:input|textarea)[^>]*name="(\w+)"[^>]*>'
    form = {}
    for match in re.finditer(named, page):
        value = re.search(r'value="([^"]*)"', match[0])
        rest = page[match.end() :]
        form[match[1]] = unescape(value[1] if value else rest[: rest.index("</textarea>")].lstrip("\n"))
    form.pop("csrf_token")
    return {**form, "answer_within_days": str(int(form["answer_within_days"]) % 7 + 1)}


def _version(page):
    field = re.search(r'<input[^>]*name="version"[^>]*>', page)[0]
    return re.search(r'value="(\d+)"', field)[1]


def cut(line, started, within):
    """Wait until the line is ended by the server."""
    assert line.wait("evicted")
    assert line.ended()
    assert time.monotonic() - started < within


def test_r10_signing_out_cuts_that_session_and_no_other(place):
    house, dilemma, line, mine = seated(place, "Ada")
    other, _ = house.in_thread("Ada", dilemma, at=place[1], cookie=house.sign_in("Ada"))
    started = time.monotonic()
    assert house.post("Ada", "/signout", cookie=mine)[0] == 303
    cut(line, started, place[2])
    assert other.ask("comment:post", comment(dilemma))["ok"]
    assert house.line("Ada", cookie=mine, at=place[1]).refused["data"]["code"] == "signed_out"
    assert house.get("Ada", f"/dilemmas/{dilemma}", cookie=mine)[0] == 303


def test_r10_a_new_password_cuts_all_other_sessions(place):
    house, dilemma, line, mine = seated(place, "Ada")
    here = house.sign_in("Ada")
    kept, _ = house.in_thread("Ada", dilemma, at=place[1], cookie=here)
    fresh = "seven green kettles sing"
    started = time.monotonic()
    assert house.post("Ada", "/settings/password", {"old": PASSWORD, "password": fresh}, cookie=here)[0] == 303
    cut(line, started, place[2])
    assert house.get("Ada", "/settings", cookie=mine)[0] == 303
    assert kept.ask("comment:post", comment(dilemma))["ok"]
    assert house.post("Ada", "/settings/password", {"old": fresh, "password": PASSWORD}, cookie=here)[0] == 303


def test_r10_deactivating_cuts_everything(place):
    house, dilemma, line, mine = seated(place, "Ada")
    with house.world.work():
        account = house.world.actor("Ada").account_id
    started = time.monotonic()
    assert house.post("Owen", f"/owner/people/{account}/deactivate")[0] == 303
    cut(line, started, place[2])
    assert house.get("Ada", f"/dilemmas/{dilemma}", cookie=mine)[0] == 303
    assert house.post("Owen", f"/owner/people/{account}/reactivate")[0] == 303


def test_r11_a_locked_session_hears_nothing_until_the_password(place):
    house, dilemma, line, mine = seated(place, "Ada")
    started = time.monotonic()
    assert house.post("Ada", "/session/lock", cookie=mine)[0] == 303
    silent(place, line, dilemma, started)
    assert line.ask("dilemma:open", id=dilemma, after=None)["code"] == "signed_out"
    status, page = house.post("Ada", f"/dilemmas/{dilemma}/comments", {"body": "Kept while locked."}, cookie=mine)
    assert status == 401
    assert "Kept while locked." in page
    assert house.post("Ada", "/session/unlock", {"unlock_password": PASSWORD}, cookie=mine)[0] == 303
    assert line.ask("dilemma:open", id=dilemma, after=None)["ok"]
    answer = line.ask("comment:post", comment(dilemma, "And on."))
    assert answer["ok"]
    assert line.wait("yours")["id"] == answer["change"]["id"], "what is one's own comes again too"


def test_r11_a_session_that_is_left_alone_is_locked_by_itself(new_house):
    house = new_house(SUPERVISE_IDLE_MINUTES="5")
    dilemma = house.dilemma("Ben")
    line, _ = house.in_thread("Ada", dilemma)
    house.server.move_clock(5 * 60 + 1)
    started = time.monotonic()
    assert line.wait("evicted")["reason"] == "locked"
    assert time.monotonic() - started < 2 * WITHIN
    assert line.ask("dilemma:open", id=dilemma, after=None)["code"] == "signed_out"
    assert house.get("Ada", f"/dilemmas/{dilemma}")[0] == 401
    house.server.move_clock(13 * 3600)
    while (told := line.wait("evicted")["reason"]) == "locked":
        pass
    assert told == "lapsed", "its time is up: whoever comes back gives the password, and nothing was lost"


def test_a_line_is_asked_for_its_session_at_every_event(place):
    """Even where no word of the end came through, the next event is refused."""
    house, dilemma, line, mine = seated(place, "Ada")
    body = urlencode({"csrf_token": house._tokens[mine]}).encode()
    reply, _ = house.request(
        "POST", "/signout", cookie=mine, body=body, Content_Type="application/x-www-form-urlencoded"
    )
    assert reply.status == 303
    number = line.send("comment:post", comment(dilemma, "Too late."))
    while not line.cut and number not in line.answers:
        line._next()
    assert line.cut or line.answer(number)["code"] == "signed_out"
    assert "Too late" not in house.get("Ben", f"/dilemmas/{dilemma}")[1]


def test_whoever_went_while_a_process_did_not_listen_hears_nothing_once_it_listens_again(two, valkey_server):
    house, dilemma, line, _ = seated((two, 1, ACROSS), "Ada")
    with house.world.work():
        member = house.world.member("Ada").id
    with redis.Redis.from_url(valkey_server) as broker:
        broker.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        path = f"/groups/{house.world.group_id}/members/{member}/remove"
        assert house.post("Noa", path, {"keep_name": "name"})[0] == 303
    told = [line.wait("evicted")["room"] for _ in range(2)]
    assert set(told) == {f"dilemma:{dilemma}", f"group:{house.world.group_id}"}
    two.close_lines()
    again(house, "Ada")


def test_presence_counts_across_processes(two):
    dilemma = two.dilemma("Ben")
    here, _ = two.in_thread("Ruth", dilemma, at=0)
    there, _ = two.in_thread("Sam", dilemma, at=1)
    while {one["name"] for one in here.wait("presence")["present"]} != {"Ruth", "Sam"}:
        pass
    while {one["name"] for one in there.wait("presence")["present"]} != {"Ruth", "Sam"}:
        pass
    there.close()
    while {one["name"] for one in here.wait("presence")["present"]} != {"Ruth"}:
        pass
    two.close_lines()


def test_who_comes_in_while_others_are_looked_at_again_stays(tmp_path, monkeypatch):
    world = make_world(tmp_path, SUPERVISE_LIMITS="off")
    with world.work():
        dilemma = world.dilemma("Ben")

    def comes_in(who):
        line = SocketIOTestClient(world.app, live.socketio(), namespace="/live", flask_test_client=world.client(who))
        line.emit("dilemma:open", {"id": dilemma.id, "after": None}, namespace="/live", callback=True)
        line.get_received("/live")
        return line

    def ended(line):
        return [one["args"][0]["reason"] for one in line.get_received("/live") if one["name"] == "evicted"]

    ruth, rightly = comes_in("Ruth"), keeping_up._seats[0]
    late = []

    def meanwhile(members):
        roles = rightly(members)
        late.append(comes_in("Ada"))
        return roles

    monkeypatch.setattr(keeping_up, "_seats", [meanwhile])
    keeping_up.look_again(world.database)
    assert not ended(ruth) and not ended(late[0])
    monkeypatch.setattr(keeping_up, "_seats", [lambda members: {}])
    keeping_up.look_again(world.database)
    assert ended(ruth) == ended(late[0]) == ["removed"]
    world.database.close()
