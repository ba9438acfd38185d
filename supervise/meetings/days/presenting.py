"""View models of a format over days: the stage as everybody in the thread sees it, and what is asked of one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from supervise.core import clock
from supervise.core.ids import Id
from supervise.dilemmas.models import Dilemma, Signed
from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.queries import Thread
from supervise.dilemmas.seen import eyes_of
from supervise.groups.models import Member
from supervise.groups.queries import Seat
from supervise.meetings import floor as floors
from supervise.meetings.days import policy, stages, words
from supervise.meetings.days.awaiting import awaiting_in
from supervise.meetings.days.law import given_in
from supervise.meetings.days.stages import Stay, Way
from supervise.meetings.days.standing import (
    Standing,
    floor_for,
    formats_over_days,
    last_in,
    plan_of,
    standing_in,
)
from supervise.meetings.format import Format, Reveal
from supervise.meetings.planning.words import in_short, place_name


@dataclass(frozen=True, slots=True)
class StageDates:
    """A stage and its dates; `state` is past, now or to come."""

    title: str
    who: str
    begins: str
    ends: str
    state: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A format that can be begun, and when its stages would be."""

    id: str
    name: str
    line: str
    long: str
    dates: Sequence[StageDates]


@dataclass(frozen=True, slots=True)
class StageView:
    """The stage that is on, or the summary of what was; the same for everybody who reads the thread."""

    element: str
    name: str = ""
    on: bool = False
    title: str = ""
    place: str = ""
    until: str = ""
    says: str = ""
    prompts: Sequence[str] = ()
    answered: str = ""
    together: bool = False
    moderator: str = ""
    dates: Sequence[StageDates] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class AwaitedView:
    """A stage in which a person's words are awaited, as Today shows it."""

    href: str
    heading: str
    stage: str
    until: str
    group_name: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """What is asked of one person in the stage that is on, and what they can do."""

    dilemma_id: Id
    position: int
    asked: str
    until: str
    kinds: Sequence[tuple[str, str]]
    voiced: bool
    done: bool
    moderates: bool
    may_stop: bool
    next_title: str
    others: Sequence[tuple[Id, str]]


def awaited_views(seats: Sequence[Seat]) -> list[AwaitedView]:
    """Return the stages in which a person's words are awaited, group by group."""
    return [view for seat in seats for view in _awaited(seat, awaiting_in(seat))]


def offered_in(thread: Thread) -> list[Offered]:
    """Return the formats that can be begun in a thread, with the dates that they would have if it were now."""
    zone, now = thread.seat.group.zone, clock.millis(clock.now())
    found = formats_over_days(thread.seat.group.id)
    return [_offered(slug, one, zone, now) for slug, one in found.items()]


def stage_view(dilemma: Dilemma, zone: str) -> StageView:
    """Return how the format over days stands in a thread; an empty place where there never was one."""
    standing = last_in(dilemma)
    if standing is None:
        return StageView(words.element(dilemma.id))
    dates = _dates(standing.format, standing.way, zone)
    name = standing.format.name
    phase = standing.phase
    if phase is None:
        return StageView(words.element(dilemma.id), name, dates=dates, zone=place_name(zone))
    shown = [one.state for one in dates]
    return StageView(
        element=words.element(dilemma.id),
        name=name,
        on=True,
        title=phase.title,
        place=f"Stage {shown.index('now') + 1} of {len(dates)}",
        until=in_short(standing.ends_at, zone) if standing.ends_at else "",
        says=phase.says,
        prompts=phase.prompts,
        answered=words.answered(standing.written) if phase.reveal is Reveal.TOGETHER else "",
        together=standing.held_until is not None,
        moderator=_moderator(standing),
        dates=dates,
        zone=place_name(zone),
    )


def turn_view(thread: Thread) -> TurnView | None:
    """Return what is asked of the actor in the stage that is on; None where none is."""
    standing = standing_in(thread.dilemma)
    if standing is None or standing.phase is None or thread.closure is not None:
        return None
    me, zone = thread.member, thread.seat.group.zone
    given, voice = given_in(standing, me), standing.voices.get(me.id)
    moderates = standing.moderator_id == me.id
    author = me.id == standing.dilemma.author_id
    return TurnView(
        dilemma_id=thread.dilemma.id,
        position=standing.position,
        asked=words.asked(standing.phase, author=author, moderates=moderates, others=standing.format.others),
        until=in_short(standing.ends_at, zone) if standing.ends_at else "",
        kinds=[(kind.value, words.kind_name(kind)) for kind in given.kinds],
        voiced=bool(floors.law_for(floor_for(standing, me.id), me.id)),
        done=voice is not None and voice.done,
        moderates=moderates,
        may_stop=bool(policy.may_stop(me, thread.dilemma, standing.moderator_id)),
        next_title=_next_title(standing),
        others=_others(standing, me),
    )


def _awaited(seat: Seat, awaited: Sequence[Standing]) -> list[AwaitedView]:
    rows = row_views(seat, [(standing.dilemma, None) for standing in awaited], eyes_of(seat.member)) if awaited else []
    return [
        AwaitedView(
            href=row.href,
            heading=row.heading,
            stage=standing.phase.title if standing.phase else "",
            until=in_short(standing.ends_at, seat.group.zone) if standing.ends_at else "",
            group_name=seat.group.name,
        )
        for row, standing in zip(rows, awaited, strict=True)
    ]


def _offered(slug: str, found: Format, zone: str, now: int) -> Offered:
    way = stages.begun(plan_of(found), now)
    long = words.days(sum(stage.hours for stage in way.plan))
    return Offered(slug, found.name, found.line, long, _dates(found, way, zone))


def _dates(found: Format, way: Way, zone: str) -> list[StageDates]:
    stays: dict[str, Stay] = {way.plan[stay.position].id: stay for stay in way.stays}
    shown = []
    for stage, begins, ends in stages.dates(way):
        phase, stay = found.phase(stage.id), stays.get(stage.id)
        state = "later" if stay is None else "now" if stay.left is None else "past"
        shown.append(
            StageDates(
                title=phase.title if phase else stage.id,
                who="the author is silent" if phase and phase.presenter_is_silent else "",
                begins=in_short(clock.from_millis(begins), zone),
                ends=in_short(clock.from_millis(ends), zone),
                state=state,
                how=words.HOW_ENDED[stay.why] if stay and stay.why else "",
            )
        )
    return shown


def _moderator(standing: Standing) -> str:
    """Return who moderates by name; nobody as long as it is the author, nor where they sign as 'a colleague'.

    There a name would tell who is not the author.
    """
    who = standing.moderator_id
    if who == standing.dilemma.author_id:
        return ""
    if standing.dilemma.signed is Signed.COLLEAGUE:
        return "Somebody of the group"
    return next((one.shown_name for one in standing.people if one.id == who), "")


def _next_title(standing: Standing) -> str:
    following = next((s for s in standing.way.plan[standing.position + 1 :] if s.hours), None)
    phase = standing.format.phase(following.id) if following else None
    return phase.title if phase else ""


def _others(standing: Standing, me: Member) -> list[tuple[Id, str]]:
    if not policy.may_hand_on(me, standing.dilemma, standing.moderator_id):
        return []
    not_asked = {me.id, standing.dilemma.author_id}
    return [(one.id, one.shown_name) for one in standing.people if one.id not in not_asked]
