"""The law of a meeting against the real actions and the database, over every format: by no door is said what is forbidden."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import delete, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.meetings import clock as clocks
from supervise.meetings.chair import ABSENCE
from supervise.meetings.format import Kind
from supervise.meetings.library import built_in
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import actions, coming, saying
from supervise.meetings.room.by_itself import let_happen
from supervise.meetings.room.models import Door, HeldMeeting, Line
from supervise.meetings.room.seen import standing
from supervise.meetings.sitting import looked_at
from tests.cast import make_world, words
from tests.meetings.holding import InTheRoom, plan
from tests.meetings.test_the_law import allowed_by_the_letter

SOAK = os.environ.get("SUPERVISE_TEST_SOAK") == "1"
NAMES = ("Ruth", "Noa", "Ben", "Ada", "Tia")
someone = st.sampled_from(NAMES)
leader = st.sampled_from(["the holder"] * 4 + list(NAMES))
WAYS = (Stale, NotAllowed, Invalid)


class Practice:
    """One practice for all sequences: each plans a meeting of its own in it."""

    world = None
    folder = None

    @classmethod
    def open(cls):
        if cls.world is None:
            cls.folder = Path(tempfile.mkdtemp())
            cls.world = make_world(cls.folder, SUPERVISE_LIMITS="off")
        return cls.world

    @classmethod
    def close(cls):
        clock.follow(None)
        if cls.world is not None:
            cls.world.database.close()
            shutil.rmtree(cls.folder)
            cls.world = None


@pytest.fixture(scope="module", autouse=True)
def closed_afterwards():
    yield
    Practice.close()


class Held(RuleBasedStateMachine):
    """People come by several doors, go, talk, command, in any order; the server is killed and begins again in between."""

    @initialize(data=st.data())
    def plan(self, data):
        world = Practice.open()
        self.shift = Practice.folder / "shift"
        clock.follow(self.shift)
        self.seconds = float(self.shift.read_text()) if self.shift.exists() else 0.0
        self.move(1)
        found = data.draw(st.sampled_from(list(built_in().values())))
        presenter = None if found.frame else data.draw(someone)
        with world.work():
            self.dilemma = world.dilemma("Ada") if data.draw(st.booleans()) else None
            case = (found.id, round(found.seconds / 60), presenter, self.dilemma.id if self.dilemma else None)
            meeting = plan(world, case, deputy=data.draw(st.none() | st.sampled_from(["Ben", "Tia"])))
        self.room = InTheRoom(world, meeting)
        self.names = {member: name for name, member in self.room.member_ids.items()}
        self.said, self.passed, self.left = {}, 0, []
        for name in data.draw(st.lists(someone, unique=True)):
            self.tried(lambda name=name: self.room.come(name))
        if data.draw(st.booleans()):
            self.tried(lambda: self.room.lead(actions.begin))
            for _ in range(data.draw(st.integers(0, len(found.phases) - 1))):
                self.tried(lambda: self.room.lead(actions.go_on))

    def move(self, seconds):
        self.seconds += seconds
        self.shift.write_text(str(self.seconds))

    def now(self):
        """How the meeting stands, read anew from the database."""
        with self.room.world.work():
            return standing(session().get(Meeting, self.room.id)).held

    def tried(self, what):
        try:
            what()
        except WAYS:
            return False
        return True

    def who(self, name):
        return self.names[self.now().sitting.chair.holder] if name == "the holder" else name

    @rule(seconds=st.sampled_from([1, 5, 29, 40, 61, 91, 600]))
    def time_passes(self, seconds):
        self.move(seconds)
        with self.room.world.work():
            let_happen()

    @rule(name=someone, through=st.sampled_from(["one", "two"]))
    def comes(self, name, through):
        self.room.come(name, through=through)

    @rule(name=someone, through=st.sampled_from(["one", "two", "a process"]))
    def goes(self, name, through):
        with self.room.world.work():
            coming.go_out(self.room.id, self.room.member_ids[name], through, clock.now())

    @rule()
    def a_process_is_killed(self):
        self.move(coming.GOOD_FOR.total_seconds() + 1)
        others = [(self.room.id, member) for member in self.room.member_ids.values()]
        with self.room.world.work():
            coming.hold_open("two", others)
            coming.close_forgotten(clock.now())

    @rule(
        name=leader,
        what=st.sampled_from(
            [
                actions.begin,
                actions.go_on,
                actions.skip,
                actions.repeat,
                actions.pause,
                actions.resume,
                actions.take_back,
            ]
        ),
        late=st.booleans(),
    )
    def commands(self, name, what, late):
        name, before, seq = self.who(name), self.now(), self.room.seq()
        done = self.tried(lambda: self.room.lead(what, by=name, seq=0 if late and before.row.settled else seq))
        if done and late:
            assert before.row.settled == 0, "a command from before the last change was carried out"
        if done and what is not actions.take_back and what is not actions.pause:
            assert name == self.names[before.sitting.chair.holder]

    @rule(name=leader, to=someone)
    def hands_over(self, name, to):
        self.tried(lambda: self.room.lead(actions.hand_over, self.room.member_ids[to], by=self.who(name)))

    @rule(name=leader, seconds=st.sampled_from([30, 60, 300]), data=st.data())
    def extends(self, name, seconds, data):
        held = self.now()
        source = data.draw(st.sampled_from([one.id for one in held.sitting.clock.stretches]))
        left = clocks.remaining(held.sitting.clock, held.now)
        if self.tried(lambda: self.room.lead(actions.extend, seconds, source, by=self.who(name))):
            after = self.now()
            assert abs(clocks.remaining(after.sitting.clock, held.now) - left - seconds * 1000) < 2000

    @rule(name=someone, up=st.booleans())
    def raises(self, name, up):
        self.tried(lambda: self.room.do(actions.raise_hand, name, up=up))

    @rule(name=someone)
    def finishes(self, name):
        self.tried(lambda: self.room.do(actions.finish, name))

    @rule(name=someone, kind=st.none() | st.sampled_from(Kind), again=st.booleans())
    def speaks(self, name, kind, again):
        before, key = self.now(), new_key()
        who = self.room.member_ids[name]
        open_to = self.room.state(name)["voices"]
        done = self.tried(lambda: self.said_as(name, kind, key))
        assert done == (kind in open_to if kind else bool(open_to))
        if done:
            assert allowed_by_the_letter(before.sitting, who, self.said[key].kind)
            if again:
                assert self.room.do(saying.say, name, words("Said again."), kind, key).id == self.said[key].id

    def said_as(self, name, kind, key):
        self.said[key] = self.room.do(saying.say, name, words("It stays with me."), kind, key)

    @rule(name=someone)
    def writes_into_the_thread(self, name):
        if self.dilemma is None:
            return
        held = self.now()
        on = held.meeting.began_at is not None and held.meeting.ended_at is None
        with self.room.world.work():
            done = self.tried(lambda: self.room.world.comment(name, self.dilemma))
        assert done != on, "a thread takes words in exactly while its case is not on the table"

    @rule(name=someone)
    def asks_to_stop(self, name):
        silent = "stop" in self.room.state(name)["exits"]
        done = self.tried(lambda: self.room.do(actions.please_stop, name))
        assert done == silent
        assert not done or not self.now().sitting.clock.going

    @invariant()
    def the_law_holds(self):
        if hasattr(self, "room"):
            with self.room.world.work():
                stands = standing(session().get(Meeting, self.room.id))
                shown = stands.state(self.room.world.member("Tia"))["facilitator"]
            self.one_holds_the_meeting_and_after_ninety_seconds_it_is_somebody_present(stands.held, shown)
            self.time_never_falls_and_each_stay_is_left_once(stands.held)

    def one_holds_the_meeting_and_after_ninety_seconds_it_is_somebody_present(self, held, shown):
        chair = held.sitting.chair
        assert chair.holder in self.names
        assert shown == chair.holder
        if chair.here and not chair.is_here(chair.holder):
            assert chair.gone_since is not None and held.now < chair.gone_since + ABSENCE

    def time_never_falls_and_each_stay_is_left_once(self, held):
        clocked = looked_at(held.sitting, held.now).clock
        passed = clocks.passed(clocked, held.now)
        assert passed >= self.passed
        left = [(one.at, one.began, one.left, one.how) for one in clocked.entries if one.left is not None]
        assert left[: len(self.left)] == self.left and len(clocked.entries) - len(left) in {0, 1}
        self.passed, self.left = passed, left

    def teardown(self):
        if hasattr(self, "room"):
            lines = self.room.rows(Line, Line.meeting_id == self.room.id)
            assert {line.key for line in lines} == set(self.said) and len(lines) == len(self.said)
            assert all(item.frozen for item in self.room.rows(AgendaItem, AgendaItem.meeting_id == self.room.id)) or (
                self.now().meeting.began_at is None
            )
            self.clear()

    def clear(self):
        """Let the next sequence have a practice in which no other meeting is on."""
        with self.room.world.work(), transaction() as db:
            db.execute(delete(Door))
            db.execute(update(HeldMeeting).values(due_at=None))
            db.execute(update(Meeting).where(Meeting.ended_at.is_(None)).values(ended_at=clock.now()))


class OtherHeld(Held):
    """The other half of the sequences, so that two processes can share them."""


def counted(case):
    case.settings = settings(
        max_examples=5_000 if SOAK else 4,
        stateful_step_count=15 if SOAK else 25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    case.pytestmark = [pytest.mark.timeout(6 * 3600 if SOAK else 300)]
    return case


TestTheLawInTheRoom = counted(Held.TestCase)
TestTheLawInTheRoomAgain = counted(OtherHeld.TestCase)
