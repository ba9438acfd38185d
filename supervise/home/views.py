"""Today, and the pages about the house itself."""

from collections.abc import Callable
from typing import Any

from flask import Flask, g, request, url_for

from supervise.core.actor import Actor
from supervise.core.ids import is_id
from supervise.dilemmas.composing import composer
from supervise.dilemmas.forms import DilemmaForm
from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.reading.queries import news_in
from supervise.dilemmas.seen import RowView, eyes_of
from supervise.dilemmas.waiting import closing_soon_for, late_in, returning_for
from supervise.groups.queries import Seat, groups_of
from supervise.home import begun, demonstration, health, keeping, naming, setting_up
from supervise.home.blueprint import pages
from supervise.web import slots
from supervise.web.pages import page, public, signed_in
from supervise.web.session import viewer
from supervise.web.shield import FOR_PROGRAMS

__all__ = ["demonstration", "health", "pages", "setting_up", "start"]


def start(app: Flask) -> None:
    """Give every page its way through the house."""
    slots.fill(app, "owner-page", demonstration.on_owners_page)
    slots.fill(app, "owner-page", keeping.on_owners_page)

    @app.before_request
    def navigation() -> None:
        if request.endpoint in FOR_PROGRAMS or request.is_json:
            return
        seen = viewer()
        if seen is None or seen.locked:
            return
        here = request.path
        seats = groups_of(seen.actor)
        places = [("Today", url_for("home.today"))]
        places += [(s.group.name, url_for("dilemmas.group", id=s.group.id)) for s in seats]
        if seen.owner:
            places.append(("Installation", url_for("accounts.owner")))
        g.nav = [(label, href, here == href) for label, href in places]


@pages.get("/")
@signed_in
def today(actor: Actor) -> str:
    """What waits for me, and a composer where there is one group to write to."""
    seats = [seat for seat in groups_of(actor) if seat.accepted]
    pending = [seat for seat in groups_of(actor) if not seat.accepted]
    chosen = _chosen(seats)
    given: dict[str, Any] = composer(chosen, DilemmaForm()) if chosen else {"form": None, "group": None}
    late = {seat.group.id: late_in(seat) for seat in seats}
    named = naming.views(seats)
    elsewhere = {dilemma.id for rows in late.values() for dilemma, _ in rows} | {one.dilemma_id for one in named}
    return page(
        "home/today.html",
        "Today",
        seats=seats,
        pending=pending,
        late=_rows(seats, lambda seat: late[seat.group.id]),
        returning=_rows(seats, returning_for),
        closing=_rows(seats, closing_soon_for),
        named=named,
        news=_rows(seats, lambda seat: [row for row in news_in(seat) if row[0].id not in elsewhere]),
        begun=begun.views(seats, shown_here=chosen),
        **given,
    )


@pages.get("/help")
@public
def help_page() -> str:
    return page("home/help.html", "Help")


@pages.get("/help/who-can-see-what")
@public
def who_can_see_what() -> str:
    return page("home/who_can_see_what.html", "Who can see what")


@pages.get("/kitchen")
@public
def kitchen() -> str:
    return page("kitchen.html", "Components", form=DilemmaForm(formdata=None))


def _rows(seats: list[Seat], find: Callable[[Seat], list[Any]]) -> list[tuple[Seat, list[RowView]]]:
    """Return what a query finds in each group, groups without anything left out."""
    found = [(seat, find(seat)) for seat in seats]
    return [(seat, row_views(seat, rows, eyes_of(seat.member))) for seat, rows in found if rows]


def _chosen(seats: list[Seat]) -> Seat | None:
    """Return the group to write to: the only one, or the one that was asked for."""
    asked = request.args.get("group")
    if is_id(asked):
        return next((s for s in seats if s.group.id == asked), None)
    return seats[0] if len(seats) == 1 else None
