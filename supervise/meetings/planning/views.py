"""The pages of planned meetings: the group's list, a meeting's own page, planning, changing and calling off."""

from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from supervise.core import clock, pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import new_key
from supervise.groups.queries import Seat, members_of, seat_for
from supervise.groups.views import showing
from supervise.meetings import policy
from supervise.meetings.library import built_in
from supervise.meetings.models import ItemKind, Talk
from supervise.meetings.planning import actions, brought, calendars, slots, standing_in
from supervise.meetings.planning.agenda import Plan
from supervise.meetings.planning.blueprint import pages
from supervise.meetings.planning.feeds import has_feed
from supervise.meetings.planning.forms import CancelForm, PlanForm, first_format, offer
from supervise.meetings.planning.presenting import formats_offered, meeting_view, plan_view
from supervise.meetings.planning.queries import (
    Planned,
    coming_in,
    earlier_in,
    later_in_series,
    planned_for,
    planned_to_change,
    seat_to_plan,
)
from supervise.meetings.planning.words import TALKS_EXPLAINED, place_name
from supervise.meetings.shaping.queries import formats_for
from supervise.web.pages import back, through

__all__ = ["brought", "calendars", "pages", "standing_in", "start"]

start = slots.start
_AROUND = {ItemKind.CHECK_IN: "check_in", ItemKind.PRACTICAL: "practical", ItemKind.CHECK_OUT: "check_out"}


@pages.get("/groups/<id>/meetings")
@through(seat_for)
def meetings(actor: Actor, seat: Seat) -> str:
    """Show when the group meets, and when it has met."""
    return showing.page(
        "meetings/plan/list.html",
        "Meetings",
        seat,
        "meetings",
        coming=[meeting_view(one, actor.zone) for one in coming_in(seat)],
        earlier=[meeting_view(one, actor.zone) for one in earlier_in(seat)],
        may_plan=policy.may_plan(seat.member, seat.group),
        has_feed=has_feed(seat),
        zone=place_name(actor.zone),
    )


@pages.get("/groups/<id>/meetings/new")
@through(seat_to_plan)
def ask_plan(actor: Actor, seat: Seat) -> str:
    """Ask for a meeting: a case for a Balint group to begin with, and a check-in and check-out."""
    first = built_in()[first_format()]
    form = PlanForm(
        talk=Talk.ALOUD.value,
        minutes=90,
        facilitator=seat.member.id,
        times=6,
        check_in=max(2, len(members_of(seat))),
        check_out=5,
        format_0=first.id,
        minutes_0=first.seconds // 60,
        key=new_key(),
    )
    return _plan_page(actor, seat, form)


@pages.post("/groups/<id>/meetings")
@through(seat_to_plan)
def plan(actor: Actor, seat: Seat) -> Response | tuple[str, int] | str:
    """Plan a meeting, or show the form with room for a further case."""
    pace.take("write", actor.account_id)
    form = PlanForm()
    if _wants_room(form):
        return _plan_page(actor, seat, form)
    try:
        meeting = actions.plan_meeting(actor, seat.group.id, _typed(actor, seat, form), _key(form))
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _plan_page(actor, seat, form), refusal.status
    flash("The meeting is planned. The others are told by e-mail when it is, and nothing else.", "done")
    return back("planning.show", id=meeting.id)


@pages.get("/meetings/<id>")
@through(planned_for)
def show(actor: Actor, planned: Planned) -> str:
    """Show a meeting: when it is, who holds it, what is on the agenda; and its room once one may go in."""
    seat = planned.seat
    return showing.page(
        "meetings/plan/meeting.html",
        f"Meeting of {clock.in_zone(planned.meeting.starts_at, actor.zone):%d %B}",
        seat,
        "meetings",
        planned=planned,
        plan=plan_view(planned, actor.zone),
        may_change=policy.may_change(seat.member, seat.group, planned.meeting),
    )


@pages.get("/meetings/<id>/plan")
@through(planned_to_change)
def ask_change(actor: Actor, planned: Planned) -> str:
    """Ask how a meeting is to be changed."""
    return _change_page(actor, planned, _filled(actor, planned))


@pages.post("/meetings/<id>/plan")
@through(planned_to_change)
def change(actor: Actor, planned: Planned) -> Response | tuple[str, int] | str:
    """Change a meeting's plan."""
    pace.take("write", actor.account_id)
    form = PlanForm()
    if _wants_room(form):
        return _change_page(actor, planned, form)
    try:
        given = _typed(actor, planned.seat, form)
        revision = form.revision.data if form.revision.data is not None else -1
        actions.change_meeting(actor, planned.meeting.id, given, revision=revision, later=bool(form.later.data))
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _change_page(actor, planned_to_change(actor, planned.meeting.id), form), refusal.status
    except Stale as stale:
        form.form_errors.append(f"{stale.message} Look at the meeting's page first.")
        return _change_page(actor, planned_to_change(actor, planned.meeting.id), form), stale.status
    flash("The plan is changed.", "done")
    return back("planning.show", id=planned.meeting.id)


@pages.get("/meetings/<id>/cancel")
@through(planned_to_change)
def ask_cancel(actor: Actor, planned: Planned) -> str:
    """Ask whether a meeting is to be called off."""
    return _cancel_page(actor, planned, CancelForm())


@pages.post("/meetings/<id>/cancel")
@through(planned_to_change)
def cancel(actor: Actor, planned: Planned) -> Response:
    """Call a meeting off."""
    pace.take("write", actor.account_id)
    actions.cancel_meeting(actor, planned.meeting.id, later=bool(CancelForm().later.data))
    flash("It is called off, and the others are told.", "done")
    return back("planning.meetings", id=planned.seat.group.id)


def _plan_page(actor: Actor, seat: Seat, form: PlanForm) -> str:
    _offer(seat, form)
    return showing.page("meetings/plan/new.html", "Plan a meeting", seat, "meetings", **_given(actor, form))


def _change_page(actor: Actor, planned: Planned, form: PlanForm) -> str:
    _offer(planned.seat, form, also=[one.format_slug for one in planned.items])
    given = _given(actor, form) | {
        "meeting": meeting_view(planned.meeting, actor.zone),
        "later": len(later_in_series(planned.meeting)),
    }
    return showing.page("meetings/plan/change.html", "Change a meeting", planned.seat, "meetings", **given)


def _cancel_page(actor: Actor, planned: Planned, form: CancelForm) -> str:
    given = {"meeting": meeting_view(planned.meeting, actor.zone), "later": len(later_in_series(planned.meeting))}
    return showing.page("meetings/plan/cancel.html", "Call a meeting off", planned.seat, "meetings", form=form, **given)


def _given(actor: Actor, form: PlanForm) -> dict[str, Any]:
    hints = {talk.value: words for talk, words in TALKS_EXPLAINED.items()}
    return {"form": form, "zone": place_name(actor.zone), "hints": hints, "rows": form.rows()}


def _offer(seat: Seat, form: PlanForm, also: list[str] | None = None) -> None:
    offer(form, [(one.id, one.shown_name) for one in members_of(seat)], formats_offered(seat, also=also or ()))


def _typed(actor: Actor, seat: Seat, form: PlanForm) -> Plan:
    return form.plan(actor.zone, formats_for(seat.group.id, retired=True))


def _wants_room(form: PlanForm) -> bool:
    if "more" not in request.form:
        return False
    form.shown.data, form.shown.raw_data = len(form.rows()) + 1, None
    return True


def _key(form: PlanForm) -> str:
    return (form.key.data or new_key())[:40]


def _filled(actor: Actor, planned: Planned) -> PlanForm:
    """Return the form with the plan as it stands."""
    meeting = planned.meeting
    begins = clock.in_zone(meeting.starts_at, actor.zone)
    around = {_AROUND[one.kind]: one.minutes for one in planned.items if one.kind in _AROUND}
    cases = [one for one in planned.items if one.kind is ItemKind.CASE]
    given: dict[str, Any] = {"shown": max(1, len(cases))}
    for number, one in enumerate(cases):
        given |= {
            f"format_{number}": one.format_slug,
            f"presenter_{number}": one.presenter_id or "",
            f"minutes_{number}": one.minutes,
            f"item_{number}": one.id,
        }
    return PlanForm(
        day=begins.date(),
        at=begins.time(),
        minutes=meeting.minutes,
        talk=meeting.talk.value,
        facilitator=meeting.facilitator_id,
        deputy=meeting.deputy_id or "",
        call_link=meeting.call_link,
        revision=meeting.revision,
        **around,
        **given,
    )
