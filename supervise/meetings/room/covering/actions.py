"""Covering a line, showing it again, destroying it. Every verb checks the right again inside."""

from collections.abc import Iterator
from contextlib import contextmanager

from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.queries import take_turn
from supervise.meetings.room.covering.queries import (
    LineSeen,
    line_to_redact,
    line_to_uncover,
    seen_line_for,
    words_under,
)
from supervise.meetings.room.events import LineCovered, LineEvent, LineLookedAt, LineRedacted, LineUncovered
from supervise.meetings.room.holding import Held, turn
from supervise.meetings.room.models import Line
from supervise.texts import covering
from supervise.texts.covering import Marked
from supervise.texts.models import UncoverReason
from supervise.texts.queries import texts_locked


def cover_line(actor: Actor, line_id: Id) -> None:
    """Hide a line from everybody; doing so twice is doing it once. Raises Missing."""
    with _turn(actor, line_id) as held:
        seen = seen_line_for(actor, line_id)
        take_turn(seen.room.member)
        texts_locked(seen.line.id)
        whole = Marked(seen.text.revision, (0, len(words_under(seen))))
        if covering.cover(seen.room.member.id, seen.text, [], whole) is not None:
            _tell(held, seen, LineCovered)


def uncover_line(actor: Actor, line_id: Id, reason: UncoverReason) -> None:
    """Show a line to everybody again. Raises Missing, NotAllowed with the reason."""
    with _turn(actor, line_id) as held:
        seen = line_to_uncover(actor, line_id)
        texts_locked(seen.line.id)
        for case in seen.cases:
            covering.uncover(seen.room.member.id, case, reason)
        if seen.cases:
            held.touch(f"line-{seen.line.id}")
            publish(LineUncovered(seen.room.member.id, held.meeting.group_id, held.meeting.id, seen.line.id, reason))


def redact_line(actor: Actor, line_id: Id) -> None:
    """Destroy the words of a line that is covered, for good. Raises Missing, NotAllowed with the reason."""
    with _turn(actor, line_id) as held:
        seen = line_to_redact(actor, line_id)
        texts_locked(seen.line.id)
        for case in seen.cases:
            covering.redact(seen.room.member.id, case)
        if seen.cases:
            _tell(held, seen, LineRedacted)


def note_look(actor: Actor, line_id: Id) -> None:
    """Put on the trail that somebody looks at a covered line, to decide about it."""
    with transaction():
        seen = line_to_uncover(actor, line_id)
        meeting = seen.room.meeting
        publish(LineLookedAt(seen.room.member.id, meeting.group_id, meeting.id, seen.line.id))


@contextmanager
def _turn(actor: Actor, line_id: Id) -> Iterator[Held]:
    """Hold the meeting in which a line was said, so that the room hears what becomes of it."""
    line = session().get(Line, line_id)
    if line is None:
        raise Missing
    with turn(actor, line.meeting_id) as held:
        yield held


def _tell(held: Held, seen: LineSeen, happened: type[LineEvent]) -> None:
    held.touch(f"line-{seen.line.id}")
    publish(happened(seen.room.member.id, held.meeting.group_id, held.meeting.id, seen.line.id))
