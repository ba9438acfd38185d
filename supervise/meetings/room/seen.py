"""A meeting as one person sees it: the `state` of the live contract, from which their page is drawn too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.core.rooms import seq_of
from supervise.groups.models import Member, Role
from supervise.meetings import clock as clocks
from supervise.meetings import floor as floors
from supervise.meetings.format import Bells, Mode, Part
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room.actions import marked
from supervise.meetings.room.holding import Held, as_it_stands
from supervise.meetings.room.models import Moments, Nudge
from supervise.meetings.room.queries import items_of, room_of
from supervise.meetings.sitting import floor_of
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A meeting as it stands at a moment, with the number of its room."""

    held: Held
    seq: int

    def state(self, member: Member) -> State:
        """Return what one person sees of it."""
        return state_of(self.held, member)


def standing(meeting: Meeting, items: Sequence[AgendaItem] | None = None) -> Standing:
    """Return how a meeting stands now."""
    now = clock.millis(clock.now())
    return Standing(
        as_it_stands(meeting, items_of(meeting.id) if items is None else items, now), seq_of(room_of(meeting.id))
    )


def state_of(held: Held, member: Member) -> State:
    """Return a meeting's state as one person sees it (docs/live.md)."""
    sitting, floor, me = held.sitting, floor_of(held.sitting), member.id
    chair, entry = sitting.chair, sitting.clock.present
    leads = me in {chair.holder, chair.deputy}
    return {
        "phase": _phase(held),
        "started_at": entry.began if entry else None,
        "duration_ms": entry.budget if entry else 0,
        "remaining_ms": clocks.remaining(sitting.clock, held.now),
        "paused": sitting.clock.paused_at is not None,
        "facilitator": chair.holder,
        "deputy": chair.deputy,
        "presenter": sitting.slot.presenter if sitting.slot else None,
        "voices": [str(kind) for kind in floors.voices(floor, me)],
        "may_note": bool(floors.may_note(floor, me)),
        "prompts": list(sitting.phase.prompts) if sitting.phase else [],
        "hands": list(sitting.hands),
        "talk": str(held.meeting.talk),
        "spoken": sorted({*sitting.done, *(who for who, count in sitting.said.items() if count)}) if leads else [],
        "ended": sitting.clock.over or held.meeting.ended_at is not None,
        "begun": sitting.clock.begun,
        "named": chair.named,
        "here": [person.id for person in chair.here],
        "turn": floors.turn(floor),
        "parts": [str(part) for part in sorted(floors.parts_of(floor, me))] if sitting.phase else [],
        **_ways(held, member),
        **_private(held, member),
    }


def later_phases(held: Held) -> list[tuple[str, str, int]]:
    """Return from which later phases time can be taken: name, title, and how many seconds at most."""
    clocked, entry = held.sitting.clock, held.sitting.clock.present
    if entry is None:
        return []
    found = []
    for at in range(entry.at + 1, len(clocked.stretches)):
        one = clocked.stretches[at]
        spare = clocked.budgets[at] // clocks.SECOND - one.least
        if spare > 0:
            found.append((one.id, _title(held, one.id), spare))
    return found


def commands_of(held: Held, member: Member) -> frozenset[str]:
    """Return which commands somebody's page offers them now."""
    sitting = held.sitting
    clocked, chair, phase = sitting.clock, sitting.chair, sitting.phase
    offered: set[str] = set()
    if clocked.over:
        return frozenset()
    if member.id == chair.named and chair.holder != member.id:
        offered.add("take_back")
    if chair.holder != member.id:
        supervises = member.role is Role.SUPERVISOR and clocked.going
        return frozenset(offered | ({"pause"} if supervises else set()))
    offered |= {"hand_over", "nudge"}
    if not clocked.begun:
        return frozenset(offered | {"begin"})
    stretch = clocked.phase
    offered |= {"next", "end", "mark", "assign", "resume" if clocked.paused_at is not None else "pause"}
    if stretch is not None:
        offered |= ({"skip"} if stretch.skippable else set()) | ({"repeat"} if stretch.repeatable else set())
    if phase is not None and phase.chooses_for:
        offered.add("choose")
    return frozenset(offered | ({"extend"} if later_phases(held) else set()))


def _phase(held: Held) -> Mapping[str, Any] | None:
    stage, phase = held.sitting.stage, held.sitting.phase
    entry = held.sitting.clock.present
    if stage is None or phase is None or entry is None or held.sitting.slot is None:
        return None
    return {
        "id": phase.id,
        "stage": stage,
        "slot": int(stage.partition(".")[0]),
        "title": phase.title,
        "format": held.sitting.slot.format.name,
        "index": entry.at,
        "count": len(held.sitting.clock.stretches),
        "mode": str(phase.mode),
    }


def _ways(held: Held, member: Member) -> State:
    """Return what else is open to somebody: a silent presenter's exits, a hand, a bell, a rating."""
    floor = floor_of(held.sitting)
    phase, slot = held.sitting.phase, held.sitting.slot
    silent = floors.is_silenced(floor, member.id)
    presents = slot is not None and slot.presenter == member.id
    rates = phase is not None and phase.rates is not None and presents and held.sitting.clock.going
    return {
        "silent": silent,
        "exits": [str(way) for way in floors.exits(floor, member.id)],
        "may_raise": bool(floors.may_raise(floor, member.id)) and not _all_at_once(held),
        "may_ring": bool(floors.may_ring(floor, member.id)),
        "rates": phase.rates if rates and phase else None,
        "commands": sorted(commands_of(held, member)),
    }


def _private(held: Held, member: Member) -> State:
    """Return what one person alone knows: words to them, moments they marked, that the presenter asks to stop."""
    phase = held.sitting.phase
    opens = phase is not None and phase.bells is Bells.OPEN
    leads = member.id == held.sitting.chair.holder
    return {
        "notes": _nudges(held, member.id),
        "bells": _moments(held, member.id, Moments.BELL) if opens else [],
        "marks": _moments(held, member.id, Moments.PROCESS) if leads else [],
        "asked_to_stop": held.asked_to_stop and leads,
    }


def _nudges(held: Held, member_id: Id) -> list[str]:
    """Return the words that were sent to somebody in this stay in the phase."""
    now = (Nudge.meeting_id == held.meeting.id, Nudge.to_id == member_id, Nudge.stay == len(held.sitting.clock.entries))
    ids = list(session().scalars(select(Nudge.id).where(*now).order_by(Nudge.at)))
    found = words_of(ids)
    return [found[one, TextKind.NUDGE].plain for one in ids if (one, TextKind.NUDGE) in found]


def _moments(held: Held, member_id: Id, what: Moments) -> list[Mapping[str, Any]]:
    began = {held.sitting.clock.stretches[e.at].id: e.began for e in held.sitting.clock.entries}
    return [
        {"title": _title(held, one.stage), "after_ms": max(0, clock.millis(one.at) - began.get(one.stage, 0))}
        for one in marked(held.meeting.id, member_id, what)
    ]


def _title(held: Held, stage: str) -> str:
    place, _, name = stage.partition(".")
    phase = held.sitting.slots[int(place)].format.phase(name) if place else None
    return phase.title if phase else ""


def _all_at_once(held: Held) -> bool:
    phase = held.sitting.phase
    return phase is not None and phase.mode in {Mode.SILENT_WRITE, Mode.PAUSE}


def parts_to_give(held: Held) -> list[Part]:
    """Return the parts that can be given to somebody in what is on."""
    slot = held.sitting.slot
    return [p for p in slot.format.parts if p not in {Part.FACILITATOR, slot.format.others}] if slot else []
