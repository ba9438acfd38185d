"""What somebody said in meetings, and beside them, wherever they were a member: for taking it away with them.

Notes that a group wrote together are not in it: they hold others' words, too. What was kept in a thread stands there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.meetings.models import Meeting
from supervise.meetings.room.models import Line, Nudge, Takeaway
from supervise.texts.models import Text, TextKind


@dataclass(frozen=True, slots=True)
class Own:
    """A line of somebody's, a word to one person, what was decided, or (`alone`) what they take away."""

    id: Id
    member_id: Id
    at: datetime
    alone: bool


def written_by(members: Collection[Id]) -> list[Own]:
    """Return what some members said in meetings and beside them, whether or not the words still stand."""
    held = func.coalesce(Meeting.ended_at, Meeting.starts_at)
    lines = select(Line.id, Line.author_id, Line.said_at).where(Line.author_id.in_(members), Line.comment_id.is_(None))
    nudges = select(Nudge.id, Nudge.by_id, Nudge.at).where(Nudge.by_id.in_(members))
    decided = select(Meeting.id, Text.author_id, held).join(Text, Text.thing_id == Meeting.id)
    decided = decided.where(Text.kind == TextKind.DECISIONS, Text.author_id.in_(members))
    taken = select(Takeaway.id, Takeaway.member_id, held).join(Meeting, Meeting.id == Takeaway.meeting_id)
    taken = taken.where(Takeaway.member_id.in_(members))
    said = [row for found in (lines, nudges, decided) for row in session().execute(found)]
    return [
        *(Own(thing, member, at, alone=False) for thing, member, at in said),
        *(Own(thing, member, at, alone=True) for thing, member, at in session().execute(taken)),
    ]
