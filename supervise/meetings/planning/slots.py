"""Meetings on pages of others: the next one on a group's page and on Today, and bringing from a dilemma's page."""

from flask import Flask, render_template

from supervise.core.actor import Actor
from supervise.dilemmas.queries import Thread
from supervise.groups.models import Group
from supervise.groups.queries import Seat, groups_of, seat_for
from supervise.meetings import policy
from supervise.meetings.models import Meeting
from supervise.meetings.planning.presenting import meeting_view
from supervise.meetings.planning.queries import brought_in, coming_among, coming_in
from supervise.meetings.planning.words import in_short
from supervise.web import slots
from supervise.web.session import present_viewer

SHOWN_TODAY = 2
"""How many coming meetings of each group stand on Today."""


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.fill(app, "today", _today)
    slots.fill(app, "group.head", _group_head)
    slots.fill(app, "thread.margin", _thread_margin)


def _today() -> str:
    actor = _actor()
    seats = [seat for seat in groups_of(actor) if seat.accepted]
    coming = coming_among(seats)
    theirs = [(seat, [one for one in coming if one.group_id == seat.group.id][:SHOWN_TODAY]) for seat in seats]
    found = [(seat, [meeting_view(one, actor.zone) for one in rows]) for seat, rows in theirs if rows]
    return render_template("meetings/plan/_today.html", found=found)


def _group_head(group: Group) -> str:
    actor = _actor()
    seat = seat_for(actor, group.id)
    coming = coming_in(seat)
    return render_template(
        "meetings/plan/_group_head.html",
        group=group,
        next=meeting_view(coming[0], actor.zone) if coming else None,
        may_plan=policy.may_plan(seat.member, seat.group),
    )


def _thread_margin(thread: Thread) -> str:
    actor = _actor()
    return render_template(
        "meetings/plan/_thread.html",
        dilemma=thread.dilemma,
        brought=[_shown(meeting, actor) for _, meeting in brought_in(thread.seat, thread.dilemma.id)],
        may_bring=thread.closure is None and policy.may_bring(thread.member, thread.dilemma) and _any(thread.seat),
    )


def _shown(meeting: Meeting, actor: Actor) -> tuple[str, str]:
    return f"/meetings/{meeting.id}", in_short(meeting.starts_at, actor.zone)


def _any(seat: Seat) -> bool:
    return any(one.began_at is None for one in coming_in(seat))


def _actor() -> Actor:
    return present_viewer().actor
