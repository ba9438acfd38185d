"""Reading a line that may be covered: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas import policy
from supervise.meetings.room import revealing
from supervise.meetings.room.holding import as_it_stands
from supervise.meetings.room.models import Line
from supervise.meetings.room.queries import Room, line_for
from supervise.texts.models import Cover, Revision, Text, TextKind


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line that the actor may see, with the covers that lie over it."""

    room: Room
    line: Line
    text: Text
    cases: Sequence[Id]

    @property
    def own(self) -> bool:
        """Whether the actor said it."""
        return self.line.author_id == self.room.member.id


def seen_line_for(actor: Actor, line_id: str) -> LineSeen:
    """Return a line whose words stand in its meeting and that the actor may see by the format's law; raises Missing."""
    room, line = line_for(actor, line_id)
    words = select(Text).join(Revision, (Revision.text_id == Text.id) & (Revision.number == Text.revision))
    standing = (Text.thing_id == line.id, Text.kind == TextKind.LINE, Revision.body.is_not(None))
    text = session().scalar(words.where(*standing))
    held = as_it_stands(room.meeting, room.items, clock.millis(clock.now()))
    if text is None or not revealing.is_shown(held.sitting, room.member.id, line):
        raise Missing
    cases = select(Cover.case_id).where(Cover.text_id == text.id, Cover.lifted_at.is_(None)).distinct()
    return LineSeen(room, line, text, session().scalars(cases).all())


def line_to_uncover(actor: Actor, line_id: str) -> LineSeen:
    """Return a line whose covered words the actor may look at; raises Missing, or NotAllowed with the reason."""
    seen = seen_line_for(actor, line_id)
    require(policy.may_uncover(seen.room.member))
    return seen


def line_to_redact(actor: Actor, line_id: str) -> LineSeen:
    """Return a line whose covered words the actor may destroy; raises Missing, or NotAllowed with the reason."""
    seen = seen_line_for(actor, line_id)
    require(policy.may_redact(seen.room.member, seen.line.author_id))
    return seen


def words_under(seen: LineSeen) -> str:
    """Return a line's words although they may be covered: for whoever covers them, or decides about them."""
    present = (Revision.text_id == seen.text.id, Revision.number == seen.text.revision)
    return session().scalar(select(Revision.body).where(*present)) or ""
