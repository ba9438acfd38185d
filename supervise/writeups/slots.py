"""Write-ups on pages of others: what waits for somebody on Today."""

from collections.abc import Sequence

from flask import Flask, render_template

from supervise.groups.queries import groups_of
from supervise.web import slots
from supervise.web.session import present_viewer
from supervise.writeups import telling
from supervise.writeups.models import State, WriteUp
from supervise.writeups.presenting import RowView, row_view
from supervise.writeups.queries import by_seat

SHOWN_TODAY = 5


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.fill(app, "today", _today)
    telling.fill_with(app.jinja_env)


def _today() -> str:
    seats = [seat for seat in groups_of(present_viewer().actor) if seat.accepted]
    found = [(seat, _waiting(shared), _writing(own)) for seat, own, shared in by_seat(seats)]
    return render_template("writeups/_today.html", found=[one for one in found if one[1] or one[2]])


def _waiting(shared: Sequence[WriteUp]) -> list[RowView]:
    """Return what is shared with somebody and not yet answered."""
    return [row_view(one) for one in shared if one.state is State.SHARED]


def _writing(own: Sequence[WriteUp]) -> list[RowView]:
    """Return what somebody is writing: drafts, and what was returned to them."""
    open_ones = [one for one in own if one.state in {State.DRAFT, State.RETURNED}]
    return [row_view(one) for one in open_ones[:SHOWN_TODAY]]
