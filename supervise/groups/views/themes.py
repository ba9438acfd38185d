"""The themes of a group's own: adding and retiring them."""

from typing import Any

from flask import flash

from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.disguise.taxonomy import taxonomy
from supervise.groups import actions, queries
from supervise.groups.forms import RetireForm, ThemeForm
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.groups.views.blueprint import pages
from supervise.web.pages import back, through


@pages.get("/groups/<id>/themes")
@through(queries.seat_to_manage_themes)
def themes(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show the group's own themes, and ask for another."""
    return _shown(seat, ThemeForm())


@pages.post("/groups/<id>/themes")
@through(queries.seat_to_manage_themes)
def add_theme(actor: Actor, seat: Seat) -> Any:
    """Add a theme."""
    form = ThemeForm()
    try:
        form.or_invalid()
        given = {"label": form.label.data, "area": form.area.data, "definition": form.definition.data or ""}
        actions.add_theme(actor, seat.group.id, **given)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _shown(seat, form), refusal.status
    flash("The theme can be chosen from now on.", "done")
    return back("groups.themes", id=seat.group.id)


@pages.post("/groups/<id>/themes/<slug>/retire")
@through(queries.seat_to_manage_themes)
def retire_theme(actor: Actor, seat: Seat, slug: str) -> Any:
    """Retire a theme."""
    form = RetireForm()
    try:
        actions.retire_theme(actor, seat.group.id, slug, form.replaced_by.data or None)
    except Invalid as refusal:
        flash(refusal.message, "problem")
        return back("groups.themes", id=seat.group.id)
    flash("The theme is no longer offered. What carries it keeps it.", "done")
    return back("groups.themes", id=seat.group.id)


def _shown(seat: Seat, form: ThemeForm) -> str:
    own = queries.own_themes(seat.group.id)
    areas = {area.slug: area.label for area in taxonomy().areas}
    known = {theme.slug: theme.label for theme in taxonomy().themes.values()}
    labels = areas | known | {theme.slug: theme.label for theme in own}
    in_use = {slug: label for slug, label in labels.items() if slug not in {t.slug for t in own if t.retired_at}}
    given = {"form": form, "own": own, "areas": areas, "labels": labels, "in_use": in_use, "retire": RetireForm()}
    return showing.page("groups/themes.html", "Themes", seat, "themes", **given)
