"""A case that a meeting was cut short in goes on in its thread over days, from the phase in which it was left."""

from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.core.policy import Verdict, require
from supervise.dilemmas.queries import thread_for
from supervise.meetings.days import policy
from supervise.meetings.days.actions import begin_in, is_on
from supervise.meetings.days.models import Course
from supervise.meetings.days.standing import plan_of, runs_over_days
from supervise.meetings.format import Phase
from supervise.meetings.models import AgendaItem
from supervise.meetings.room.holding import Held
from supervise.meetings.room.queries import Room, ended_for
from supervise.meetings.room.seen import standing
from supervise.meetings.shaping.queries import parsed
from supervise.meetings.sitting import Sitting

NOT_SO = "This case was gone through to its end, or its format cannot be done over days."


def left_in(sitting: Sitting, place: int) -> Phase | None:
    """Return the phase in which a case was left before its last; None where it was ended, or not come to."""
    names = [sitting.clock.stretches[entry.at].id.partition(".") for entry in sitting.clock.entries]
    entered = [phase for slot, _, phase in names if slot == str(place)]
    phases = sitting.slots[place].format.phases
    return next((one for one in phases[:-1] if entered and one.id == entered[-1]), None)


def goes_on_from(held: Held, item: AgendaItem) -> Phase | None:
    """Return the phase from which a case of a meeting that is over can go on over days; None where it cannot."""
    left = left_in(held.sitting, list(held.items).index(item))
    found = parsed(item.frozen) if item.frozen else None
    if left is None or found is None or item.dilemma_id is None or not runs_over_days(found):
        return None
    ids = [phase.id for phase in found.phases]
    later = [phase for phase in found.phases[ids.index(left.id) :] if found.stages.get(phase.id)]
    return next(iter(later), None)


def go_on_over_days(actor: Actor, meeting_id: Id, item_id: Id) -> Course:
    """Let a case go on in its dilemma's thread, in the version of its format that the meeting used."""
    with transaction():
        room = ended_for(actor, meeting_id)
        held = standing(room.meeting, room.items).held
        item = next((one for one in room.items if one.id == item_id), None)
        require(may_continue(room, held, item))
        phase = goes_on_from(held, item) if item is not None else None
        if item is None or phase is None or item.dilemma_id is None or item.frozen is None:
            raise Invalid(NOT_SO)
        thread = thread_for(actor, item.dilemma_id)
        require(policy.may_have_one(closed=thread.closure is not None, on=is_on(thread.dilemma)))
        stages = [stage.id for stage in plan_of(parsed(item.frozen))]
        return begin_in(thread, item.frozen, stages.index(phase.id))


def may_continue(room: Room, held: Held, item: AgendaItem | None) -> Verdict:
    """Tell whether the actor may let a case of a meeting go on over days."""
    return policy.may_continue(room.member, room.meeting, item, held.sitting.chair.holder)
