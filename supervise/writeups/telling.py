"""What those who have a write-up open are told: how it stands, and notes as they come. Each person is an audience."""

from typing import Any

from jinja2 import Environment

from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op
from supervise.web import bus, live
from supervise.writeups import events
from supervise.writeups.margin import notes_on, on_page
from supervise.writeups.queries import Seen, room_of, seen_by_each
from supervise.writeups.standing import standing_of

Change = dict[str, Any]
STANDING, _NOTE = "standing", "note-"
_filled_with: list[Environment] = []


def fill_with(templates: Environment) -> None:
    """Let changes be filled with an application's templates."""
    _filled_with[:] = [templates]


@after(events.WriteUpShared, events.WriteUpDecided)
def tell_standing(event: events.WriteUpShared | events.WriteUpDecided) -> None:
    """Tell how a write-up now stands, to those only who may read it now."""
    _tell(event.write_up_id, event.seq, STANDING)


@after(events.NoteEvent)
def tell_note(event: events.NoteEvent) -> None:
    """Tell of a note as it now stands beside the words that each has before them."""
    _tell(event.write_up_id, event.seq, f"{_NOTE}{event.shown_in}")


@after(events.NoteRemoved, events.WriteUpDestroyed)
def forget_words(event: events.WriteUpEvent) -> None:  # noqa: ARG001  whichever it was
    """Let no process keep destroyed words in memory."""
    bus.tell("forget_words")


@after(events.WriteUpDestroyed)
def tell_destroyed(event: events.WriteUpDestroyed) -> None:
    """Take a write-up that was destroyed from every page that has it open."""
    live.end_room(room_of(event.write_up_id), "withdrawn")


def changes_for(seen: Seen, changed: Changes) -> list[Change]:
    """Return what changed in a write-up since a number, as it now is."""
    return [_change(seen, one.seq, one.op, one.element) for one in changed.items]


def _tell(write_up_id: Id, seq: int, element: str, op: Op = Op.PUT) -> None:
    html: dict[str, str | None] = {
        one.member.id: _html(one, element)
        for one in seen_by_each(write_up_id)
        if live.is_heard(room_of(write_up_id), one.member.id)
    }
    live.send_change(room_of(write_up_id), seq, op, element, html)


def _change(seen: Seen, seq: int, op: Op, element: str) -> Change:
    room = room_of(seen.write_up.id)
    html = "" if op is Op.DROP else _html(seen, element)
    if html is None:
        return {"room": room, "seq": seq, "op": Op.DROP, "id": element, "html": ""}
    return {"room": room, "seq": seq, "op": op, "id": element, "html": html}


def _html(seen: Seen, element: str) -> str | None:
    """Fill an element without what belongs to a request: it is told beside the server, too."""
    if element == STANDING:
        return _filled("_standing", standing=standing_of(seen))
    notes = notes_on(seen, on_page(seen), Id(element.removeprefix(_NOTE)))
    return _filled("_note", note=notes[0], own=seen.own) if notes else None


def _filled(name: str, **given: object) -> str:
    return _filled_with[0].get_template(f"writeups/{name}.html").render(given).strip()
