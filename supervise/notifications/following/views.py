"""What one hears of, on a page of Settings and beside a thread; and the link that ends it."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, render_template
from werkzeug.wrappers import Response

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.dilemmas.queries import Thread, thread_for
from supervise.groups.queries import Seat, place_for
from supervise.notifications.blueprint import pages
from supervise.notifications.following import actions, queries
from supervise.notifications.following.forms import FollowGroupForm, FollowThreadForm, HoursForm
from supervise.notifications.following.models import Level, Pace
from supervise.notifications.kinds import Kind
from supervise.notifications.queries import is_returned
from supervise.web.pages import back, page, public, signed_in, through
from supervise.web.shield import without_token

ENDED = {
    Kind.SOMETHING_NEW: "about something new in your groups",
    Kind.SOMETHING_WAITS: "about a meeting, or something else that waits for you in particular",
}
"""The kinds of e-mail that can be ended with one press, as their page says it."""


@pages.get("/settings/e-mail")
@signed_in
def following(actor: Actor) -> str:
    return _page(actor, _hours_form(actor))


@pages.post("/settings/e-mail")
@signed_in
def choose_hours(actor: Actor) -> Response | tuple[str, int]:
    form = HoursForm()
    if not form.validate():
        return _page(actor, form), 422
    try:
        away = _start_of(form.away_until.data, actor.zone)
        actions.choose_hours(actor, _hour(form.quiet_from.data), _hour(form.quiet_to.data), away)
    except Invalid as refusal:
        form.say(refusal)
        return _page(actor, form), 422
    actions.want_emails(actor, news=bool(form.wanted.data), waits=bool(form.waits.data))
    flash("Kept.", "done")
    return back("notifications.following")


@pages.post("/groups/<id>/following")
@through(place_for)
def follow_group(actor: Actor, seat: Seat) -> Response:
    form = FollowGroupForm()
    form.or_invalid()
    actions.follow_group(actor, seat.group.id, Level(form.level.data), Pace(form.pace.data))
    flash("Kept.", "done")
    return back("notifications.following")


@pages.post("/dilemmas/<id>/following")
@through(thread_for)
def follow_thread(actor: Actor, thread: Thread) -> Response:
    form = FollowThreadForm()
    form.or_invalid()
    actions.follow_thread(actor, thread.dilemma.id, Level(form.level.data) if form.level.data else None)
    flash("Kept. Only you know.", "done")
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.get("/e-mail/stop/<secret>")
@public
def ask_stop(secret: str) -> str:
    return page("mail/stop.html", "E-mails", secret=secret, what=ENDED[queries.ended_by(secret)])


@pages.post("/e-mail/stop/<secret>")
@without_token
@public
def stop(secret: str) -> str:
    """End e-mails of one kind: a press on the page, or a mailbox's own button (RFC 8058)."""
    actions.stop_by_link(secret)
    return page("mail/stopped.html", "E-mails")


def beside_thread(thread: Thread) -> str:
    """Return the choice for one thread, beside it."""
    chosen = queries.level_in(thread)
    form = FollowThreadForm(formdata=None, data={"level": chosen.value if chosen else ""})
    return render_template("mail/_follow_thread.html", form=form, id=thread.dilemma.id)


def on_settings(actor: Actor) -> str:
    """Return the way to the page, on the page of settings."""
    stopped = queries.is_stopped(actor.account_id, Kind.SOMETHING_NEW)
    return render_template("mail/_settings.html", stopped=stopped, returned=is_returned(actor.account_id))


def _page(actor: Actor, form: HoursForm) -> str:
    wishes = queries.wishes_of(actor)
    forms = [
        (wish.seat.group, FollowGroupForm(formdata=None, data={"level": wish.level.value, "pace": wish.pace.value}))
        for wish in wishes
    ]
    return page("mail/following.html", "E-mails", form=form, groups=forms)


def _hours_form(actor: Actor) -> HoursForm:
    kept = queries.own_wishes(actor)
    hours = queries.hours_of(kept)
    away = clock.in_zone(hours.away_until, actor.zone).date() if hours.away_until else None
    hour = {"quiet_from": hours.quiet_from, "quiet_to": hours.quiet_to}
    shown = {name: "" if value is None else str(value) for name, value in hour.items()}
    news, waits = (not queries.is_stopped(actor.account_id, kind) for kind in ENDED)
    return HoursForm(formdata=None, data={"wanted": news, "waits": waits, "away_until": away, **shown})


def _hour(chosen: str | None) -> int | None:
    return int(chosen) if chosen else None


def _start_of(day: Any, zone: str) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) if day else None
