"""The law of a meeting, over every format: nobody says what the phase forbids, one chair, a clock that never falls."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from supervise.core.errors import NotAllowed
from supervise.meetings import chair as chairs
from supervise.meetings import clock as clocks
from supervise.meetings import floor as floors
from supervise.meetings import leading, sitting, taking_part
from supervise.meetings.chair import ABSENCE, Person
from supervise.meetings.clock import Left
from supervise.meetings.format import Kind, Mode, Part, Reveal, Stance
from supervise.meetings.keeping import kept, taken_up
from supervise.meetings.library import built_in
from supervise.meetings.sitting import Slot

SOAK = os.environ.get("SUPERVISE_TEST_SOAK") == "1"
PEOPLE = {
    "ruth": Person("ruth", supervises=True),
    "noa": Person("noa", convenes=True),
    "ben": Person("ben"),
    "ada": Person("ada"),
    "tia": Person("tia"),
}
someone = st.sampled_from(sorted(PEOPLE))
commander = st.sampled_from(["the holder"] * 4 + sorted(PEOPLE))
"""Mostly whoever holds the meeting at that moment, so that a sequence gets somewhere."""
SMALL_STEPS = st.one_of(st.integers(-5_000, 0), st.integers(1, 40_000), st.sampled_from([ABSENCE, 60_000, 3_600_000]))


def allowed_by_the_letter(held, who, kind):
    """Whether the phase's own text gives this person this kind: read from the data, not asked of the floor."""
    phase, slot = held.phase, held.slot
    if phase is None or not held.clock.going or held.veiled or not held.chair.is_here(who):
        return False
    mine = {part for part, one in slot.parts.items() if one == who}
    mine |= {Part.PRESENTER} if slot.presenter == who else set()
    if held.chair.holder == who:
        mine.add(Part.FACILITATOR)
        mine |= {p for p in (Part.CONSULTANT, Part.ACTION_PLANNER) if p in slot.format.parts and p not in slot.parts}
    if Part.PRESENTER in mine and phase.presenter in {Stance.SILENT, Stance.LISTENS_APART, Stance.AWAY}:
        return False
    mine = mine or {slot.format.others}
    everybody = phase.may.get(Part.ALL, ()) if mine != {Part.OBSERVER} or slot.format.others is Part.OBSERVER else ()
    return kind in everybody or any(kind in phase.may.get(part, ()) for part in mine)


class Meeting(RuleBasedStateMachine):
    """People come and go, talk, command and fall silent, in any order; a hand that reaches for what is not theirs is told so."""

    @initialize(data=st.data())
    def plan(self, data):
        chosen = data.draw(st.lists(st.sampled_from(list(built_in().values())), min_size=1, max_size=2))
        presenter = data.draw(someone)
        self.now = 1_000_000
        slots = tuple(Slot(one, None if one.frame else presenter) for one in chosen)
        self.held = sitting.called(slots, chairs.taken_by("ruth", data.draw(st.none() | someone), self.now))
        self.passed = 0
        self.entries = []
        for who in data.draw(st.lists(someone, unique=True)):
            self.do(sitting.enter, PEOPLE[who], self.now)
        if data.draw(st.booleans()):
            self.do(leading.begin, "ruth", self.now)
            for _ in range(data.draw(st.integers(0, len(self.held.clock.stretches) - 1))):
                self.do(leading.go_on, "ruth", self.now)

    def do(self, what, *given, **named):
        """Do something, keep what comes of it, and say whether it was done."""
        try:
            after = what(self.held, *given, **named)
        except NotAllowed as no:
            assert no.message.endswith("."), no.message
            return False
        entered = len(after.clock.entries) - len(self.held.clock.entries)
        assert entered >= 0 and after.clock.entries[: len(self.held.clock.entries) - 1] == self.held.clock.entries[:-1]
        self.held = after
        return True

    def holder(self, who):
        return sitting.looked_at(self.held, self.now).chair.holder if who == "the holder" else who

    def led(self, what, by, *given, **named):
        by = self.holder(by)
        remained, before = clocks.remaining(self.held.clock, self.now), self.held
        holder = sitting.looked_at(self.held, self.now).chair.holder
        if not self.do(what, by, self.now, *given, **named):
            same = self.held.clock == before.clock
            assert same and clocks.remaining(self.held.clock, self.now) == remained
            return False
        assert by == holder
        return True

    @rule(step=SMALL_STEPS)
    def time_passes(self, step):
        before = sitting.looked_at(self.held, self.now)
        remained = clocks.remaining(before.clock, self.now)
        self.now += step
        after = sitting.looked_at(before, self.now)
        if len(after.clock.entries) == len(before.clock.entries) and not before.clock.over:
            ran = max(0, step) if before.clock.going and after.clock.going else None
            if ran is not None and self.now >= before.clock.seen:
                assert remained - clocks.remaining(after.clock, self.now) <= ran
        self.held = after

    @rule(who=someone)
    def comes(self, who):
        self.do(sitting.enter, PEOPLE[who], self.now)

    @rule(who=someone)
    def goes(self, who):
        self.do(sitting.leave, who, self.now)

    @rule(who=commander, what=st.sampled_from([leading.begin, leading.go_on, leading.skip, leading.repeat]))
    def moves(self, who, what):
        self.led(what, who)

    @rule(who=commander, what=st.sampled_from([leading.pause, leading.resume, leading.take_back]))
    def holds(self, who, what):
        self.led(what, who) if what is not leading.take_back else self.do(what, self.holder(who), self.now)

    @rule(who=commander, seconds=st.sampled_from([-10, 0, 30, 60, 120, 300, 4000]), data=st.data())
    def extends(self, who, seconds, data):
        source = data.draw(st.sampled_from([one.id for one in self.held.clock.stretches][::-1]))
        total = sum(self.held.clock.budgets)
        remained = clocks.remaining(self.held.clock, self.now)
        before = self.held.clock.entries
        if self.do(leading.extend, self.holder(who), self.now, seconds, source) and len(before) == len(
            self.held.clock.entries
        ):
            assert clocks.remaining(self.held.clock, self.now) == remained + seconds * 1000
            assert sum(self.held.clock.budgets) == total - seconds * 1000

    @rule(who=commander, to=someone)
    def hands_over(self, who, to):
        self.do(leading.hand_over, self.holder(who), self.now, to)

    @rule(who=commander, to=someone, data=st.data())
    def assigns(self, who, to, data):
        part = data.draw(st.sampled_from([*(self.held.slot.format.parts if self.held.slot else ()), *Part]))
        self.do(leading.assign, self.holder(who), self.now, part, to)

    @rule(who=commander, data=st.data())
    def chooses(self, who, data):
        phase = self.held.phase
        ways = [c.id for p in (self.held.slot.format.phases if phase else ()) for c in p.choices]
        self.do(leading.choose, self.holder(who), self.now, data.draw(st.sampled_from([*ways, "no-such"])))

    @rule(who=someone, on=st.sampled_from([False, False, False, True]))
    def veils(self, who, on):
        self.do(leading.veil, who, self.now, on=on, supervises=PEOPLE[who].supervises)

    @rule(data=st.data())
    def speaks_in_the_middle_of_a_pause(self, data):
        if self.led(leading.pause, "the holder") or self.held.clock.paused_at is not None:
            law = floors.law_for(sitting.floor_of(self.held), who := data.draw(someone))
            assert not self.do(taking_part.say, who, self.now, data.draw(st.sampled_from([*law * 8, *Kind])))
            self.led(leading.resume, "the holder")

    @rule(data=st.data())
    def speaks(self, data):
        self.held = sitting.looked_at(self.held, self.now)
        heard = [one for one in PEOPLE if floors.voices(sitting.floor_of(self.held), one)]
        who = data.draw(st.sampled_from([*heard * 3, *PEOPLE]))
        open_to = floors.voices(sitting.floor_of(self.held), who)
        kind = data.draw(st.sampled_from([*open_to * 8, *Kind]))
        before = self.held
        if self.do(taking_part.say, who, self.now, kind):
            assert allowed_by_the_letter(before, who, kind)
            assert kind in open_to
            if before.phase.mode is Mode.PAUSE:
                raise AssertionError("nobody speaks in a pause")
        else:
            assert kind not in open_to

    @rule(who=commander, whom=st.none() | someone)
    def finishes(self, who, whom):
        self.do(taking_part.finish, self.holder(who), self.now, whom)

    @rule(who=someone, up=st.booleans())
    def raises(self, who, up):
        self.do(taking_part.raise_hand if up else taking_part.lower_hand, who, self.now)

    @rule(data=st.data())
    def asks_to_stop(self, data):
        presenter = self.held.slot.presenter if self.held.slot else None
        who = data.draw(st.sampled_from([presenter or "ben", *PEOPLE]))
        floor = sitting.floor_of(sitting.looked_at(self.held, self.now))
        silent = floor.phase is not None and floor.phase.presenter_is_silent and self.held.slot.presenter == who
        done = self.do(taking_part.please_stop, who, self.now)
        if done:
            assert not self.held.clock.going
        if silent and self.held.chair.is_here(who):
            assert done, "a silent presenter can always ask to stop"

    @rule()
    def the_server_starts_again(self):
        again = taken_up(
            [replace(s, presenter=None, parts={}) for s in self.held.slots], json.loads(json.dumps(kept(self.held)))
        )
        assert again == self.held
        self.held = again

    @invariant()
    def one_holds_the_meeting_and_within_ninety_seconds_it_is_somebody_present(self):
        if not hasattr(self, "held"):
            return
        chair = sitting.looked_at(self.held, self.now).chair
        assert chair.holder in PEOPLE
        if chair.here and not chair.is_here(chair.holder):
            assert chair.gone_since is not None and self.now < chair.gone_since + ABSENCE

    @invariant()
    def what_has_passed_never_falls_and_each_stay_is_left_once(self):
        if not hasattr(self, "held"):
            return
        clock = sitting.looked_at(self.held, self.now).clock
        passed = clocks.passed(clock, self.now)
        assert passed >= self.passed
        self.passed = passed
        assert [e.left is None for e in clock.entries[:-1]] == [False] * (len(clock.entries) - 1)
        assert [e for e in clock.entries if e.left is not None][: len(self.entries)] == self.entries
        self.entries = [e for e in clock.entries if e.left is not None]
        for one, following in zip(clock.entries, clock.entries[1:], strict=False):
            assert one.left == following.began
            assert following.at == one.at + (one.how is not Left.REPEATED)

    @invariant()
    def a_silent_presenter_has_no_voice(self):
        if not hasattr(self, "held"):
            return
        held = self.held
        if held.phase is not None and held.phase.presenter_is_silent and held.slot.presenter:
            floor = sitting.floor_of(held)
            assert floors.voices(floor, held.slot.presenter) == ()
            if held.chair.is_here(held.slot.presenter):
                assert floors.exits(floor, held.slot.presenter)

    @invariant()
    def the_notes_that_all_read_say_nothing_that_the_phase_forbids_or_hides(self):
        if not hasattr(self, "held") or self.held.phase is None:
            return
        floor = sitting.floor_of(self.held)
        who = sorted(PEOPLE)[self.now % len(PEOPLE)]  # one at each step is enough, and quick
        if floors.may_note(floor, who):
            mine = floors.parts_of(floor, who)
            assert floor.open and who in floor.order and not floors.is_silenced(floor, who)
            assert floors.voices(floor, who) or Part.SCRIBE in mine
            assert floor.phase.reveal is not Reveal.TOGETHER and floor.phase.presenter is not Stance.AWAY
            assert not mine & floor.phase.holds.keys()


TestTheLaw = Meeting.TestCase
TestTheLaw.settings = settings(max_examples=10_000 if SOAK else 120, stateful_step_count=40, deadline=None)
TestTheLaw.pytestmark = [pytest.mark.timeout(3600 if SOAK else 120)]
