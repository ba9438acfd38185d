"""The search page. Words travel in bodies only: its address never holds any."""

from typing import Any

from flask import Blueprint, Flask, jsonify, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from supervise.core import limits, pace
from supervise.core.actor import Actor
from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.seen import eyes_of
from supervise.dilemmas.themes import known_themes
from supervise.dilemmas.words import KINDS
from supervise.groups.models import Group
from supervise.groups.queries import Seat, seat_for
from supervise.search import compacting, filling, listeners
from supervise.search.forms import STATES, SearchForm
from supervise.search.helping import threads_that_may_help
from supervise.search.presenting import hit_views
from supervise.search.queries import (
    COMMENT,
    DILEMMA,
    FARTHEST_PAGE,
    RECORD,
    WRITE_UP,
    people_in,
    search,
    seats_to_search,
)
from supervise.web import slots
from supervise.web.pages import page, signed_in, through, wants_json
from supervise.web.session import viewer

__all__ = ["compacting", "filling", "listeners", "pages", "start"]

pages = Blueprint("search", __name__)


def start(app: Flask) -> None:
    """Put the way here into the head of every page."""
    slots.fill(app, "top", on_top)
    slots.fill(app, "composer.beside", beside_composer)


def on_top() -> str:
    """Return the link and the field in a page's head; only the link on the search page, nothing for strangers."""
    seen = viewer()
    if seen is None or seen.locked:
        return ""
    return render_template("search/_top.html", here=request.blueprint == pages.name)


@pages.get("/search")
@signed_in
def ask(actor: Actor) -> str:
    return _page(seats_to_search(actor), SearchForm(formdata=None), {})


@pages.post("/search")
@signed_in
def find(actor: Actor) -> Response | str | tuple[str, int]:
    pace.take("search", actor.account_id)
    form, seats = SearchForm(formdata=_sent()), seats_to_search(actor)
    if not form.validate():
        if wants_json():
            form.or_invalid()
        return _page(seats, form, {}), 422
    found = _found(actor, seats, form)
    if wants_json():
        return jsonify(ok=True, html=render_template("search/_found.html", seats=seats, form=form, **found))
    return _page(seats, form, found)


@pages.post("/groups/<id>/threads-that-may-help")
@through(seat_for)
def may_help(actor: Actor, seat: Seat) -> Response:
    """Answer, while somebody writes, with threads of theirs that share much with it; nothing of it is kept."""
    pace.take("review", actor.account_id)
    sent = _sent()
    written, themes = (
        sent.get("text", "")[: limits.ACCOUNT],
        sent.get("themes", "").split()[: limits.THEMES_PER_DILEMMA],
    )
    rows = row_views(seat, threads_that_may_help(seat, written, themes), eyes_of(seat.member))
    return jsonify(ok=True, html=render_template("search/_may_help.html", rows=rows))


def beside_composer(group: Group) -> str:
    """Return the place beside a dilemma being written where threads that may help come to stand."""
    return render_template("search/_helping.html", group=group)


def _sent() -> MultiDict[str, str]:
    """Return the fields as the form or the page's script sent them; what is no text is left aside."""
    if not request.is_json:
        return request.form
    data = request.get_json(silent=True)
    return MultiDict({k: v for k, v in data.items() if isinstance(v, str)} if isinstance(data, dict) else {})


def _found(actor: Actor, seats: list[Seat], form: SearchForm) -> dict[str, Any]:
    wanted = form.wanted(actor)
    hits, more = search(seats, wanted)
    return {
        "hits": hit_views(hits, wanted.question),
        "wanted": wanted,
        "older": wanted.page + 1 if more and wanted.page < FARTHEST_PAGE else None,
        "newer": wanted.page - 1 if wanted.page > 1 else None,
    }


def _page(seats: list[Seat], form: SearchForm, found: dict[str, Any]) -> str:
    narrowed = bool(found and found["wanted"].narrowed)
    return page(
        "search/search.html", "Search", form=form, seats=seats, choices=_choices(seats), narrowed=narrowed,
        most=limits.SEARCH, **{"hits": [], "wanted": None, "older": None, "newer": None, **found},
    )  # fmt: skip


def _choices(seats: list[Seat]) -> dict[str, dict[str, str]]:
    themes = {slug: theme.label for seat in seats for slug, theme in known_themes(seat.group.id).items()}
    kinds = {k.value: label for k, label in KINDS.items() if label}
    return {
        "group": {seat.group.id: seat.group.name for seat in seats},
        "kind": {
            DILEMMA: "dilemmas",
            WRITE_UP: "write-ups",
            RECORD: "records of meetings",
            COMMENT: "responses of every kind",
            **kinds,
        },
        "theme": themes,
        "person": {member.id: member.account.name for member in people_in(seats)},
        "state": dict(STATES),
    }
