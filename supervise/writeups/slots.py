"""Write-ups on pages of others: what waits for somebody on Today."""

from collections.abc import Mapping, Sequence

from flask import Flask, render_template

from supervise.core.ids import Id
from supervise.groups.queries import groups_of
from supervise.web import slots
from supervise.web.session import present_viewer
from supervise.writeups import telling
from supervise.writeups.marking.listing import waiting_for
from supervise.writeups.models import State, WriteUp
from supervise.writeups.presenting import RowView, row_views
from supervise.writeups.queries import by_seat

SHOWN_TODAY = 5
_OPEN = {State.DRAFT, State.RETURNED, State.RECALLED, State.REFERRED}


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.fill(app, "today", _today)
    telling.fill_with(app.jinja_env)


def _today() -> str:
    seats = [seat for seat in groups_of(present_viewer().actor) if seat.accepted]
    by = by_seat(seats)
    rows = {row.id: row for row in row_views([one for _, own, shared in by for one in (*own, *shared)])}
    found = [(seat, _waiting(rows, shared), _writing(rows, own), waiting_for(seat)) for seat, own, shared in by]
    return render_template("writeups/_today.html", found=[one for one in found if any(one[1:])])


def _waiting(rows: Mapping[Id, RowView], shared: Sequence[WriteUp]) -> list[RowView]:
    """Return what is shared with somebody and not yet answered, or covered and not decided about."""
    return [rows[one.id] for one in shared if one.state is State.SHARED or rows[one.id].covered]


def _writing(rows: Mapping[Id, RowView], own: Sequence[WriteUp]) -> list[RowView]:
    """Return what somebody is writing: drafts, what was returned to them, and words of theirs that are covered."""
    open_ones = [one for one in own if one.state in _OPEN or rows[one.id].covered]
    return [rows[one.id] for one in open_ones[:SHOWN_TODAY]]
