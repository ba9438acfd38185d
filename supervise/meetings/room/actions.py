"""What is done in a meeting: whoever holds it leads, everybody takes part. Each verb asks the law again inside."""

from dataclasses import replace

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Invalid
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.groups.models import Role
from supervise.meetings import floor as floors
from supervise.meetings import leading, taking_part
from supervise.meetings.clock import SECOND, NotNow
from supervise.meetings.format import Part
from supervise.meetings.room.holding import Held, turn
from supervise.meetings.room.models import Line, MarkedMoment, Moments, Nudge
from supervise.meetings.sitting import floor_of, led
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind


def begin(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Begin the meeting; its formats are frozen as they are now."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.begin(held.sitting, held.me, held.now)


def go_on(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Go on to the next phase."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.go_on(held.sitting, held.me, held.now)


def skip(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Leave out the rest of a phase."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.skip(held.sitting, held.me, held.now)


def repeat(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Do a phase once more."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.repeat(held.sitting, held.me, held.now)


def extend(actor: Actor, meeting_id: Id, seq: int, seconds: int, source: str) -> None:
    """Give the present phase time from a later one, named as in its format or as in the whole meeting."""
    with turn(actor, meeting_id, seq) as held:
        place = (held.sitting.stage or "").partition(".")[0]
        whole = source if "." in source else f"{place}.{source}"
        held.sitting = leading.extend(held.sitting, held.me, held.now, seconds, whole)


def pause(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Pause; a supervisor may, whoever holds the meeting."""
    with turn(actor, meeting_id, seq) as held:
        supervises = held.member is not None and held.member.role is Role.SUPERVISOR
        held.sitting = leading.pause(held.sitting, held.me, held.now, supervises=supervises)


def resume(actor: Actor, meeting_id: Id, seq: int, left: int | None = None) -> None:
    """Go on after a pause, if wished with another time left, in seconds."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.resume(held.sitting, held.me, held.now, None if left is None else left * SECOND)
        held.note_stop(on=False)


def end(actor: Actor, meeting_id: Id, seq: int) -> None:
    """End the meeting, wherever it is."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.end(held.sitting, held.me, held.now)


def hand_over(actor: Actor, meeting_id: Id, seq: int, to: Id) -> None:
    """Hand the chair to somebody who is here."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.hand_over(held.sitting, held.me, held.now, to)


def take_back(actor: Actor, meeting_id: Id, seq: int) -> None:
    """Whoever was named takes the chair back."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.take_back(held.sitting, held.me, held.now)


def assign(actor: Actor, meeting_id: Id, seq: int, part: Part, to: Id) -> None:
    """Give somebody a part in what is on; who presents is written on the agenda too."""
    with turn(actor, meeting_id, seq) as held:
        held.sitting = leading.assign(held.sitting, held.me, held.now, part, to)
        if part is Part.PRESENTER and held.item is not None:
            held.item.presenter_id = to


def choose(actor: Actor, meeting_id: Id, choice: str) -> None:
    """Choose how a phase goes."""
    with turn(actor, meeting_id) as held:
        held.sitting = leading.choose(held.sitting, held.me, held.now, choice)


def rate(actor: Actor, meeting_id: Id, line_id: Id, *, warm: bool) -> None:
    """The presenter marks a question warm or cold, without answering it."""
    with turn(actor, meeting_id) as held:
        line = session().get(Line, line_id)
        phase, slot = held.sitting.phase, held.sitting.slot
        rated = f"{(held.sitting.stage or '').partition('.')[0]}.{phase.rates if phase else ''}"
        if phase is None or phase.rates is None or not held.sitting.clock.going:
            raise NotNow("Nothing is marked in this phase.")
        if slot is None or slot.presenter != held.me:
            raise NotNow("The questions are marked by the presenter.")
        if line is None or line.meeting_id != held.meeting.id or line.stage != rated:
            raise NotNow("That is none of the questions that are marked now.")
        line.warm = warm
        held.touch(f"line-{line.id}")


def nudge(actor: Actor, meeting_id: Id, to: Id, words: Checked) -> None:
    """Whoever holds the meeting says a word to one person alone."""
    with turn(actor, meeting_id) as held:
        held.sitting = led(held.sitting, held.me, held.now)
        if held.member is None or not held.sitting.chair.is_here(to):
            raise NotNow("A word is sent to somebody who is here.")
        said = Nudge(
            id=new_id(),
            meeting_id=held.meeting.id,
            by_id=held.me,
            to_id=to,
            stay=len(held.sitting.clock.entries),
            at=clock.now(),
        )
        session().add(said)
        session().flush()
        texts.write(held.member, said.id, TextKind.NUDGE, words)


def raise_hand(actor: Actor, meeting_id: Id, *, up: bool = True) -> None:
    """Somebody would like to speak, or would rather not."""
    with turn(actor, meeting_id) as held:
        done = taking_part.raise_hand if up else taking_part.lower_hand
        held.sitting = done(held.sitting, held.me, held.now)


def finish(actor: Actor, meeting_id: Id, whom: Id | None = None) -> None:
    """A turn is over; whoever holds the meeting may say so of somebody else, who spoke aloud."""
    with turn(actor, meeting_id) as held:
        held.sitting = taking_part.finish(held.sitting, held.me, held.now, whom)


def ring(actor: Actor, meeting_id: Id) -> None:
    """A listener marks a moment with their private bell."""
    with turn(actor, meeting_id) as held:
        require(floors.may_ring(floor_of(held.sitting), held.me))
        _mark(held, Moments.BELL)


def mark_process(actor: Actor, meeting_id: Id) -> None:
    """Whoever holds the meeting marks a moment at which the process should be named."""
    with turn(actor, meeting_id) as held:
        held.sitting = led(held.sitting, held.me, held.now)
        if held.sitting.stage is None:
            raise NotNow("The meeting is not on.")
        _mark(held, Moments.PROCESS)


def please_stop(actor: Actor, meeting_id: Id) -> None:
    """The presenter, silent, asks to stop: whoever holds the meeting is told, the group sees a pause."""
    with turn(actor, meeting_id) as held:
        held.sitting = taking_part.please_stop(held.sitting, held.me, held.now)
        held.note_stop(on=True)


def rename_deputy(actor: Actor, meeting_id: Id, seq: int, to: Id) -> None:
    """Whoever holds the meeting names who follows if they are gone."""
    with turn(actor, meeting_id, seq) as held:
        chair = held.sitting.chair
        if chair.holder != held.me:
            raise NotNow("That is for the one who holds the meeting.")
        if not chair.is_here(to) or to == held.me:
            raise Invalid(fields={"to": ["Somebody else who is here can be named."]})
        held.sitting = replace(held.sitting, chair=replace(chair, deputy=to))


def marked(meeting_id: Id, member_id: Id, what: Moments) -> list[MarkedMoment]:
    """Return the moments that somebody marked in a meeting, in order."""
    mine = (MarkedMoment.meeting_id == meeting_id, MarkedMoment.member_id == member_id, MarkedMoment.what == what)
    return list(session().scalars(select(MarkedMoment).where(*mine).order_by(MarkedMoment.at)))


def _mark(held: Held, what: Moments) -> None:
    moment = clock.from_millis(held.now)
    stage = held.sitting.stage or ""
    session().add(MarkedMoment(meeting_id=held.meeting.id, member_id=held.me, what=what, stage=stage, at=moment))
