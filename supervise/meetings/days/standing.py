"""A format over days as it stands at a moment: its stage, its law for each person, who moderates. It writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import once, session
from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.models import Answer, Dilemma
from supervise.dilemmas.passing import answers_to
from supervise.groups.models import Member
from supervise.meetings import floor as floors
from supervise.meetings.days import stages
from supervise.meetings.days.models import Course, CourseEntry, CourseStage, CourseVoice
from supervise.meetings.days.stages import Stage, Stay, Way
from supervise.meetings.floor import Floor
from supervise.meetings.format import Format, Mode, Part, Phase, Reveal, Stance
from supervise.meetings.shaping.queries import formats_for, parsed

IN_TURN = frozenset({Mode.ROUND, Mode.QUEUE})
"""Manners in which people wait for one another; over days nobody does."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How often somebody has said something in the stage that is on, whether they are done, and were told to come."""

    said: int
    done: bool
    told: bool = False


@dataclass
class Standing:
    """A format over days at a moment; `saved` is the way as the database has it, `way` as it is."""

    row: Course
    dilemma: Dilemma
    format: Format
    saved: Way
    way: Way
    voices: Mapping[Id, Voice]
    entered: Sequence[Id]
    people: Sequence[Member]
    answers: Mapping[Id, Answer] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """The place of the stage that is on."""
        return self.way.present.position if self.way.present else len(self.way.plan)

    @property
    def phase(self) -> Phase | None:
        """The phase of the format that is on, as it goes over days."""
        found = self.format.phase(self.way.stage.id) if self.way.stage else None
        return over_days(found) if found else None

    @property
    def ends_at(self) -> datetime | None:
        """When the stage that is on ends by itself."""
        return clock.from_millis(self.way.ends) if self.way.ends is not None else None

    @property
    def moderator_id(self) -> Id:
        """Who moderates: whom it was handed to, else the first who came in; the author as long as nobody has."""
        here = {one.id for one in self.people if policy.may_read(one, self.dilemma, self.answers.get(one.id))}
        able = [one for one in (self.row.moderator_id, *self.entered) if one is not None and one in here]
        return next((one for one in able if one != self.dilemma.author_id), self.dilemma.author_id)

    @property
    def voiced(self) -> list[Member]:
        """Those who have a voice in the stage that is on."""
        return [one for one in self.people if floors.law_for(floor_for(self, one.id), one.id)]

    @property
    def written(self) -> int:
        """How many have said something in the stage that is on."""
        return sum(voice.said > 0 for voice in self.voices.values())

    @property
    def all_written(self) -> bool:
        """Whether everybody who has a voice has said something, or is done."""
        return not self.awaited

    @property
    def awaited(self) -> list[Member]:
        """Those who have a voice in the stage that is on and have neither used it nor said that they are done."""
        heard = {who for who, voice in self.voices.items() if voice.said or voice.done}
        return [one for one in self.voiced if one.id not in heard]

    @property
    def all_done(self) -> bool:
        """Whether everybody who has a voice is done."""
        done = {who for who, voice in self.voices.items() if voice.done}
        return all(one.id in done for one in self.voiced)

    @property
    def held_until(self) -> datetime | None:
        """The moment until which what is said now is held back; None where it is shown at once."""
        together = self.phase is not None and self.phase.reveal is Reveal.TOGETHER
        return self.ends_at if together and not self.all_written else None


def runs_over_days(found: Format) -> bool:
    """Tell whether a format can be done in writing over days: its data gives the hours, and all see the same thread."""
    phases = [phase for phase in found.phases if phase.id in found.stages]
    apart = any(phase.holds or phase.presenter is Stance.AWAY or phase.mode is Mode.PAUSE for phase in phases)
    return not found.frame and not apart and any(found.stages.values())


def formats_over_days(group_id: Id) -> dict[str, Format]:
    """Return the formats of a group that can be done over days, by their short names."""
    return {slug: found for slug, found in formats_for(group_id).items() if runs_over_days(found)}


def plan_of(found: Format) -> tuple[Stage, ...]:
    """Return the stages of a format, in the order of its phases."""
    return tuple(Stage(phase.id, found.stages[phase.id]) for phase in found.phases if phase.id in found.stages)


def over_days(phase: Phase) -> Phase:
    """Return a phase as it goes over days: nobody waits for a turn."""
    chosen = phase.as_chosen(None)
    return replace(chosen, mode=Mode.FREE) if chosen.mode in IN_TURN else chosen


def floor_for(standing: Standing, who: Id) -> Floor:
    """Return the floor as it is for somebody: the author presents, all others are members, one of whom moderates."""
    author, others = standing.dilemma.author_id, standing.format.others
    held = {standing.moderator_id: frozenset({Part.FACILITATOR, others})}
    held[author] = frozenset({Part.PRESENTER, *(held.get(author, frozenset()) - {others})})
    return Floor(
        phase=standing.phase,
        others=others,
        parts=held,
        order=(who,),
        said={one: voice.said for one, voice in standing.voices.items()},
        open=standing.way.present is not None,
    )


def standing_in(dilemma: Dilemma) -> Standing | None:
    """Return the format that is on in a thread now; None where there is none, or its last stage is over."""
    found = _newest(dilemma)
    standing = _as_it_is(found, dilemma) if found is not None and found.ended_at is None else None
    return standing if standing is not None and not standing.way.over else None


def last_in(dilemma: Dilemma) -> Standing | None:
    """Return the format that is on in a thread, else the last that was."""
    found = _newest(dilemma)
    return _as_it_is(found, dilemma) if found is not None else None


def taken(dilemma: Dilemma) -> Standing | None:
    """Return what has not been ended yet in a thread, locked for the rest of the transaction; its dates may be over."""
    if not dilemma.over_days:
        return None
    mine = select(Course).where(Course.dilemma_id == dilemma.id, Course.ended_at.is_(None)).with_for_update()
    found = session().scalar(mine.execution_options(populate_existing=True))
    return _as_it_is(found, dilemma) if found is not None else None


def _newest(dilemma: Dilemma) -> Course | None:
    if not dilemma.over_days:
        return None
    mine = select(Course).where(Course.dilemma_id == dilemma.id).order_by(Course.begun_at.desc(), Course.id)
    return once(("days", dilemma.id), lambda: session().scalar(mine.limit(1)))


def _as_it_is(row: Course, dilemma: Dilemma) -> Standing:
    found = parsed(row.frozen)
    saved = Way(plan_of(found), _stays_of(row.id))
    way = saved if row.ended_at else stages.looked_at(saved, clock.millis(clock.now()))
    here = way.present.position if way.present else -1
    return Standing(
        row=row,
        dilemma=dilemma,
        format=found,
        saved=saved,
        way=way,
        voices=_voices_in(row.id, here),
        entered=_entered(row.id),
        people=_addressed_by(dilemma),
        answers=answers_to(dilemma),
    )


def _stays_of(course_id: Id) -> tuple[Stay, ...]:
    columns = (CourseStage.position, CourseStage.entered_at, CourseStage.left_at, CourseStage.why)
    rows = session().execute(select(*columns).where(CourseStage.course_id == course_id).order_by(CourseStage.position))
    return tuple(
        Stay(at, clock.millis(came), clock.millis(went) if went else None, why) for at, came, went, why in rows
    )


def _voices_in(course_id: Id, position: int) -> Mapping[Id, Voice]:
    found = select(CourseVoice.member_id, CourseVoice.said, CourseVoice.done_at, CourseVoice.told_at)
    rows = session().execute(found.where(CourseVoice.course_id == course_id, CourseVoice.position == position))
    return {who: Voice(said, done is not None, told is not None) for who, said, done, told in rows}


def _entered(course_id: Id) -> Sequence[Id]:
    found = select(CourseEntry.member_id).where(CourseEntry.course_id == course_id)
    return session().scalars(found.order_by(CourseEntry.at, CourseEntry.member_id)).all()


def _addressed_by(dilemma: Dilemma) -> list[Member]:
    """Return the members whom a thread is addressed to and who have not stepped out of it, accounts loaded, by name."""
    here = (
        select(Member)
        .join(Member.account)
        .options(contains_eager(Member.account))
        .where(Member.group_id == dilemma.group_id, Member.left_at.is_(None), Account.deactivated_at.is_(None))
        .order_by(Account.name, Member.id)
    )
    answers = answers_to(dilemma)
    found = session().scalars(here).all()
    return [one for one in found if policy.may_know_of(one, dilemma) and answers.get(one.id) is not Answer.STEPS_OUT]
