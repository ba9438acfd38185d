"""What those who have a write-up open are told: how it stands, and notes as they come. Each person is an audience."""

from typing import Any

from jinja2 import Environment

from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op
from supervise.web import live
from supervise.writeups import events
from supervise.writeups.queries import Seen, room_of, seen_by_each
from supervise.writeups.standing import standing_of

Change = dict[str, Any]
STANDING = "standing"
_filled_with: list[Environment] = []


def fill_with(templates: Environment) -> None:
    """Let changes be filled with an application's templates."""
    _filled_with[:] = [templates]


@after(events.WriteUpShared, events.WriteUpDecided)
def tell_standing(event: events.WriteUpShared | events.WriteUpDecided) -> None:
    """Tell how a write-up now stands, to those only who may read it now."""
    _tell(event.write_up_id, event.seq, STANDING)


@after(events.WriteUpDestroyed)
def tell_destroyed(event: events.WriteUpDestroyed) -> None:
    """Take a write-up that was destroyed from every page that has it open."""
    live.end_room(room_of(event.write_up_id), "withdrawn")


def changes_for(seen: Seen, changed: Changes) -> list[Change]:
    """Return what changed in a write-up since a number, as it now is."""
    return [_change(seen, one.seq, one.op, one.element) for one in changed.items]


def _tell(write_up_id: Id, seq: int, element: str, op: Op = Op.PUT) -> None:
    here = seen_by_each(write_up_id)
    if here:
        change = _change(here[0], seq, op, element)
        audiences: dict[str, str | None] = {one.member.id: change["html"] for one in here}
        live.send_change(change["room"], seq, change["op"], element, audiences)


def _change(seen: Seen, seq: int, op: Op, element: str) -> Change:
    room = room_of(seen.write_up.id)
    html = "" if op is Op.DROP else _html(seen, element)
    if html is None:
        return {"room": room, "seq": seq, "op": Op.DROP, "id": element, "html": ""}
    return {"room": room, "seq": seq, "op": op, "id": element, "html": html}


def _html(seen: Seen, element: str) -> str | None:
    """Fill an element without what belongs to a request: it is told beside the server, too."""
    if element == STANDING:
        return _filled_with[0].get_template("writeups/_standing.html").render(standing=standing_of(seen)).strip()
    return None
