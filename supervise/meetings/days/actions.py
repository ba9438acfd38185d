"""What is done with a format over days: begin, go on, be done, hand on, stop. Each verb asks the right again inside."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import Thread, thread_for
from supervise.groups.models import Member
from supervise.meetings import floor as floors
from supervise.meetings.days import events, policy, stages
from supervise.meetings.days.holding import begin_with, note_entry, note_voice, put_back, say, show_held_back, turn
from supervise.meetings.days.models import Course
from supervise.meetings.days.stages import NotNow, Why
from supervise.meetings.days.standing import (
    Standing,
    floor_for,
    formats_over_days,
    plan_of,
    standing_in,
    taken,
)
from supervise.meetings.room.queries import source_named


def thread_to_begin(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma in whose thread the actor may begin a format; raises Missing, or NotAllowed with the reason."""
    thread = thread_for(actor, dilemma_id)
    on = standing_in(thread.dilemma) is not None
    require(policy.may_begin(thread.member, thread.dilemma, closed=thread.closure is not None, on=on))
    return thread


def begin(actor: Actor, dilemma_id: Id, slug: str) -> Course:
    """Begin a format in one's dilemma's thread; its version is frozen as it is now. Twice at once is one and a No."""
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        dilemma = thread.dilemma
        db.refresh(dilemma, ["id"], with_for_update=True)
        earlier = taken(dilemma)
        if earlier is not None and earlier.way.over:  # its last date has passed, and nobody has noted it yet
            put_back(earlier, None)
            earlier = None
        closed, on = thread.closure is not None, earlier is not None
        require(policy.may_begin(thread.member, dilemma, closed=closed, on=on))
        found = formats_over_days(dilemma.group_id).get(slug)
        if found is None:
            raise Invalid(fields={"format": ["This format cannot be done over days. Choose another."]})
        now = clock.now()
        row = Course(
            id=new_id(),
            dilemma_id=dilemma.id,
            frozen=source_named(dilemma.group_id, slug),
            begun_by_id=thread.member.id,
            begun_at=now,
        )
        db.add(row)
        db.flush()
        say(events.DaysBegan, dilemma, thread.member)
        begin_with(row, dilemma, stages.begun(plan_of(found), clock.millis(now)))
    return row


def come_in(dilemma: Dilemma, member: Member) -> None:
    """Somebody opens the thread; the first of the others to do so moderates."""
    standing = standing_in(dilemma)
    if standing is None or member.id == dilemma.author_id or member.id in standing.entered:
        return
    with transaction():
        held = taken(dilemma)
        if held is not None and not held.way.over:
            note_entry(held, member)
            put_back(held, None)


def go_on(actor: Actor, dilemma_id: Id, position: int) -> None:
    """Go on to the next stage; raises Stale where it has gone on already."""
    with turn(actor, dilemma_id, position) as (standing, member):
        require(policy.may_go_on(member, standing.moderator_id))
        standing.way = stages.go_on(standing.way, clock.millis(clock.now()))


def be_done(actor: Actor, dilemma_id: Id, position: int, *, done: bool = True) -> None:
    """Say that one is done with the stage that is on, or not yet; when all are who have a voice, it is over."""
    with turn(actor, dilemma_id, position) as (standing, member):
        if not floors.law_for(floor_for(standing, member.id), member.id):
            raise NotNow("You are listening in this stage, so there is nothing to be done with.")
        note_entry(standing, member)
        note_voice(standing, member, done=done)
        end_if_done(standing)


def hand_on(actor: Actor, dilemma_id: Id, to: Id) -> None:
    """Hand the moderating to another reader of the thread."""
    with turn(actor, dilemma_id) as (standing, member):
        require(policy.may_go_on(member, standing.moderator_id))
        before, standing.row.moderator_id = standing.moderator_id, to
        if standing.moderator_id != to or to == before:
            raise Invalid(fields={"to": ["Somebody else who reads this thread can moderate, and not its author."]})
        say(events.ModeratorNamed, standing.dilemma, member, member_id=to)


def stop(actor: Actor, dilemma_id: Id) -> None:
    """Stop the format: what was held back is shown, and the thread is an ordinary one again."""
    with turn(actor, dilemma_id) as (standing, member):
        require(policy.may_stop(member, standing.dilemma, standing.moderator_id))
        standing.way = stages.stopped(standing.way, clock.millis(clock.now()))


def end_if_done(standing: Standing) -> None:
    """End the stage that is on if everybody who has a voice is done with it."""
    if standing.voiced and standing.all_done:
        standing.way = stages.go_on(standing.way, clock.millis(clock.now()), Why.DONE)
    elif standing.held_until is None:
        show_held_back(standing.dilemma, clock.now())
