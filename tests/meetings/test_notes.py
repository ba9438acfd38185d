"""The notes of a meeting: written by all who may at one time, under the law of the phase, and gone by the group's rule."""

import re
from base64 import b64decode, b64encode

import pytest
from pycrdt import Doc, Text

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import NotAllowed
from supervise.core.jobs import do_due
from supervise.dilemmas.destroying import destroy_own
from supervise.governance.retention import things
from supervise.meetings.format import Part
from supervise.meetings.models import Talk
from supervise.meetings.room import actions, afterwards, saying
from supervise.meetings.room.models import WordsRule
from supervise.meetings.room.notes.actions import write_notes
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from tests.cast import words
from tests.meetings.test_the_room_live import Browser


class Page(Browser):
    """Somebody's page of the room, with a document of its own, as a browser has it."""

    def __init__(self, room, name):
        super().__init__(room, name)
        self.open()
        self.epoch, self.doc = None, Doc()
        self.text = self.doc.get("words", type=Text)
        self.look()

    def look(self, **more):
        answer = self.ask("meeting:notes", meeting=self.room.id, **{"epoch": self.epoch, **more})
        if answer["ok"]:
            self.take(answer)
        return answer

    def take(self, told):
        self.epoch, self.has = told["epoch"], b64decode(told["vector"])
        self.doc.apply_update(b64decode(told["update"]))

    def write(self, said, **more):
        self.text.insert(len(str(self.text).encode()), said)
        return self.send(**more)

    def send(self, **more):
        update = b64encode(self.doc.get_update(self.has)).decode()
        return self.look(update=update, vector=b64encode(self.doc.get_state()).decode(), **more)


@pytest.fixture
def room(meeting, world):
    with world.work():
        dilemma_id = world.dilemma("Ada").id
    room = meeting(("balint", 45, "Ada", dilemma_id))
    room.dilemma_id = dilemma_id
    room.come("Ruth", "Ben", "Ada", "Tia")
    room.lead(actions.begin)
    return room


def standing(room):
    with room.world.work():
        found = words_of([room.id]).get((room.id, TextKind.NOTES))
        return found.body if found else None


def test_several_write_at_once_and_everybody_has_all_of_it(room):
    room.go_to("work")
    ruth, ben, tia = (Page(room, name) for name in ("Ruth", "Ben", "Tia"))
    for page in (ben, tia):
        page.heard("notes")
    assert ben.write("A door. ")["ok"] and tia.write("A stair. ")["ok"]
    told = ruth.heard("notes")
    assert len(told) == 2 and ben.heard("notes")[0]["update"] != ""
    for one in told:
        ruth.take(one)
    assert str(ruth.text) == standing(room) and {"A door.", "A stair."} <= {f"{p}." for p in standing(room).split(". ")}
    ben.look()
    assert str(ben.text) == standing(room)
    answer = ben.ask("meeting:notes", meeting=room.id, update="AAE=")
    assert (answer["code"], "update" in answer["fields"]) == ("invalid", True)
    assert ben.ask("meeting:notes", meeting=room.id, update="x" * 61_000)["code"] == "invalid"


def test_who_may_write_is_the_law_of_the_phase_whatever_way_it_comes(room):
    tia, ada = Page(room, "Tia"), Page(room, "Ada")
    room.go_to("tell")
    assert (room.state("Tia")["may_note"], room.state("Ada")["may_note"]) == (False, True)
    refused = tia.write("I would have asked.")
    assert (refused["code"], refused["message"]) == (
        "not_allowed",
        "You are listening in this phase. Your words are kept.",
    )
    post = room.world.post("Tia", f"/meetings/{room.id}/notes", body="I would have asked.", base="")
    assert post.status_code == 403 and "I would have asked." in post.text
    room.go_to("work")
    assert ada.write("But no.")["code"] == "not_allowed"
    with pytest.raises(NotAllowed):
        room.do(write_notes, "Ada", "", words("But no."))
    assert standing(room) is None
    room.do(actions.pause, "Ruth", room.seq())
    assert not room.state("Tia")["may_note"]


def test_the_scribe_writes_while_others_speak_and_nobody_where_words_are_shown_later(meeting):
    room = meeting(("kollegiale-beratung", 75, "Ada"))
    room.come("Ruth", "Ada", "Tia", "Ben")
    room.lead(actions.begin)
    room.lead(actions.assign, Part.SCRIBE, room.member_ids["Tia"])
    states = []
    while not room.state("Ruth")["ended"]:
        states.append({name: room.state(name) for name in ("Ada", "Tia", "Ben")})
        room.lead(actions.go_on)
    assert any(one["Tia"]["may_note"] and not one["Tia"]["voices"] for one in states)
    assert all(bool(one["Ben"]["voices"]) >= one["Ben"]["may_note"] for one in states)
    assert not any(one["Ada"]["silent"] and one["Ada"]["may_note"] for one in states)
    other = meeting(("intervision", 75, "Ada"))
    other.come("Ruth", "Ada", "Tia")
    other.lead(actions.begin)
    while other.state("Tia")["phase"]["mode"] != "silent_write":
        other.lead(actions.go_on)
    assert other.state("Tia")["voices"] and not other.state("Tia")["may_note"]


def test_what_could_point_to_someone_is_answered_before_anybody_reads_it_and_asked_once(room):
    room.go_to("work")
    tia, ben = Page(room, "Tia"), Page(room, "Ben")
    tia.write("They met on the stairs.\n")
    held = tia.write("Ring 07700 900123 then.")
    assert held["code"] == "review" and "900123" not in (standing(room) or "")
    (found,) = [one for one in held["findings"] if one["kind"] == "direct"]
    assert str(tia.text)[found["start"] : found["end"]] == "07700 900123"
    kept = [{"start": found["start"], "end": found["end"], "reason": "agreed"}]
    assert tia.send(kept=kept)["ok"] and "900123" in standing(room)
    ben.look()
    assert ben.write(" And wait.")["ok"], "what stands was answered by whoever wrote it"
    tia.text.insert(0, "Mail c.d@example.org. ")
    assert tia.send()["code"] == "stale", "the places found would be others on a page that lacks what Ben wrote"
    whole = tia.ask("meeting:notes", meeting=room.id, body=str(tia.text), base=str(tia.text)[22:])
    assert whole["code"] == "review" and str(tia.text)[whole["findings"][0]["start"] :].startswith("c.d@example.org")
    base = standing(room)
    page = room.world.post("Ben", f"/meetings/{room.id}/notes", body=f"{base}\nMail a.b@example.org", base=base)
    assert page.status_code == 422 and "Before this is posted" in page.text and "a.b@example.org" in page.text
    assert "<mark>07700" not in page.text


def test_by_a_plain_form_nothing_is_lost_that_others_wrote_meanwhile(room):
    room.go_to("work")
    room.world.post("Tia", f"/meetings/{room.id}/enter", private="y")
    read = room.world.client("Tia").get(f"/meetings/{room.id}/room").text
    assert "Notes that all of you read" in read
    for name, body in (("Ben", "A door that is not closed."), ("Tia", "A stair.")):
        sent = room.world.post(name, f"/meetings/{room.id}/notes", body=body, base="")
        assert sent.status_code == 303 and sent.headers["Location"].endswith("#room-notes")
    assert all(one in standing(room) for one in ("A door that is not closed.", "A stair."))
    base = standing(room)
    again = {"body": f"{base} Twice.", "base": base}
    for _ in range(2):
        room.world.post("Tia", f"/meetings/{room.id}/notes", **again)
    assert standing(room).count("Twice.") == 1
    assert room.world.post("Olu", f"/meetings/{room.id}/notes", body="x", base="").status_code == 404


def test_they_go_by_the_groups_rule_with_a_dilemma_and_with_whoever_wrote_them(room, wall):
    room.go_to("work")
    room.do(write_notes, "Tia", "", words("A stair."))
    room.do(write_notes, "Ben", "A stair.", words("A stair. A door."))
    with room.world.work():
        afterwards.choose_rule(room.world.actor("Noa"), room.world.group_id, WordsRule.KEEP)
    room.lead(actions.end)
    with room.world.work():  # it holds for what ends from then on
        afterwards.choose_rule(room.world.actor("Noa"), room.world.group_id, WordsRule.DELETE)
    record = f"/meetings/{room.id}/record"
    assert "A stair. A door." in room.world.client("Ada").get(record).text
    with pytest.raises(NotAllowed):
        room.do(write_notes, "Ben", "A stair. A door.", words("More."))
    assert room.world.post("Tia", f"/meetings/{room.id}/destroy-notes").status_code == 403
    with room.world.work(), transaction():
        afterwards.sharing.take_away_of([room.member_ids["Tia"]])
    assert "stair" not in standing(room) and "A door." in standing(room)
    wall.on(25 * 3600)
    do_due(room.world.database)
    assert "A door." in standing(room)
    room.do(lambda actor, _: destroy_own(actor, room.dilemma_id), "Ada")
    assert standing(room) is None


def test_where_nothing_is_kept_they_go_after_a_day_and_where_it_is_kept_at_their_time(meeting, wall):
    room = meeting(("quick-consult", 15, "Ada"))
    room.come("Ruth", "Ada", "Tia")
    room.lead(actions.begin)
    room.do(write_notes, "Ada", "", words("How do I end it?"))
    room.lead(actions.end)
    with room.world.work():
        due = session().execute(things.meeting_notes_before([room.world.group_id], clock.now())).all()
    assert [one.thing_id for one in due] == [room.id]
    wall.on(25 * 3600)
    do_due(room.world.database)
    assert standing(room) is None


def test_what_one_notes_down_for_oneself_is_ones_own_and_goes_with_the_meeting_even_where_words_are_kept(room, wall):
    world, path = room.world, f"/meetings/{room.id}"
    for name in ("Tia", "Ben"):
        world.post(name, f"{path}/enter", private="y")
    for body in ("Something else.", ""):
        assert world.post("Tia", f"{path}/own-notes", body=body).status_code == 303
    assert "Something else." not in world.client("Tia").get(f"{path}/room").text
    assert world.post("Tia", f"{path}/own-notes", body="I lost the thread here.").status_code == 303
    assert "I lost the thread here." in world.client("Tia").get(f"{path}/room").text
    assert "I lost the thread here." not in world.client("Ben").get(f"{path}/room").text
    with world.work():
        afterwards.choose_rule(world.actor("Noa"), world.group_id, WordsRule.KEEP)
    room.lead(actions.end)
    assert "I lost the thread here." in world.client("Tia").get(f"{path}/record").text
    wall.on(25 * 3600)
    do_due(world.database)
    assert "I lost the thread here." not in world.client("Tia").get(f"{path}/record").text


def test_how_the_group_took_part_is_a_question_that_names_nobody(room):
    room.go_to("facts")
    room.do(saying.say, "Tia", words("Was she early?"), None, "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a10")
    room.go_to("work")
    for number, name in enumerate(("Tia", "Ben", "Tia")):
        room.do(saying.say, name, words("A door."), None, f"6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a2{number}")
    room.lead(actions.end)
    page = room.world.client("Ada").get(f"/meetings/{room.id}/record").text
    look = page.partition('id="look-back"')[2].partition("</section>")[0]
    assert "2 of 4 wrote" in look and "1 of 4 wrote" in look and "What may that have to do" in look
    assert not any(name in look for name in ("Tia", "Ben", "Ruth", "Ada"))
    assert look.count("picture__bar") == 3 and "<table" in look


def test_in_a_meeting_that_is_held_aloud_writing_is_one_press_away(meeting):
    room = meeting(("quick-consult", 15, "Ada"), talk=Talk.ALOUD)
    room.come("Ruth", "Ada", "Tia")
    room.lead(actions.begin)
    for name in ("Ada", "Tia"):
        room.world.post(name, f"/meetings/{room.id}/enter", private="y")
    folded = re.compile(r'<details class="more" data-meeting-target="say"( hidden)?><summary>Say something in writing')
    pages = {name: room.world.client(name).get(f"/meetings/{room.id}/room").text for name in ("Ada", "Tia")}
    assert {name: folded.search(page)[1] for name, page in pages.items()} == {"Ada": None, "Tia": " hidden"}


def test_whoever_watches_is_told_when_the_others_see_what_they_write(meeting):
    room = meeting(("supervisor-led", 30, "Ada"))
    room.come("Ruth", "Ada", "Tia")
    room.lead(actions.begin)
    room.go_to("work")
    pages = {}
    for name in ("Tia", "Ada"):
        room.world.post(name, f"/meetings/{room.id}/enter", private="y")
        pages[name] = room.world.client(name).get(f"/meetings/{room.id}/room").text
    told = "You watch. What you write is shown to the others from &#39;The notes are opened&#39; on."
    assert told in pages["Tia"] and told not in pages["Ada"]
    assert room.state("Tia")["voices"] and not room.state("Tia")["may_note"], "the notes would give it away"


def test_notes_that_hold_what_should_not_be_there_are_destroyed_after_the_meeting_too(meeting):
    room = meeting(("quick-consult", 15, "Ada"), facilitator="Ben", deputy=None)
    room.come("Ben", "Ada", "Tia")
    room.lead(actions.begin, by="Ben")
    room.do(write_notes, "Ada", "", words("How do I end it?"))
    path = f"/meetings/{room.id}/destroy-notes"
    assert room.world.post("Ben", path).status_code == 404, "while it is on, words are taken out where they stand"
    room.lead(actions.end, by="Ben")
    assert {name: room.world.post(name, path).status_code for name in ("Ada", "Tia", "Olu", "Ben")} == {
        "Ada": 403,
        "Tia": 403,
        "Olu": 404,
        "Ben": 303,
    }
    assert standing(room) is None
    assert "Notes that you wrote together" not in room.world.client("Ada").get(f"/meetings/{room.id}/record").text
