"""A line of a meeting that could point to somebody is covered for everybody, and some decide what becomes of it."""

from sqlalchemy import select

from supervise.core.db import session
from supervise.governance.models import Act
from supervise.meetings.room import actions, saying
from supervise.texts.models import Revision
from tests.cast import words
from tests.meetings.test_the_room_live import KEY, Browser


def test_a_line_is_hidden_on_every_screen_shown_again_and_destroyed_by_those_who_may(meeting):
    room = meeting(("balint", 45, "Ada"))
    world = room.world
    ben, ada = Browser(room, "Ben"), Browser(room, "Ada")
    ben.open(), ada.open()
    room.come("Ruth", "Tia")
    room.lead(actions.begin)
    room.go_to("facts")
    line = room.do(saying.say, "Tia", words("Was it in Quillfeather?"), None, KEY + "1")
    path, sees = f"/lines/{line.id}", lambda name: world.client(name).get(f"/meetings/{room.id}/room").text
    for name in ("Ben", "Sam"):
        world.post(name, f"/meetings/{room.id}/enter", private="y")
    assert f'href="{path}/cover"' in sees("Ben")
    assert "Was it in Quillfeather?" in world.client("Ben").get(f"{path}/cover").text
    ada.heard("change")
    for _ in range(2):
        assert world.post("Ben", f"{path}/cover").status_code == 303
    (told,) = [one for one in ada.heard("change") if one["op"] == "put"]
    assert told["id"] == f"line-{line.id}" and "Quillfeather" not in told["html"] and "Decide about it" in told["html"]
    for name in ("Ben", "Tia", "Sam"):
        assert "Quillfeather" not in sees(name) + world.client(name).get(f"{path}/cover").text
    assert {name: world.post(name, f"{path}/look").status_code for name in ("Ben", "Tia", "Sam")} == {
        "Ben": 403,
        "Tia": 403,
        "Sam": 200,
    }
    assert "Quillfeather" in world.post("Sam", f"{path}/look").text
    assert world.post("Sam", f"{path}/uncover", cover=line.id).status_code == 422
    assert world.post("Sam", f"{path}/uncover", cover=line.id, reason="mistake").status_code == 303
    assert "Quillfeather" in sees("Ben")
    world.post("Ben", f"{path}/cover")
    assert world.post("Ben", f"{path}/redact").status_code == 403
    assert world.post("Tia", f"{path}/redact").status_code == 303
    assert "Quillfeather" not in sees("Ben") and world.client("Olu").get(f"{path}/cover").status_code == 404
    with world.work():
        assert not [body for body in session().scalars(select(Revision.body)) if body and "Quillfeather" in body]
        acts = session().scalars(select(Act.tag).where(Act.tag.like("meeting.line.%")).order_by(Act.at, Act.id)).all()
    assert sorted(acts) == sorted(f"meeting.line.{what}" for what in (
        "covered", "looked_at", "looked_at", "uncovered", "covered", "redacted",
    ))  # fmt: skip


def test_what_somebody_may_not_see_yet_they_can_neither_cover_nor_learn_of(meeting):
    room = meeting(("intervision", 75, "Ada"))
    room.come("Ruth", "Ada", "Tia", "Ben")
    room.lead(actions.begin)
    while room.state("Ruth")["phase"]["mode"] != "silent_write":
        room.lead(actions.go_on)
    line = room.do(saying.say, "Tia", words("What did you want to say?"), None, KEY + "1")
    assert room.world.client("Ben").get(f"/lines/{line.id}/cover").status_code == 404
    assert room.world.post("Ben", f"/lines/{line.id}/cover").status_code == 404
    assert room.world.client("Tia").get(f"/lines/{line.id}/cover").status_code == 200
