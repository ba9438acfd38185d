"""What stays of a meeting when it is over: words by the group's rule, the record, what each takes away."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import NotAllowed
from supervise.core.jobs import Job, do_due
from supervise.dilemmas.destroying import destroy_own
from supervise.dilemmas.models import Comment, Kind
from supervise.governance.own_words.queries import own_things
from supervise.meetings.room import actions, afterwards, coming, recording, saying
from supervise.meetings.room.models import Line, WordsRule
from supervise.meetings.room.queries import ended_for
from supervise.texts.models import Revision, Text, TextKind
from tests.cast import words
from tests.meetings.holding import HERE

KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a1"


@pytest.fixture
def held(meeting, world):
    """A quick consult about Ada's dilemma, held to its end, with a question, a fact and a takeaway."""

    def make(rule=None):
        with world.work():
            dilemma_id = world.dilemma("Ada").id
            if rule is not None:
                afterwards.choose_rule(world.actor("Noa"), world.group_id, rule)
        room = meeting(("quick-consult", 15, "Ada", dilemma_id))
        room.dilemma_id = dilemma_id
        room.come("Ruth", "Ada", "Tia")
        room.lead(actions.begin)
        room.go_to("facts")
        room.do(saying.say, "Tia", words("Was she early, or the other late?"), None, KEY + "0")
        room.go_to("takeaway")
        room.do(saying.say, "Ada", words("I shall ask her about the stairs."), None, KEY + "1")
        room.lead(actions.end)
        return room

    return make


def bodies(room, kind):
    with room.world.work():
        found = select(Revision.body).join(Text, Text.id == Revision.text_id).where(Text.kind == kind)
        return sorted(body for body in session().scalars(found) if body)


def comments(room):
    return room.rows(Comment, Comment.dilemma_id == room.dilemma_id)


def test_by_default_all_of_it_goes_after_a_day_and_nothing_of_it_is_left(held, wall):
    room = held()
    assert comments(room) == [] and len(bodies(room, TextKind.LINE)) == 2
    wall.on(24 * 3600 - 60)
    do_due(room.world.database)
    assert len(bodies(room, TextKind.LINE)) == 2
    wall.on(120)
    do_due(room.world.database)
    assert bodies(room, TextKind.LINE) == []
    wall.on(60)
    do_due(room.world.database, apart=True)
    path = room.world.database.url.database
    files = [one for one in Path(path).parent.rglob("*") if one.is_file()]
    assert not [one.name for one in files for said in (b"Was she early", b"ask her about") if said in one.read_bytes()]
    assert len(room.rows(Line)) == 2, "who said what kind when is no word"
    with room.world.work() as db:
        assert path and db.scalar(select(Job.id).where(Job.kind == afterwards.JOB, Job.done_at.is_(None))) is None


def test_a_group_that_keeps_it_finds_it_in_the_thread_from_whoever_said_it(held):
    room = held(WordsRule.KEEP)
    first, second = sorted(comments(room), key=lambda one: one.number)
    assert (first.author_id, first.kind) == (room.member_ids["Tia"], Kind.QUESTION)
    assert (second.author_id, second.kind) == (room.member_ids["Ada"], Kind.REFLECTION)
    assert bodies(room, TextKind.LINE) == [] and len(bodies(room, TextKind.COMMENT)) == 2
    page = room.world.client("Ben").get(f"/dilemmas/{room.dilemma_id}").text
    assert "Was she early" in page


def test_a_group_that_keeps_takeaways_keeps_no_more(held, wall):
    room = held(WordsRule.TAKEAWAYS)
    assert bodies(room, TextKind.COMMENT) == ["I shall ask her about the stairs."]
    wall.on(25 * 3600)
    do_due(room.world.database)
    assert bodies(room, TextKind.LINE) == [] and len(comments(room)) == 1


def test_the_presenter_alone_keeps_it_as_long_as_it_stands(held, wall):
    room = held()
    item = room.rows(Line)[0]
    with pytest.raises(NotAllowed):
        room.do(afterwards.keep_words, "Tia", item.item_id)
    room.do(afterwards.keep_words, "Ada", item.item_id)
    room.do(afterwards.keep_words, "Ada", item.item_id)
    assert len(comments(room)) == 2
    wall.on(25 * 3600)
    do_due(room.world.database)
    assert len(bodies(room, TextKind.COMMENT)) == 2


def test_the_record_holds_phases_with_real_times_and_attendance_with_short_gaps_bridged(meeting, wall):
    room = meeting(("quick-consult", 15, "Ada"))
    room.come("Ruth", "Ada", "Tia", "Ben")
    room.lead(actions.begin)
    for name, away in (("Tia", 100), ("Ben", 420)):
        wall.on(60)
        with room.world.work():
            coming.go_out(room.id, room.member_ids[name], HERE, clock.now())
        wall.on(away)
        room.come(name)
    room.lead(actions.go_on)
    wall.on(180)
    room.lead(actions.end)
    with room.world.work():
        record = recording.record_of(ended_for(room.world.actor("Tia"), room.id))
    (part,) = record.parts
    assert (part.format_name, part.version, part.presenter) == ("Quick consult", 1, "Ada")
    assert [one.title for one in part.phases] == ["The question", "Facts"]
    assert timedelta(minutes=3) <= part.phases[1].lasted < timedelta(minutes=4)
    minutes = {one.name: (one.minutes, len(one.stays)) for one in record.attended}
    whole = minutes["Ruth"][0]
    assert minutes["Tia"] == (whole, 1), "a gap of 100 seconds is bridged"
    assert minutes["Ben"] == (whole - 7, 2), "one of seven minutes is not"


def test_a_takeaway_is_its_writers_alone_and_decisions_are_the_facilitators(held):
    room = held()
    room.do(recording.keep_takeaway, "Tia", words("To wait a little."))
    page = f"/meetings/{room.id}/record"
    assert "To wait a little." in room.world.client("Tia").get(page).text
    assert "To wait a little." not in room.world.client("Ruth").get(page).text
    with pytest.raises(NotAllowed):
        room.do(recording.write_decisions, "Tia", words("We meet again in May."))
    room.do(recording.write_decisions, "Ruth", words("We meet again in May."))
    assert "We meet again in May." in room.world.client("Ada").get(page).text


def test_ones_own_lines_and_takeaway_are_in_the_copy_of_ones_words_as_long_as_they_stand(held, wall):
    room = held()
    room.do(recording.keep_takeaway, "Tia", words("To wait a little."))
    room.do(recording.write_decisions, "Ruth", words("We meet again in May."))

    def mine(name):
        with room.world.work():
            things = own_things(room.world.actor(name))
        return {one.what: [said for text in one.texts for _, said in text.versions] for one in things}

    assert mine("Tia") == {
        "words in a meeting": ["Was she early, or the other late?"],
        "a takeaway from a meeting": ["To wait a little."],
    }
    assert mine("Ruth") == {"words in a meeting": ["We meet again in May."]}
    wall.on(25 * 3600)
    do_due(room.world.database)
    assert mine("Tia") == {"a takeaway from a meeting": ["To wait a little."]}


def test_nobody_comes_into_a_meeting_that_is_over(held):
    room = held()
    room.come("Ben")
    assert room.state("Ruth")["ended"] and room.member_ids["Ben"] not in room.state("Ruth")["here"]
    with pytest.raises(NotAllowed):
        room.do(saying.say, "Ada", words("One more thing."), None, KEY + "9")


def test_what_an_erased_dilemma_or_person_left_in_a_meeting_goes_with_them(held):
    room = held()
    with room.world.work(), transaction():
        afterwards.empty_words_of([room.member_ids["Tia"]])
    assert bodies(room, TextKind.LINE) == ["I shall ask her about the stairs."]
    room.do(lambda actor, _: destroy_own(actor, room.dilemma_id), "Ada")
    assert bodies(room, TextKind.LINE) == []
