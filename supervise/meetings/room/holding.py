"""Taking a meeting up as it stands, and putting it back: inside one transaction, its row locked, its numbers taken."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing, Stale
from supervise.core.ids import Id
from supervise.core.rooms import touch
from supervise.groups.models import Member
from supervise.meetings import chair as chairs
from supervise.meetings.keeping import kept, taken_up
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import afterwards, revealing
from supervise.meetings.room.events import ChairPassed, MeetingBegan, MeetingEnded, RoomMoved
from supervise.meetings.room.models import HeldMeeting
from supervise.meetings.room.queries import held_at, items_of, room_for, room_of, slots_of, source_for
from supervise.meetings.sitting import Sitting, called, due, looked_at

MOVED_ON = "The meeting has moved on since your page showed it, so nothing was done. Look at it as it is now."
STATE = "state"


@dataclass
class Held:
    """A meeting in somebody's hands for the length of a transaction; `now` is the moment of the act."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    row: HeldMeeting
    before: Sitting
    sitting: Sitting
    now: int
    member: Member | None = None
    told: list[int] = field(default_factory=list)

    @property
    def me(self) -> Id:
        """Who acts."""
        if self.member is None:
            raise Missing
        return self.member.id

    @property
    def item(self) -> AgendaItem | None:
        """The part of the agenda that is on."""
        stage = self.sitting.stage
        return self.items[int(stage.partition(".")[0])] if stage else None

    @property
    def asked_to_stop(self) -> bool:
        """Whether a silent presenter has asked to stop, and it has not gone on since."""
        return bool(self.row.state.get("stop"))

    def note_stop(self, *, on: bool) -> None:
        """Note for whoever holds the meeting that the presenter asks to stop, or that it goes on."""
        self.row.state = {**self.row.state, "stop": on}

    def touch(self, element: str) -> int:
        """Note that an element of the room changed; return its number."""
        self.told.append(touch(room_of(self.meeting.id), element))
        return self.told[-1]


def as_it_stands(meeting: Meeting, items: Sequence[AgendaItem], now: int, *, lock: bool = False) -> Held:
    """Return a meeting as it stands at a moment, what is due let happen; one that nobody was in yet is its lobby."""
    row = held_at(meeting.id, lock=lock)
    slots = slots_of(meeting.group_id, items)
    planned = [meeting.facilitator_id, meeting.deputy_id]
    if row is None:
        awaited = chairs.taken_by(meeting.facilitator_id, meeting.deputy_id, max(now, clock.millis(meeting.starts_at)))
        lobby = called(slots, awaited)
        row = HeldMeeting(meeting_id=meeting.id, settled=0, state={"held": kept(lobby), "planned": planned})
        return Held(meeting, items, row, lobby, lobby, now)
    saved = row.state["held"]
    if meeting.began_at is None:
        lobby = called(slots, taken_up(slots[:0], {**saved, "presenters": [], "parts": []}).chair)
        stood = lobby if row.state["planned"] == planned else _planned_anew(lobby, meeting)
    else:
        stood = taken_up(slots, saved)
    return Held(meeting, items, row, stood, looked_at(stood, now), now)


@contextmanager
def turn(actor: Actor, meeting_id: Id, seq: int | None = None) -> Iterator[Held]:
    """Let somebody act in a meeting; what they make of it is kept and told when the block ends.

    `seq` is the number at which a command was given: raises Stale where phase, clock or chair changed since.
    """
    with transaction():
        room = room_for(actor, meeting_id)
        held = _taken(room.meeting)
        held.member = room.member
        if seq is not None and seq < held.row.settled:
            raise Stale(MOVED_ON)
        yield held
        _put_back(held)


@contextmanager
def turn_of_nobody(meeting_id: Id) -> Iterator[Held]:
    """Let happen in a meeting what happens by itself."""
    with transaction() as db:
        held = _taken(db.get_one(Meeting, meeting_id))
        yield held
        _put_back(held)


def _taken(meeting: Meeting) -> Held:
    # whoever comes first into the lobby makes the row; the meeting's own is locked so that there is one
    session().refresh(meeting, with_for_update=True)
    return as_it_stands(meeting, items_of(meeting.id), clock.millis(clock.now()), lock=True)


def _put_back(held: Held) -> None:
    before, after = held.before, held.sitting
    session().add(held.row)
    if not before.clock.begun and after.clock.begun:
        _begin(held)
    settles = _settling(before) != _settling(after)
    if settles or _seen(before) != _seen(after):
        for line in revealing.opened(held.meeting.id, before, after):
            held.touch(f"line-{line}")
        number = held.touch(STATE)
        held.row.settled = number if settles else held.row.settled
    if len(after.clock.entries) != len(before.clock.entries) or (after.clock.going and not before.clock.going):
        held.note_stop(on=False)
    if after.chair.holder != before.chair.holder:
        publish(ChairPassed(_by(held), held.meeting.group_id, held.meeting.id, after.chair.holder))
    if after.clock.over and not before.clock.over:
        _end(held)
    planned = [held.meeting.facilitator_id, held.meeting.deputy_id]
    held.row.state = {**held.row.state, "held": kept(after), "planned": planned}
    moment = due(after) if not after.clock.over else None
    held.row.due_at = None if moment is None else clock.from_millis(moment)
    if held.told:
        publish(RoomMoved(_by(held), held.meeting.group_id, held.meeting.id, min(held.told), max(held.told)))


def _begin(held: Held) -> None:
    """The formats are frozen as they are used; a group's later version changes nothing of this meeting."""
    held.meeting.began_at = clock.from_millis(held.now)
    for item in held.items:
        item.frozen = source_for(held.meeting.group_id, item)
    publish(MeetingBegan(_by(held), held.meeting.group_id, held.meeting.id))


def _end(held: Held) -> None:
    held.meeting.ended_at = clock.from_millis(held.now)
    session().flush()
    afterwards.settle(held.meeting, held.items)
    publish(MeetingEnded(_by(held), held.meeting.group_id, held.meeting.id))


def _by(held: Held) -> Id | None:
    return held.member.id if held.member else None


def _settling(sitting: Sitting) -> tuple[Any, ...]:
    """Return what a command is given at: phase, clock, chair."""
    clocked, chair = sitting.clock, sitting.chair
    return (clocked.entries, clocked.budgets, clocked.paused_at, chair.holder, chair.named, chair.deputy)


def _seen(sitting: Sitting) -> tuple[Any, ...]:
    """Return what else those in the room see of it."""
    here = tuple(person.id for person in sitting.chair.here)
    parts = [(slot.presenter, tuple(slot.parts.items())) for slot in sitting.slots]
    return (here, sitting.hands, sitting.done, tuple(sitting.said.items()), tuple(sitting.chosen.items()), parts)


def _planned_anew(lobby: Sitting, meeting: Meeting) -> Sitting:
    """Let the lobby follow a plan that was changed while people waited in it."""
    here = lobby.chair.here
    gone = (
        None
        if lobby.chair.is_here(meeting.facilitator_id)
        else max(clock.millis(clock.now()), clock.millis(meeting.starts_at))
    )
    chair = chairs.Chair(meeting.facilitator_id, meeting.facilitator_id, meeting.deputy_id, here=here, gone_since=gone)
    return Sitting(lobby.slots, lobby.clock, chair)
