"""What is covered, on pages of others: on Today for whoever wrote it or decides, and at the head of the group."""

from flask import Flask, render_template

from supervise.core.actor import Actor
from supervise.dilemmas.covering.presenting import waiting_views
from supervise.dilemmas.covering.queries import own_waiting_in, waiting_in
from supervise.dilemmas.policy import may_uncover
from supervise.groups.models import Group
from supervise.groups.queries import Seat, groups_of, seat_for
from supervise.web import slots
from supervise.web.session import present_viewer


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.fill(app, "today", _today)
    slots.fill(app, "group.head", _group_head)


def _today() -> str:
    seats = [seat for seat in groups_of(_actor()) if seat.accepted]
    own = [(seat, waiting_views(seat, own_waiting_in(seat))) for seat in seats]
    deciding = [(seat, _decisions(seat)) for seat in seats if may_uncover(seat.member)]
    return render_template(
        "dilemmas/covering/_today.html",
        own=[(seat, rows) for seat, rows in own if rows],
        deciding=[(seat, many) for seat, many in deciding if many],
    )


def _group_head(group: Group) -> str:
    seat = seat_for(_actor(), group.id)
    many = _decisions(seat) if may_uncover(seat.member) else 0
    return render_template("dilemmas/covering/_group_head.html", group=group, many=many)


def _decisions(seat: Seat) -> int:
    return len(waiting_in(seat))


def _actor() -> Actor:
    return present_viewer().actor
