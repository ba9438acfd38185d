"""What those in a room are told: lines as numbered changes, and to each person how the meeting stands for them."""

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment

from supervise.core import limits
from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op, seq_of_element, since
from supervise.groups.models import Member
from supervise.meetings.events import MeetingEvent
from supervise.meetings.models import Meeting
from supervise.meetings.room import events, presenting, revealing
from supervise.meetings.room.holding import STATE
from supervise.meetings.room.models import Line
from supervise.meetings.room.queries import lines_of, meeting_named, members_named, room_of
from supervise.meetings.room.seen import Standing, standing
from supervise.web import bus, live

Change = dict[str, Any]
_LINE = "line-"
_filled_with: list[Environment] = []


def fill_lines_with(templates: Environment) -> None:
    """Let lines be filled with an application's templates."""
    _filled_with[:] = [templates]


@after(events.RoomMoved)
def tell_the_room(event: events.RoomMoved) -> None:
    """Tell everybody in a room what changed for them."""
    meeting = meeting_named(event.meeting_id)
    if meeting is None:
        return
    now = standing(meeting)
    here = [person.id for person in now.held.sitting.chair.here]
    people = members_named({*here, *_lately_here(meeting)})
    changed = since(room_of(meeting.id), event.first_seq - 1, event.seq - event.first_seq + limits.CATCH_UP_MOST)
    told = [one for one in changed.items if one.seq <= event.seq]
    lines = {line.id: line for line in lines_of(meeting.id)} if any(o.element != STATE for o in told) else {}
    for one in told:
        _tell_change(now, one.seq, one.element, lines.get(Id(one.element.removeprefix(_LINE))), people.values())
    for member in people.values():
        live.send_to_account(member.account_id, "meeting", shown_to(now, member))


@after(events.LineCovered, events.LineRedacted, events.NotesDestroyed, events.WordsGone)
def forget_words(event: MeetingEvent) -> None:  # noqa: ARG001  whichever it was
    """Let no process keep in memory what is covered or destroyed."""
    bus.tell("forget_words")


def shown_to(now: Standing, member: Member) -> Change:
    """Return how a meeting stands for one person, as they are told."""
    held = now.held
    return {"room": room_of(held.meeting.id), "seq": now.seq, "state": now.state(member), "now": held.now}


def changes_for(now: Standing, member: Member, changed: Changes | None) -> list[Change]:
    """Return what somebody may see of a room: all of it, or what changed since a number."""
    if changed is None or not changed.complete:
        shown = revealing.shown_to(now.held.sitting, member.id, lines_of(now.held.meeting.id))
        return [_put(now, _number(now, line), line) for line in shown]
    lines = {f"{_LINE}{line.id}": line for line in lines_of(now.held.meeting.id)}
    return [_change_for(now, one.seq, lines.get(one.element), member.id) for one in changed.items]


def change_of(now: Standing, line: Line) -> Change:
    """Return a line as a change, for whoever said it."""
    return _put(now, seq_of_element(room_of(now.held.meeting.id), f"{_LINE}{line.id}"), line)


def _tell_change(now: Standing, seq: int, element: str, line: Line | None, people: Any) -> None:
    room = room_of(now.held.meeting.id)
    shown = [one.id for one in people if line is not None and revealing.is_shown(now.held.sitting, one.id, line)]
    html = _html(now, line) if shown and line is not None else None
    live.send_change(room, seq, Op.PUT, element, {one.id: html if one.id in shown else None for one in people})


def _change_for(now: Standing, seq: int, line: Line | None, reader: Id) -> Change:
    if line is None or not revealing.is_shown(now.held.sitting, reader, line):
        return live.nothing(room_of(now.held.meeting.id), seq)
    return _put(now, seq, line)


def _put(now: Standing, seq: int, line: Line) -> Change:
    html = _html(now, line)
    room = room_of(now.held.meeting.id)
    if html is None:
        return live.nothing(room, seq)
    return {"room": room, "seq": seq, "op": Op.PUT, "id": f"{_LINE}{line.id}", "html": html}


def _html(now: Standing, line: Line) -> str | None:
    """Fill the line without what belongs to a request: it is told beside the server, too."""
    views: Sequence[presenting.LineView] = presenting.line_views(now.held, [line])
    return _filled_with[0].get_template("meetings/room/_line.html").render(line=views[0]) if views else None


def _number(now: Standing, line: Line) -> int:
    return min(line.number, now.seq)


def _lately_here(meeting: Meeting) -> list[Id]:
    """Return who has a page of the room open without being in it: those who have just gone hear of it, too."""
    connections = live.connections().in_room(room_of(meeting.id))
    return [c.seats[room_of(meeting.id)].member_id for c in connections if room_of(meeting.id) in c.seats]
