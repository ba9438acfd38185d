"""Taking a format over days up as it stands and putting it back: inside one transaction, its row locked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.core.rooms import touch
from supervise.dilemmas.events import ThreadEvent
from supervise.dilemmas.models import Comment, Dilemma, Signed
from supervise.dilemmas.queries import group_room, room_of, thread_for
from supervise.groups.models import Member
from supervise.meetings.days import events
from supervise.meetings.days.models import Course, CourseEntry, CourseStage, CourseVoice
from supervise.meetings.days.stages import NotNow, Stay, Way, Why
from supervise.meetings.days.standing import Standing, Voice, taken

GONE_ON = "The stage has gone on since your page showed it, so nothing was done. Look at it as it is now."


@contextmanager
def turn(actor: Actor, dilemma_id: Id, position: int | None = None) -> Iterator[tuple[Standing, Member]]:
    """Let somebody act in a thread whose format is on; what they make of it is kept and told when the block ends.

    `position` is the stage that their page showed: raises Stale where another is on, NotNow where none is.
    """
    with transaction():
        thread = thread_for(actor, dilemma_id)
        standing = taken(thread.dilemma)
        if standing is None or standing.way.over:
            raise NotNow("No format is on in this thread any more.")
        if position is not None and position != standing.position:
            raise Stale(GONE_ON)
        yield standing, thread.member
        put_back(standing, thread.member)


@contextmanager
def turn_of_nobody(course_id: Id) -> Iterator[Standing | None]:
    """Let happen what happens by itself; nothing where it has been ended meanwhile."""
    with transaction() as db:
        row = db.get_one(Course, course_id)
        dilemma = db.get_one(Dilemma, row.dilemma_id)
        standing = taken(dilemma)
        yield standing
        if standing is not None:
            put_back(standing, None)


def put_back(standing: Standing, by: Member | None) -> None:
    """Keep what was made of it, show what is no longer held back, and let it be told."""
    known = {stay.position: stay for stay in standing.saved.stays}
    for stay in standing.way.stays:
        if known.get(stay.position) == stay:
            continue
        _keep(standing.row, stay)
        if stay.left is not None:
            show_held_back(standing.dilemma, clock.from_millis(stay.left))
            if standing.way.plan[stay.position].hours:
                acts = by if stay.why in {Why.MODERATOR, Why.STOPPED} else None
                say(events.StageLeft, standing.dilemma, acts, why=stay.why or Why.DATE)
    last = standing.way.stays[-1].left
    standing.row.due_at = standing.ends_at
    if standing.way.over and last is not None and standing.row.ended_at is None:
        standing.row.ended_at = clock.from_millis(last)
        say(events.DaysEnded, standing.dilemma, by)
    stir(standing.dilemma)


def begin_with(row: Course, dilemma: Dilemma, way: Way) -> None:
    """Keep a way that has just begun."""
    for stay in way.stays:
        _keep(row, stay)
    row.due_at = clock.from_millis(way.ends) if way.ends is not None else None
    stir(dilemma)


def note_entry(standing: Standing, member: Member) -> None:
    """Note that somebody has come in, where they had not yet."""
    if member.id not in standing.entered and member.id != standing.dilemma.author_id:
        session().add(CourseEntry(course_id=standing.row.id, member_id=member.id, at=clock.now()))
        session().flush()
        standing.entered = [*standing.entered, member.id]


def note_voice(
    standing: Standing, member: Member, *, said: int = 0, done: bool | None = None, told: bool = False
) -> None:
    """Note that somebody has said something in the stage that is on, whether they are done, or were told to come."""
    key = (standing.row.id, standing.position, member.id)
    row = session().get(CourseVoice, key, with_for_update=True)
    if row is None:
        row = CourseVoice(course_id=key[0], position=key[1], member_id=key[2], said=0)
        session().add(row)
    row.said += said
    if done is not None:
        row.done_at = clock.now() if done else None
    if told:
        row.told_at = clock.now()
    session().flush()
    standing.voices = {**standing.voices, member.id: Voice(row.said, row.done_at is not None, told)}


def show_held_back(dilemma: Dilemma, moment: datetime) -> None:
    """Show from a moment on what was held back until then or later; each takes the place at which it is shown."""
    held = select(Comment).where(Comment.dilemma_id == dilemma.id, Comment.shown_from >= moment)
    found = session().scalars(held.where(Comment.posted_at <= moment).order_by(Comment.number)).all()
    for comment in found:
        comment.shown_from = moment
        comment.number = touch(room_of(dilemma.id), f"comment-{comment.id}")
    if found:
        dilemma.moved_at = max(dilemma.moved_at, moment)
    session().flush()


def stir(dilemma: Dilemma) -> None:
    """Let those who have the thread open see how the stage stands now."""
    seq = touch(room_of(dilemma.id), f"stage-{dilemma.id}")
    row_seq = touch(group_room(dilemma.group_id), f"row-{dilemma.id}")
    publish(
        events.DaysStirred(
            actor_id=None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=Signed.NAME,
            seq=seq,
            row_seq=row_seq,
        )
    )


def say(kind: type[ThreadEvent], dilemma: Dilemma, by: Member | None, **more: Why | Id) -> None:
    """Publish what happened; what the author of a dilemma signed 'a colleague' does there bears no name."""
    own = by is not None and by.id == dilemma.author_id
    publish(
        kind(
            actor_id=by.id if by else None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=dilemma.signed if own else Signed.NAME,
            seq=0,
            row_seq=0,
            **more,
        )
    )


def _keep(row: Course, stay: Stay) -> None:
    kept = session().get(CourseStage, (row.id, stay.position), with_for_update=True)
    if kept is None:
        kept = CourseStage(course_id=row.id, position=stay.position, entered_at=clock.from_millis(stay.entered))
        session().add(kept)
    kept.left_at = clock.from_millis(stay.left) if stay.left is not None else None
    kept.why = stay.why
    session().flush()
