"""What is done in a meeting that is held, through the real actions, on a real database."""

import pytest

from supervise.core import clock
from supervise.core.errors import NotAllowed, Stale
from supervise.dilemmas.models import Comment
from supervise.meetings.format import Kind
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import actions, beats, coming, saying
from supervise.meetings.room.by_itself import let_happen
from supervise.meetings.room.models import Attendance, Line
from tests.cast import words
from tests.meetings.holding import HERE

KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a1"


def balint(meeting, **more):
    room = meeting(("balint", 45, "Ada"), **more)
    room.come("Ruth", "Ben", "Ada", "Tia")
    room.lead(actions.begin)
    return room


def test_the_lobby_shows_who_is_here_and_nobody_can_say_anything(meeting):
    room = meeting()
    room.come("Ruth", "Ada")
    state = room.state("Ada")
    assert state["here"] == [room.member_ids["Ruth"], room.member_ids["Ada"]]
    assert (state["phase"], state["begun"], state["voices"]) == (None, False, [])
    with pytest.raises(NotAllowed, match="not on"):
        room.do(saying.say, "Ada", words("May I?"), None, KEY)


def test_whoever_holds_it_begins_and_the_formats_are_frozen_as_they_are(meeting):
    room = meeting()
    room.come("Ruth", "Ada")
    with pytest.raises(NotAllowed, match="who holds the meeting"):
        room.lead(actions.begin, by="Ada")
    room.lead(actions.begin)
    assert room.state("Ada")["phase"]["id"] == "case"
    (item,) = room.rows(AgendaItem, AgendaItem.meeting_id == room.id)
    assert item.frozen.startswith("id: balint")
    assert room.rows(Meeting, Meeting.id == room.id)[0].began_at is not None


def test_each_may_say_what_the_phase_gives_them_and_nothing_else(meeting):
    room = balint(meeting)
    room.go_to("facts")
    assert room.state("Tia")["voices"] == ["ask_fact"]
    assert room.state("Ada")["voices"] == ["answer"]
    line = room.do(saying.say, "Tia", words("Was she the next appointment?"), None, KEY)
    assert line.kind is Kind.ASK_FACT
    with pytest.raises(NotAllowed, match="something else"):
        room.do(saying.say, "Tia", words("You should widen the gap."), Kind.SUGGESTION, KEY + "b")
    room.go_to("work")
    assert room.state("Ada")["voices"] == [] and room.state("Ada")["exits"] == ["fact_correction", "stop"]
    with pytest.raises(NotAllowed, match="the group works for you"):
        room.do(saying.say, "Ada", words("But that is not so."), None, KEY + "c")
    assert len(room.rows(Line)) == 1


def test_the_same_words_sent_twice_are_said_once(meeting):
    room = balint(meeting)
    room.go_to("tell")
    first = room.do(saying.say, "Ada", words("It was late."), None, KEY)
    again = room.do(saying.say, "Ada", words("It was late."), None, KEY.upper())
    assert first.id == again.id and len(room.rows(Line)) == 1


def test_a_command_given_before_the_meeting_moved_on_is_stale_and_words_and_hands_do_not_count(meeting):
    room = balint(meeting)
    room.go_to("facts")
    seen = room.seq()
    room.do(actions.raise_hand, "Tia")
    room.do(saying.say, "Tia", words("Was it raining?"), None, KEY)
    room.lead(actions.go_on, seq=seen)
    with pytest.raises(Stale):
        room.lead(actions.go_on, seq=seen)
    assert room.state("Ruth")["phase"]["id"] == "work"


def test_time_is_taken_from_a_later_phase_and_everybody_sees_from_where(meeting):
    room = balint(meeting)
    room.go_to("work")
    before = room.state("Ben")["remaining_ms"]
    room.lead(actions.extend, 60, "return")
    after = room.state("Ben")
    assert after["duration_ms"] == 23 * 60_000 and 58_000 < after["remaining_ms"] - before <= 60_000
    with pytest.raises(NotAllowed):
        room.lead(actions.extend, 600, "return")


def test_the_presenter_puts_a_fact_right_and_asks_to_stop_without_a_word_to_the_group(meeting):
    room = balint(meeting)
    room.go_to("work")
    line = room.do(saying.correct, "Ada", words("It was the second session."))
    assert line.corrects
    room.do(actions.please_stop, "Ada")
    assert room.state("Ruth")["asked_to_stop"] and room.state("Ruth")["paused"]
    for name in ("Ben", "Tia", "Ada"):
        assert not room.state(name)["asked_to_stop"] and room.state(name)["paused"]
    room.lead(actions.resume)
    assert not room.state("Ruth")["asked_to_stop"]


def test_a_nudge_is_seen_by_the_one_it_is_for_alone(meeting):
    room = balint(meeting)
    room.go_to("facts")
    room.do(actions.nudge, "Ruth", room.member_ids["Tia"], words("That is advice. What did you feel?"))
    assert room.state("Tia")["notes"] == ["That is advice. What did you feel?"]
    assert room.state("Ben")["notes"] == [] and room.state("Ruth")["notes"] == []


def test_who_has_spoken_is_seen_by_facilitator_and_deputy_alone(meeting):
    room = balint(meeting)
    room.go_to("facts")
    room.do(saying.say, "Tia", words("Was it raining?"), None, KEY)
    spoken = [room.member_ids["Tia"]]
    assert room.state("Ruth")["spoken"] == spoken == room.state("Ben")["spoken"]
    assert room.state("Tia")["spoken"] == room.state("Ada")["spoken"] == []


def test_after_ninety_seconds_the_deputy_holds_the_meeting_and_may_be_taken_back_from(meeting, wall):
    room = balint(meeting)
    with room.world.work():
        coming.go_out(room.id, room.member_ids["Ruth"], HERE, room_now())
    wall.on(89)
    assert room.state("Tia")["facilitator"] == room.member_ids["Ruth"]
    wall.on(2)
    assert room.state("Tia")["facilitator"] == room.member_ids["Ben"]
    with room.world.work():
        let_happen()
    room.lead(actions.go_on, by="Ben")
    room.come("Ruth")
    assert room.state("Ruth")["commands"] == ["pause", "take_back"]
    room.lead(actions.take_back)
    assert room.state("Ben")["facilitator"] == room.member_ids["Ruth"]


def test_a_hard_end_comes_by_itself_once(meeting, wall):
    room = meeting(("process-oriented", 45, "Ada"))
    room.come("Ruth", "Ben", "Ada", "Tia")
    room.lead(actions.begin)
    room.go_to("silence")
    wall.on(room.state("Ruth")["remaining_ms"] / 1000 + 1)
    seq = room.seq()
    for _ in range(2):
        with room.world.work():
            let_happen()
    assert room.state("Tia")["phase"]["id"] == "talk"
    assert room.seq() == seq + 1


def test_whoever_a_killed_process_held_the_door_for_is_out_after_half_a_minute(meeting, wall):
    room = balint(meeting)
    room.come("Ben", through="another process")
    with room.world.work():
        coming.hold_open("another process", [(room.id, room.member_ids["Ben"])])
    wall.on(31)
    with room.world.work():
        coming.hold_open("another process", [(room.id, room.member_ids["Ben"])])
        coming.close_forgotten(room_now())
    assert room.state("Ben")["here"] == [room.member_ids["Ben"]]
    assert room.state("Ben")["facilitator"] == room.member_ids["Ruth"]
    wall.on(60)
    assert room.state("Ben")["facilitator"] == room.member_ids["Ben"]


def test_a_machine_that_slept_turns_nobody_out_of_the_rooms_of_its_other_processes(meeting, wall):
    room = meeting()
    room.come("Ruth", "Ben", through="another process")
    with room.world.work():
        beats.hold(set())
        wall.on(95)
        beats.hold(set())
    assert room.state("Ruth")["here"] == [room.member_ids["Ruth"], room.member_ids["Ben"]]
    with room.world.work():
        wall.on(8)
        beats.hold(set())
    assert room.state("Ruth")["here"] == []


def test_nothing_is_written_into_the_thread_of_a_case_that_is_on_the_table(meeting, world):
    with world.work():
        dilemma = world.dilemma("Ada")
    room = meeting(("balint", 45, "Ada", dilemma.id), ("quick-consult", 15, "Tia"))
    room.come("Ruth", "Ben", "Ada", "Tia")
    room.lead(actions.begin)
    with world.work(), pytest.raises(NotAllowed, match="on the table"):
        world.comment("Tia", dilemma, "I know what to do.")
    room.go_to("question")
    with world.work():
        world.comment("Tia", dilemma, "I thought of it again.")
    assert len(room.rows(Comment)) == 1


def test_attendance_is_kept_from_coming_to_going(meeting, wall):
    room = balint(meeting)
    wall.on(600)
    with room.world.work():
        coming.go_out(room.id, room.member_ids["Tia"], HERE, room_now())
    wall.on(60)
    room.lead(actions.end)
    (stay,) = room.rows(Attendance, Attendance.member_id == room.member_ids["Tia"])
    assert 600 <= (stay.went_at - stay.came_at).total_seconds() < 630
    assert all(one.went_at is not None for one in room.rows(Attendance))


def room_now():

    return clock.now()
