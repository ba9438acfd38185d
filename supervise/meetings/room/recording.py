"""The record that stays of a meeting: agenda, formats, phases with their real times, attendance, decisions.

No words of the conversation are in it. What was said in writing is shown beside it only as long as it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.dilemmas.models import Audience, Dilemma, DilemmaTheme, Withdrawal
from supervise.dilemmas.themes import known_themes
from supervise.groups.models import Member
from supervise.groups.queries import take_turn
from supervise.meetings.clock import Left
from supervise.meetings.models import AgendaItem
from supervise.meetings.room import policy
from supervise.meetings.room.events import DecisionsWritten
from supervise.meetings.room.holding import Held, as_it_stands
from supervise.meetings.room.models import Attendance, Takeaway
from supervise.meetings.room.queries import Room, ended_for, members_named
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, words_of

BRIDGED = timedelta(minutes=2)
"""A gap up to this long is a dropped line, and counts as being there."""


@dataclass(frozen=True, slots=True)
class PhaseHeld:
    """A stay in a phase: from when to when, without the pauses, and how it was left."""

    title: str
    began: datetime
    left: datetime
    lasted: timedelta
    planned: timedelta
    how: Left


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A part of the agenda as it was held."""

    item: AgendaItem
    format_name: str
    version: int
    presenter: str
    dilemma_id: Id | None
    themes: Sequence[str]
    phases: Sequence[PhaseHeld]


@dataclass(frozen=True, slots=True)
class Attended:
    """How long somebody was there: from when to when, gaps of up to two minutes bridged."""

    name: str
    minutes: int
    stays: Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a meeting that is over."""

    facilitator: str
    parts: Sequence[PartHeld]
    attended: Sequence[Attended]
    decisions: Words | None
    may_decide: bool


def record_of(room: Room) -> Record:
    """Return the record of a meeting that is over."""
    held = as_it_stands(room.meeting, room.items, clock.millis(clock.now()))
    holder = held.sitting.chair.holder
    stays = attendance_of(room.meeting.id)
    people = members_named({holder, *stays, *(one.presenter_id for one in room.items if one.presenter_id)})
    parts = [_part(held, place, item, people) for place, item in enumerate(room.items)]
    decided = words_of([room.meeting.id]).get((room.meeting.id, TextKind.DECISIONS))
    return Record(
        facilitator=people[holder].shown_name if holder in people else "",
        parts=parts,
        attended=[
            Attended(people[who].shown_name, round(sum(_length(s) for s in found) / 60), found)
            for who, found in stays.items()
            if who in people
        ],
        decisions=decided if decided and decided.body else None,
        may_decide=bool(policy.may_write_decisions(room.member, room.meeting, holder)),
    )


def _part(held: Held, place: int, item: AgendaItem, people: Mapping[Id, Member]) -> PartHeld:
    slot = held.sitting.slots[place]
    dilemma_id, themes = _case(item)
    return PartHeld(
        item=item,
        format_name=slot.format.name,
        version=slot.format.version,
        presenter=people[slot.presenter].shown_name if slot.presenter and slot.presenter in people else "",
        dilemma_id=dilemma_id,
        themes=themes,
        phases=_phases(held, {f"{place}.{phase.id}": phase.title for phase in slot.format.phases}),
    )


def _phases(held: Held, titles: Mapping[str, str]) -> list[PhaseHeld]:
    """Return the stays in the phases that have these titles, as they were."""
    clocked = held.sitting.clock
    return [
        PhaseHeld(
            title=titles[clocked.stretches[entry.at].id],
            began=clock.from_millis(entry.began),
            left=clock.from_millis(entry.left),
            lasted=timedelta(milliseconds=entry.left - entry.began - entry.paused),
            planned=timedelta(milliseconds=entry.budget),
            how=entry.how or Left.DONE,
        )
        for entry in clocked.entries
        if clocked.stretches[entry.at].id in titles and entry.left is not None
    ]


def attendance_of(meeting_id: Id) -> dict[Id, list[tuple[datetime, datetime]]]:
    """Return when each was in a meeting, in the order of coming, gaps of up to two minutes bridged."""
    found: dict[Id, list[tuple[datetime, datetime]]] = {}
    rows = select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.came_at, Attendance.id)
    for row in session().scalars(rows):
        stays = found.setdefault(row.member_id, [])
        went = row.went_at or clock.now()
        if stays and row.came_at - stays[-1][1] <= BRIDGED:
            stays[-1] = (stays[-1][0], max(went, stays[-1][1]))
        else:
            stays.append((row.came_at, went))
    return found


def write_decisions(actor: Actor, meeting_id: Id, words: Checked | None) -> None:
    """Write down what was decided, or take it away."""
    with transaction():
        room = ended_for(actor, meeting_id)
        held = as_it_stands(room.meeting, room.items, clock.millis(clock.now()))
        require(policy.may_write_decisions(room.member, room.meeting, held.sitting.chair.holder))
        texts.write_or_revise(room.member, room.meeting.id, TextKind.DECISIONS, words, protect=False)
        publish(DecisionsWritten(room.member.id, room.meeting.group_id, room.meeting.id))


def keep_takeaway(actor: Actor, meeting_id: Id, words: Checked | None) -> None:
    """Keep what one takes away, for oneself alone, or take it away again."""
    with transaction() as db:
        room = ended_for(actor, meeting_id)
        take_turn(room.member)
        own = _takeaway(room)
        if own is None:
            own = Takeaway(id=new_id(), meeting_id=meeting_id, member_id=room.member.id)
            db.add(own)
            db.flush()
        texts.write_or_revise(room.member, own.id, TextKind.TAKEAWAY, words, protect=True)


def takeaway_of(room: Room) -> str:
    """Return what the actor takes away, in their own words."""
    own = _takeaway(room)
    words = words_of([own.id]).get((own.id, TextKind.TAKEAWAY)) if own else None
    return words.body or "" if words else ""


def _takeaway(room: Room) -> Takeaway | None:
    mine = (Takeaway.meeting_id == room.meeting.id, Takeaway.member_id == room.member.id)
    return session().scalar(select(Takeaway).where(*mine))


def _case(item: AgendaItem) -> tuple[Id | None, Sequence[str]]:
    """Return which dilemma a part was about and its themes, where the whole group may read it still."""
    dilemma = session().get(Dilemma, item.dilemma_id) if item.dilemma_id else None
    if (
        dilemma is None
        or dilemma.asks_first
        or dilemma.audience is not Audience.GROUP
        or session().get(Withdrawal, dilemma.id) is not None
    ):
        return None, ()
    slugs = select(DilemmaTheme.slug).where(DilemmaTheme.dilemma_id == dilemma.id).order_by(DilemmaTheme.position)
    known = known_themes(dilemma.group_id)
    return dilemma.id, [known[slug].label if slug in known else slug for slug in session().scalars(slugs)]


def _length(stay: tuple[datetime, datetime]) -> float:
    return (stay[1] - stay[0]).total_seconds()
