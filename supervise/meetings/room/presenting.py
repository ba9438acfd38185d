"""View models of the room: lines, people, and what is asked of the person who looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.meetings import floor as floors
from supervise.meetings import words
from supervise.meetings.format import Part, Reveal, Stance
from supervise.meetings.room import revealing
from supervise.meetings.room.holding import Held
from supervise.meetings.room.models import Line
from supervise.meetings.room.queries import lines_of, members_named, words_in
from supervise.meetings.sitting import floor_of
from supervise.texts.queries import Words


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as everybody sees it who sees it at all."""

    id: Id
    number: int
    author: str
    kind: str
    phase: str
    stage: str
    html: Markup
    text_id: Id | None
    covered: bool
    cover_href: str
    corrects: bool
    warm: bool | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the room, or of the group and not there; `spoken` is for whoever leads."""

    id: Id
    name: str
    parts: Sequence[str]
    here: bool
    hand: int
    turn: bool
    spoken: bool
    waited: bool
    me: bool


def line_views(held: Held, lines: Sequence[Line]) -> list[LineView]:
    """Return lines as they are shown."""
    return _views(held, lines, words_in(lines))


def seen_lines(held: Held, reader: Id) -> list[LineView]:
    """Return what was said in the meeting and may still be seen by somebody, in order."""
    return line_views(held, revealing.shown_to(held.sitting, reader, lines_of(held.meeting.id)))


def people_in(held: Held, me: Id, *, leads: bool, others: Sequence[Id] = ()) -> list[PersonView]:
    """Return who is in the room, in the order of entering, and then who else is in the group."""
    here = [person.id for person in held.sitting.chair.here]
    waited = [held.sitting.chair.holder, *others]
    order = [*here, *(one for one in dict.fromkeys(waited) if one not in here)]
    found = members_named(order)
    return [_person(held, found[one].shown_name, one, me, leads=leads) for one in order if one in found]


def asked_of(held: Held, me: Id) -> str:
    """Return what somebody does in the phase that is on, as the format says it to their part."""
    phase, parts = held.sitting.phase, _parts(held, me)
    if phase is None:
        return ""
    order = (Part.PRESENTER, Part.FACILITATOR, *(one for one in parts if one not in {Part.PRESENTER, Part.FACILITATOR}))
    said = [phase.does[part] for part in order if part in parts and part in phase.does]
    return " ".join(said) or (phase.does.get(Part.MEMBER, "") if Part.FACILITATOR in parts else "")


def stance_of(held: Held) -> str:
    """Return how the presenter takes part in the phase that is on."""
    phase = held.sitting.phase
    return words.STANCES[phase.presenter] if phase and phase.presenter is not Stance.NONE else ""


def shown_when(held: Held, me: Id) -> str:
    """Return when the others see what somebody writes in the phase that is on; nothing where they see it at once."""
    phase, slot = held.sitting.phase, held.sitting.slot
    if phase is None or slot is None or not floors.law_for(floor_of(held.sitting), me):
        return ""
    if phase.reveal is Reveal.TOGETHER:
        return "What you write is shown to the others when the phase is over, with everybody's."
    named = next((phase.holds[part] for part in _parts(held, me) if part in phase.holds), None)
    later = slot.format.phase(named) if named else None
    return f"You watch. What you write is shown to the others from '{later.title}' on." if later else ""


def _parts(held: Held, who: Id) -> frozenset[Part]:
    return floors.parts_of(floor_of(held.sitting), who)


def _person(held: Held, name: str, who: Id, me: Id, *, leads: bool) -> PersonView:
    sitting = held.sitting
    floor = floor_of(sitting)
    named = sorted(_parts(held, who)) if sitting.phase else []
    shown = [words.PARTS[part].removeprefix("the ") for part in named if part is not floor.others]
    if sitting.chair.holder == who and not sitting.phase:
        shown = ["facilitator"]
    if sitting.chair.deputy == who and sitting.chair.holder != who:
        shown = [*shown, "deputy"]
    return PersonView(
        id=who,
        name=name,
        parts=shown,
        here=sitting.chair.is_here(who),
        hand=sitting.hands.index(who) + 1 if who in sitting.hands else 0,
        turn=floors.turn(floor) == who,
        spoken=leads and (who in sitting.done or bool(sitting.said.get(who))),
        waited=leads and bool(floors.law_for(floor, who)) and who not in sitting.done and not sitting.said.get(who),
        me=who == me,
    )


def _views(held: Held, lines: Sequence[Line], found: Mapping[Id, Words]) -> list[LineView]:
    titles = {
        f"{place}.{phase.id}": phase.title
        for place, slot in enumerate(held.sitting.slots)
        for phase in slot.format.phases
    }
    return [
        LineView(
            id=line.id,
            number=line.number,
            author=line.author.shown_name,
            kind=words.KINDS[line.kind],
            phase=titles.get(line.stage, ""),
            stage=line.stage,
            html=found[line.id].html,
            text_id=found[line.id].text_id,
            covered=found[line.id].covered,
            cover_href=_cover_href(line, found[line.id]),
            corrects=line.corrects,
            warm=line.warm,
            said_at=line.said_at,
        )
        for line in lines
        if line.id in found
    ]


def _cover_href(line: Line, said: Words) -> str:
    """Return where a line is covered: in its thread, once it stands there."""
    return f"/texts/{said.text_id}/cover" if line.comment_id else f"/lines/{line.id}/cover"
