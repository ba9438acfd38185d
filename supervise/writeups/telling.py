"""What those who have a write-up open are told: how it stands, and notes as they come. Each person is an audience."""

from typing import Any, get_args

from jinja2 import Environment

from supervise.core import limits
from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op, seq_of_element, since
from supervise.dilemmas.covering.queries import author_of
from supervise.web import bus, live
from supervise.writeups import events
from supervise.writeups.between import asides_on
from supervise.writeups.covering.queries import WrittenSeen, counted_in, elements_of
from supervise.writeups.margin import note_on, on_page
from supervise.writeups.presenting import cell_of
from supervise.writeups.queries import Seen, room_of, seen_by_each, writers_of
from supervise.writeups.standing import standing_of
from supervise.writeups.words import STANDING

Change = dict[str, Any]
_NOTE, _READ, _ASIDE = "note-", "read-", "aside-"
_filled_with: list[Environment] = []


def fill_with(templates: Environment) -> None:
    """Let changes be filled with an application's templates."""
    _filled_with[:] = [templates]


Moved = (
    events.WriteUpShared
    | events.WriteUpDecided
    | events.WriteUpSubmitted
    | events.WriteUpRecalled
    | events.MarkingBegun
    | events.MarksReleased
)


@after(*get_args(Moved))
def tell_standing(event: Moved) -> None:
    """Tell how a write-up now stands, to those only who may read it now."""
    _tell(event.write_up_id, event.seq, STANDING)


@after(events.PartWritten)
def tell_written(event: events.PartWritten) -> None:
    """Tell the pages on which a part is written that it has other words; each asks for what it lacks."""
    room = room_of(event.write_up_id)
    told = {"room": room, "part": event.part_id, "version": event.saved}
    live.send_to_room(room, {one: told for one in writers_of(event.write_up_id) if live.is_heard(room, one)}, "words")


@after(events.NoteEvent)
def tell_note(event: events.NoteEvent) -> None:
    """Tell of a note as it now stands beside the words that each has before them."""
    _tell(event.write_up_id, event.seq, f"{_NOTE}{event.shown_in}")


@after(events.AsideEvent)
def tell_aside(event: events.AsideEvent) -> None:
    """Tell of what is said between a write-up's author and its supervisors."""
    _tell(event.write_up_id, event.seq, f"{_ASIDE}{event.aside_id}")


@after(
    events.WriteUpPassageCovered,
    events.WriteUpPassageUncovered,
    events.WriteUpPassageRedacted,
    events.WriteUpPassageRewritten,
    events.WriteUpReplaced,
)
def tell_passage(event: events.WriteUpPassageEvent | events.WriteUpReplaced) -> None:
    """Tell of all that shows words which were covered, shown again, replaced or destroyed, each in its number."""
    changed = since(room_of(event.write_up_id), event.first_seq - 1, limits.CATCH_UP_MOST)
    for one in changed.items:
        if one.seq <= event.seq:
            _tell(event.write_up_id, one.seq, one.element)


@after(events.WriteUpPassageCovered)
def tell_author(event: events.WriteUpPassageCovered) -> None:
    """Tell all devices of whoever wrote the words, unless it was they who covered."""
    author = author_of(event.text_id)
    if author is not None and author.id != event.actor_id:
        about = {"covered": counted_in(event.write_up_id), "writeup": event.write_up_id}
        live.send_to_account(author.account_id, "notice", about)


@after(
    events.NoteRemoved,
    events.AsideRemoved,
    events.WriteUpDestroyed,
    events.WriteUpPassageRedacted,
    events.WriteUpPassageRewritten,
    events.WriteUpReplaced,
)
def forget_words(event: events.WriteUpEvent) -> None:  # noqa: ARG001  whichever it was
    """Let no process keep destroyed words in memory."""
    bus.tell("forget_words")


@after(events.WriteUpDestroyed)
def tell_destroyed(event: events.WriteUpDestroyed) -> None:
    """Take a write-up that was destroyed from every page that has it open."""
    live.end_room(room_of(event.write_up_id), "withdrawn")


def answer_about(found: WrittenSeen) -> Change:
    """Return an answer that holds what shows a text, as it now is for the actor."""
    room, element = room_of(found.seen.write_up.id), elements_of([found.text.id])[0]
    return {"change": _change(found.seen, seq_of_element(room, element), Op.PUT, element)}


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
    if element.startswith(_READ):
        return _read(seen, Id(element.removeprefix(_READ)))
    if element.startswith(_ASIDE):
        asides = asides_on(seen, Id(element.removeprefix(_ASIDE)))
        return _filled("_aside", one=asides[0]) if asides else None
    note = note_on(seen, element.removeprefix(_NOTE))
    return _filled("_note", note=note, own=seen.own) if note is not None else None


def _read(seen: Seen, part_id: Id) -> str | None:
    """Fill what a supervisor reads of a part; its author has a box to write in there, which is never touched."""
    piece = next(iter(on_page(seen, part_id)), None) if not seen.own else None
    return _filled("_read", cell=cell_of(seen.outline, piece)) if piece is not None else None


def _filled(name: str, **given: object) -> str:
    return _filled_with[0].get_template(f"writeups/{name}.html").render(given).strip()
