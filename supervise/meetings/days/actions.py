"""What is done with a format over days: begin, go on, be done, hand on, stop. Each verb asks the right again inside."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
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
from supervise.meetings.shaping.queries import parsed


def thread_to_begin(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma in whose thread the actor may begin a format; raises Missing, or NotAllowed with the reason."""
    thread = thread_for(actor, dilemma_id)
    on = standing_in(thread.dilemma) is not None
    require(policy.may_begin(thread.member, thread.dilemma, closed=thread.closure is not None, on=on))
    return thread


def begin(actor: Actor, dilemma_id: Id, slug: str) -> Course:
    """Begin a format in one's dilemma's thread; its version is frozen as it is now. Twice at once is one and a No."""
    with transaction():
        thread = thread_for(actor, dilemma_id)
        on = is_on(thread.dilemma)
        require(policy.may_begin(thread.member, thread.dilemma, closed=thread.closure is not None, on=on))
        if slug not in formats_over_days(thread.dilemma.group_id):
            raise Invalid(fields={"format": ["This format cannot be done over days. Choose another."]})
        return begin_in(thread, source_named(thread.dilemma.group_id, slug))


def is_on(dilemma: Dilemma) -> bool:
    """Tell inside a transaction whether a format is on in a thread; none is begun there meanwhile."""
    session().refresh(dilemma, ["over_days"], with_for_update=True)
    found = taken(dilemma)
    if found is None or not found.way.over:
        return found is not None
    put_back(found, None)  # its last date has passed, and nobody has noted it yet
    return False


def begin_in(thread: Thread, source: str, first: int = 0) -> Course:
    """Begin a format, as its YAML stands, in one of its stages; inside the transaction of whoever may."""
    now, dilemma = clock.now(), thread.dilemma
    row = Course(id=new_id(), dilemma_id=dilemma.id, frozen=source, begun_by_id=thread.member.id, begun_at=now)
    dilemma.over_days = True
    session().add(row)
    session().flush()
    say(events.DaysBegan, dilemma, thread.member)
    begin_with(row, dilemma, stages.begun(plan_of(parsed(source)), clock.millis(now), first))
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
        require(policy.may_hand_on(member, standing.dilemma, standing.moderator_id))
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
