"""The trail of acts as a page, and refused accesses put on it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request, url_for

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import TooFast
from supervise.core.ids import is_id
from supervise.governance import erased, listeners
from supervise.governance.erasing import listeners as erasing_listeners
from supervise.governance.queries import SHOWN, Line, trail_of
from supervise.governance.recording import note_refusal
from supervise.groups.queries import Seat, seat_to_read_trail
from supervise.groups.views import showing
from supervise.web import live
from supervise.web.pages import place_after, place_named, through
from supervise.web.session import viewer

__all__ = ["erasing_listeners", "listeners", "pages", "start"]

pages = Blueprint("governance", __name__)
_REFUSED = {403, 404}


def start(app: Flask) -> None:
    """Put refused accesses on the trail, and name the place where the list of what was erased is kept."""
    app.after_request(_note_refused)
    erased.start(app.extensions["supervise"].settings.data_dir / "backups")
    live.minds_refusals(_note_refused_event)


@pages.get("/groups/<id>/trail")
@through(seat_to_read_trail)
def trail(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show what was done in the group, the newest first."""
    found = trail_of(seat, place_named(request.args.get("before")))
    lines, more = found[:SHOWN], len(found) > SHOWN
    older = _older(seat, lines[-1]) if more else None
    newest = url_for("governance.trail", id=seat.group.id) if "before" in request.args else None
    return showing.page("governance/trail.html", "Trail", seat, "trail", lines=lines, older=older, newest=newest)


def _older(seat: Seat, last: Line) -> str:
    return url_for("governance.trail", id=seat.group.id, before=place_after(last.at, last.id))


def _note_refused(response: Response) -> Response:
    seen = viewer()
    gate: Any = getattr(current_app.view_functions.get(request.endpoint or ""), "__gate__", "public")
    if response.status_code in _REFUSED and seen is not None and gate != "public":
        _note(seen.actor, str(request.endpoint), response.status_code, request.view_args or {})
    return response


def _note_refused_event(actor: Actor, name: str, status: int, sent: Mapping[str, object]) -> None:
    if status in _REFUSED:
        _note(actor, name, status, sent)


def _note(actor: Actor, asked: str, status: int, given: Mapping[str, object]) -> None:
    with suppress(TooFast):  # a flood of refusals is told by its beginning
        pace.take("write", f"refused {actor.account_id}")
        ids = {name: str(value) for name, value in given.items() if is_id(value)}
        note_refusal(actor.account_id, asked, status, ids)
