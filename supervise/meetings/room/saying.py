"""Saying something in writing: the floor is asked inside the transaction, whichever door the words come by."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import Id, new_id, new_key
from supervise.core.policy import require
from supervise.groups.models import Member
from supervise.groups.queries import take_turn
from supervise.meetings import floor as floors
from supervise.meetings import taking_part
from supervise.meetings.format import Kind
from supervise.meetings.room.holding import Held, turn
from supervise.meetings.room.models import Line
from supervise.meetings.sitting import Sitting, floor_of
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind


def say(actor: Actor, meeting_id: Id, words: Checked, kind: Kind | None, key: str) -> Line:
    """Say something in the meeting; the same writer's same key again returns what was said the first time.

    Without a kind it is the first that the person may say now. Raises NotAllowed with the reason.
    """
    with turn(actor, meeting_id) as held:
        if held.member is not None:
            take_turn(held.member)
        if again := _said_before(held, key):
            return again
        stood = held.sitting
        open_now = floors.voices(floor_of(stood), held.me)
        chosen = kind or next(iter(open_now), Kind.TELL)
        held.sitting = taking_part.say(stood, held.me, held.now, chosen)
        return _write(held, stood, words, chosen, key)


def correct(actor: Actor, meeting_id: Id, words: Checked, key: str | None = None) -> Line:
    """The presenter, silent, puts a fact right in one line."""
    with turn(actor, meeting_id) as held:
        if key and (again := _said_before(held, key)):
            return again
        require(floors.may_correct(floor_of(held.sitting), held.me))
        return _write(held, held.sitting, words, Kind.ANSWER, key or new_key(), corrects=True)


def _write(held: Held, stood: Sitting, words: Checked, kind: Kind, key: str, *, corrects: bool = False) -> Line:
    item, floor = held.item, floor_of(stood)
    if item is None or held.member is None or stood.stage is None:
        raise RuntimeError("the floor lets nobody speak where nothing is on")
    line = Line(
        id=new_id(),
        meeting_id=held.meeting.id,
        item_id=item.id,
        stage=stood.stage,
        stay=len(stood.clock.entries) - 1,
        kind=kind,
        author_id=held.me,
        said_as=" ".join(sorted(floors.parts_of(floor, held.me))),
        corrects=corrects,
        key=key,
        said_at=clock.now(),
    )
    line.author = held.member
    line.number = held.touch(f"line-{line.id}")
    session().add(line)
    session().flush()
    texts.write(held.member, line.id, TextKind.LINE, words)
    return line


def _said_before(held: Held, key: str) -> Line | None:
    mine = (Line.author_id == held.me, Line.meeting_id == held.meeting.id, func.lower(Line.key) == key.lower())
    return session().scalar(select(Line).options(joinedload(Line.author).joinedload(Member.account)).where(*mine))
