"""Meetings in one's own calendar: a file for one meeting, and an address that a calendar asks again and again."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.accounts import place
from supervise.core import pace
from supervise.core.actor import Actor
from supervise.groups.queries import Seat, seat_for
from supervise.groups.views import showing
from supervise.meetings.planning.blueprint import pages
from supervise.meetings.planning.calendar import CONTENT_TYPE
from supervise.meetings.planning.feeds import calendar_of, feed_with, make_feed, take_feed_away
from supervise.meetings.planning.queries import Planned, planned_for
from supervise.web.pages import back, public, through
from supervise.web.session import network


@pages.get("/meetings/<id>/calendar.ics")
@through(planned_for)
def file(actor: Actor, planned: Planned) -> Response:
    """Hand a meeting over as a calendar file."""
    pace.take("export", actor.account_id)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return Response(calendar_of([planned.meeting]), content_type=CONTENT_TYPE, headers=headers)


@pages.post("/groups/<id>/meetings/feed")
@through(seat_for)
def feed_made(actor: Actor, seat: Seat) -> str:
    """Make an address for the person's calendar, and show it once."""
    pace.take("write", actor.account_id)
    address = place.address(f"/calendar/{make_feed(actor, seat.group.id)}.ics")
    return showing.page("meetings/plan/feed.html", "An address for your calendar", seat, "meetings", address=address)


@pages.post("/groups/<id>/meetings/feed/away")
@through(seat_for)
def feed_away(actor: Actor, seat: Seat) -> Response:
    """Take the address away."""
    take_feed_away(actor, seat.group.id)
    flash("Nothing answers at that address any more.", "done")
    return back("planning.meetings", id=seat.group.id)


@pages.get("/calendar/<secret>.ics")
@public
def feed(secret: str) -> Response:
    """Answer a calendar that has a member's address."""
    pace.take("feed", network())
    return Response(feed_with(secret), content_type=CONTENT_TYPE)
