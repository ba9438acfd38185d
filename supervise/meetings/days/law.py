"""The law of the stage that is on, whichever door the words come by: the thread's floor asks here."""

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes
from supervise.dilemmas import floor
from supervise.dilemmas.events import CommentPosted, DilemmaClosed
from supervise.dilemmas.floor import Given
from supervise.dilemmas.models import Comment, Dilemma, Kind, Signed
from supervise.groups.events import MemberLeft, MemberRemoved
from supervise.groups.models import Member
from supervise.meetings import floor as floors
from supervise.meetings.days import events, stages
from supervise.meetings.days.actions import come_in, end_if_done
from supervise.meetings.days.holding import note_entry, note_voice, put_back, say
from supervise.meetings.days.models import Course
from supervise.meetings.days.standing import Standing, floor_for, standing_in, taken
from supervise.meetings.format import Kind as Said
from supervise.meetings.room.afterwards import AS_COMMENT

FOR_ELSE = "This stage is for something else. Look at what is asked of you now; your words are kept."
STILL_OPEN = "To put a fact right in one line is open to you all the same."

floor.hears_of_entering(come_in)


@floor.says
def hold_still(dilemma_id: Id) -> Verdict:
    """Let no stage go on until what is being written is written: it is asked of one and the same stage."""
    dilemma = session().get(Dilemma, dilemma_id)
    standing = taken(dilemma) if dilemma is not None else None
    if standing is not None and standing.way != standing.saved:
        put_back(standing, None)  # what is written now belongs to the stage that is on now
    return Yes()


@floor.gives
def given_to(dilemma: Dilemma, member: Member) -> Given | None:
    """Return what the stage that is on gives somebody; an information from the author always passes."""
    standing = standing_in(dilemma)
    return given_in(standing, member) if standing is not None else None


def given_in(standing: Standing, member: Member) -> Given:
    """Return what the stage that is on gives somebody to write."""
    mine = floor_for(standing, member.id)
    kinds = dict.fromkeys(AS_COMMENT.get(kind, Kind.RESPONSE) for kind in floors.voices(mine, member.id))
    verdict = floors.may_say(mine, member.id, Said.PROCESS_NOTE)
    reason = verdict.reason if isinstance(verdict, No) and not kinds else FOR_ELSE
    own = member.id == standing.dilemma.author_id
    if own:
        reason = f"{reason} {STILL_OPEN}" if not kinds else reason
        kinds[Kind.INFORMATION] = None
    return Given(tuple(kinds), reason, standing.held_until if kinds else None)


@within(CommentPosted)
def note_said(event: CommentPosted) -> None:
    """Count that somebody has written in the stage that is on; what all have written is shown."""
    comment, dilemma = session().get(Comment, event.comment_id), session().get(Dilemma, event.dilemma_id)
    standing = taken(dilemma) if dilemma is not None else None
    if comment is None or standing is None or standing.way.over:
        return
    note_entry(standing, comment.author)
    if comment.kind is not Kind.INFORMATION:
        note_voice(standing, comment.author, said=1)
        end_if_done(standing)
    put_back(standing, None)


@within(DilemmaClosed)
def end_with_dilemma(event: DilemmaClosed) -> None:
    """Stop what is on in a thread that is closed."""
    dilemma = session().get(Dilemma, event.dilemma_id)
    standing = taken(dilemma) if dilemma is not None else None
    if standing is not None:
        standing.way = stages.stopped(standing.way, clock.millis(clock.now()))
        put_back(standing, None)


@within(MemberLeft, MemberRemoved)
def gone(event: MemberLeft | MemberRemoved) -> None:
    """Let the next who came in moderate where whoever did has gone, and wait for nobody who cannot come."""
    session().flush()
    on = select(Dilemma).join(Course, Course.dilemma_id == Dilemma.id)
    for dilemma in session().scalars(on.where(Dilemma.group_id == event.group_id, Course.ended_at.is_(None))).all():
        standing = taken(dilemma)
        if standing is None or standing.way.over:
            continue
        named = dilemma.signed is Signed.NAME  # else who moderates would tell who does not sign so
        if named and event.member_id == (standing.row.moderator_id or next(iter(standing.entered), None)):
            say(events.ModeratorNamed, dilemma, None, member_id=standing.moderator_id)
        end_if_done(standing)
        put_back(standing, None)
