"""The breach log's pages: the list, an entry to fill in, the entry as a document; and a line of each for the owner."""

from typing import Any

from flask import Blueprint, Flask, flash, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from supervise.core import clock, pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.governance.breaches import actions, rows
from supervise.governance.breaches.deadline import due_at, stage_of
from supervise.governance.breaches.forms import BreachForm, filled_from, walls
from supervise.governance.breaches.models import Breach, DataKind
from supervise.governance.breaches.policy import may_close, may_keep
from supervise.governance.breaches.queries import (
    Entry,
    Start,
    entries_of,
    entry_for,
    entry_to_close,
    noted_for_owner,
    seat_to_keep,
    start_from,
)
from supervise.governance.breaches.words import KINDS, RISK_MEANS, RISKS, STAGES
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.web import slots
from supervise.web.pages import back, through

__all__ = ["pages", "rows", "start"]

pages = Blueprint("breaches", __name__)
_NAMED = {"risks": RISKS, "kinds": KINDS, "stages": STAGES}


def start(app: Flask) -> None:
    """Take a place on the group's page, on the owner's, and beside what is covered."""
    slots.fill(app, "group.about", _on_groups_page)
    slots.fill(app, "owner-page", _on_owners_page)
    slots.fill(app, "covered.case", _beside_cover)


@pages.get("/groups/<id>/breaches")
@through(seat_to_keep)
def log(actor: Actor, seat: Seat) -> str:
    """Show the group's breach log."""
    shown = [(one, *_clock_of(one, actor)) for one in entries_of(seat)]
    return showing.page("breaches/log.html", "Breach log", seat, "about", entries=shown, **_NAMED)


@pages.get("/groups/<id>/breaches/new")
@through(seat_to_keep)
def begin(actor: Actor, seat: Seat) -> str:
    """Ask what is known of a breach."""
    form = BreachForm(data=walls({"noticed_at": clock.now()}, actor.zone))
    return _form_page(actor, seat, form)


@pages.get("/covers/<id>/breach")
@through(start_from)
def begin_from_cover(actor: Actor, start: Start) -> str:
    """Ask what is known of a breach, beginning with what a covered passage tells."""
    times = {"noticed_at": start.covered_at, "posted_at": start.posted_at, "covered_at": start.covered_at}
    form = BreachForm(data={**walls(times, actor.zone), "readers": start.readers, "cover": start.cover_id})
    return _form_page(actor, start.seat, form)


@pages.post("/groups/<id>/breaches")
@through(seat_to_keep)
def open_entry(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    """Begin an entry."""
    pace.take("write", actor.account_id)
    form = BreachForm()
    try:
        facts = actions.looked_over(form.facts(actor.zone))
        cover_id = Id(form.cover.data) if form.cover.data else None
        breach = actions.open_entry(actor, seat.group.id, facts, cover_id)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _form_page(actor, seat, form), refusal.status
    flash("The entry is begun. The convenor and the supervisors see it.", "done")
    return back("breaches.entry", id=breach.id)


@pages.get("/breaches/<id>")
@through(entry_for)
def entry(actor: Actor, entry: Entry) -> str:
    """Show an entry: where it stands with the 72 hours, and what is known."""
    return _entry_page(actor, entry, filled_from(entry.breach, actor.zone))


@pages.post("/breaches/<id>")
@through(entry_for)
def fill_in(actor: Actor, entry: Entry) -> Response | tuple[str, int]:
    """Fill an entry in further."""
    pace.take("write", actor.account_id)
    form = BreachForm()
    try:
        facts = actions.looked_over(form.facts(actor.zone))
        actions.fill_in(actor, entry.breach.id, facts, form.version.data or 0)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _entry_page(actor, entry_for(actor, entry.breach.id), form), refusal.status
    except Stale as stale:
        form.form_errors.append(f"{stale.message} What you typed is still below.")
        newer = entry_for(actor, entry.breach.id)
        form.version.data, form.version.raw_data = newer.breach.version, None
        return _entry_page(actor, newer, form), stale.status
    flash("Kept.", "done")
    return back("breaches.entry", id=entry.breach.id)


@pages.post("/breaches/<id>/close")
@through(entry_to_close)
def close(actor: Actor, entry: Entry) -> Response | tuple[str, int]:
    """Close an entry."""
    try:
        actions.close(actor, entry.breach.id)
    except Invalid as refusal:
        form = filled_from(entry.breach, actor.zone)
        form.form_errors.append(refusal.message)
        return _entry_page(actor, entry_for(actor, entry.breach.id), form), refusal.status
    flash("The entry is closed.", "done")
    return back("breaches.entry", id=entry.breach.id)


@pages.post("/breaches/<id>/reopen")
@through(entry_to_close)
def reopen(actor: Actor, entry: Entry) -> Response:
    """Open a closed entry again."""
    actions.reopen(actor, entry.breach.id)
    flash("The entry is open again.", "done")
    return back("breaches.entry", id=entry.breach.id)


@pages.post("/breaches/<id>/document")
@through(entry_for)
def document(actor: Actor, entry: Entry) -> Response:
    """Hand an entry over as a document that opens, and prints, without Supervise."""
    pace.take("export", actor.account_id)
    actions.note_taken(actor, entry.breach.id)
    made = clock.in_zone(clock.now(), actor.zone)
    words = render_template("breaches/document.html", made=made, **_given(actor, entry))
    name = f"breach-{clock.in_zone(entry.breach.noticed_at, actor.zone):%Y-%m-%d}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(words, content_type="text/html; charset=utf-8", headers=headers)


def _form_page(actor: Actor, seat: Seat, form: BreachForm) -> str:
    hints = {risk.value: words for risk, words in RISK_MEANS.items()}
    return showing.page("breaches/begin.html", "Breach log", seat, "about", form=form, hints=hints, zone=actor.zone)


def _entry_page(actor: Actor, entry: Entry, form: BreachForm) -> str:
    hints = {risk.value: words for risk, words in RISK_MEANS.items()}
    may = bool(may_close(entry.seat.member))
    given = _given(actor, entry)
    return showing.page(
        "breaches/entry.html", "Breach log", entry.seat, "about", form=form, hints=hints, may=may, **given
    )


def _given(actor: Actor, entry: Entry) -> dict[str, Any]:
    breach = entry.breach
    due, stage = _clock_of(breach, actor)
    local = {name: clock.in_zone(at, actor.zone) for name, at in _times(breach).items() if at is not None}
    group: Group = entry.seat.group
    by = breach.opened_by.shown_name
    kinds = "; ".join(KINDS[DataKind(kind)] for kind in breach.kinds)
    closed_by = breach.closed_by.shown_name if breach.closed_by else ""
    return {
        "breach": breach, "entry": entry, "due": due, "stage": stage, "times": local, "zone": actor.zone,
        "group_name": group.name, "opened_by": by, "closed_by": closed_by, "kinds_said": kinds, **_NAMED,
    }  # fmt: skip


def _times(breach: Breach) -> dict[str, Any]:
    names = ("opened_at", "noticed_at", "posted_at", "covered_at", "reported_at", "told_at", "closed_at")
    return {name: getattr(breach, name) for name in names}


def _clock_of(breach: Breach, actor: Actor) -> tuple[Any, Any]:
    return clock.in_zone(due_at(breach), actor.zone), stage_of(breach, clock.now())


def _on_groups_page(group: Group, me: Member) -> str:
    return render_template("breaches/_on_group.html", group=group) if may_keep(me) else ""


def _beside_cover(cover: Id, me: Member) -> str:
    return render_template("breaches/_beside_cover.html", cover=cover) if may_keep(me) else ""


def _on_owners_page(actor: Actor) -> str:
    noted = noted_for_owner(actor)
    lines = [(one, clock.in_zone(one.due_at, actor.zone)) for one in noted]
    return render_template("breaches/_owner.html", lines=lines, zone=actor.zone, stages=STAGES) if lines else Markup()
