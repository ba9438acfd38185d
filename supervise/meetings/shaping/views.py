"""The pages of a group's own formats."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.groups.queries import Seat, seat_for
from supervise.groups.views import showing
from supervise.meetings import policy
from supervise.meetings.library import FIRST, built_in
from supervise.meetings.presenting import format_view
from supervise.meetings.shaping import actions
from supervise.meetings.shaping.blueprint import pages
from supervise.meetings.shaping.forms import CopyForm, ShapeForm
from supervise.meetings.shaping.queries import (
    OwnFormat,
    own_format_for,
    own_format_to_shape,
    own_formats_of,
    seat_to_shape,
    versions_of,
)
from supervise.web.pages import back, through


@pages.get("/groups/<id>/formats")
@through(seat_for)
def formats(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show the formats that a group can choose from: those to begin with, its own, and more."""
    known = [format_view(one) for one in built_in().values() if not one.frame]
    own = own_formats_of(seat)
    return showing.page(
        "meetings/own/formats.html",
        "Formats",
        seat,
        "meetings",
        first=[one for one in known if one.id in FIRST],
        more=[one for one in known if one.id not in FIRST],
        own=[(one.row, format_view(one.format)) for one in own if one.row.retired_at is None],
        retired=[(one.row, format_view(one.format)) for one in own if one.row.retired_at is not None],
        may_shape=policy.may_shape_formats(seat.member),
    )


@pages.get("/groups/<id>/formats/new")
@through(seat_to_shape)
def ask_copy(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask which format is to be copied."""
    return _copy_page(seat, CopyForm())


@pages.post("/groups/<id>/formats")
@through(seat_to_shape)
def copy(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    """Copy a format for the group."""
    pace.take("write", actor.account_id)
    form = CopyForm()
    try:
        form.or_invalid()
        row = actions.copy_format(actor, seat.group.id, form.based_on.data, form.name.data)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _copy_page(seat, form), refusal.status
    flash("This format is the group's own now. Change what you like.", "done")
    return back("shaping.ask_shape", id=row.id)


@pages.get("/formats/own/<id>")
@through(own_format_for)
def own_format(actor: Actor, own: OwnFormat) -> str:  # noqa: ARG001
    """Explain a format of a group's own, and show its versions."""
    return showing.page(
        "meetings/own/format.html",
        "A format",
        own.seat,
        "meetings",
        format=format_view(own.format),
        row=own.row,
        versions=versions_of(own),
        based_on=format_view(built_in()[own.row.based_on]),
        may_shape=policy.may_shape_formats(own.seat.member),
    )


@pages.get("/formats/own/<id>/change")
@through(own_format_to_shape)
def ask_shape(actor: Actor, own: OwnFormat) -> str:  # noqa: ARG001
    """Show a format as it is written down, to be changed."""
    return _shape_page(own, ShapeForm(source=own.version.source, version=own.row.version))


@pages.post("/formats/own/<id>/change")
@through(own_format_to_shape)
def shape(actor: Actor, own: OwnFormat) -> Response | tuple[str, int]:
    """Keep a further version of a format; what does not fit is said with its line, and nothing typed is lost."""
    pace.take("write", actor.account_id)
    form = ShapeForm()
    try:
        form.or_invalid()
        actions.change_format(actor, own.row.id, form.source.data, version=form.version.data)
    except Invalid as refusal:
        if not form.errors:
            form.source.errors = [refusal.message]
        return _shape_page(own, form), refusal.status
    except Stale as stale:
        form.form_errors.append(stale.message)
        return _shape_page(own, form), stale.status
    flash("Kept. Meetings that have begun keep the version that they began with.", "done")
    return back("shaping.own_format", id=own.row.id)


@pages.post("/formats/own/<id>/retire")
@through(own_format_to_shape)
def retire(actor: Actor, own: OwnFormat) -> Response:
    """Offer a format no longer."""
    actions.retire_format(actor, own.row.id)
    flash("It is no longer offered. Meetings that are planned with it keep it.", "done")
    return back("shaping.formats", id=own.seat.group.id)


def _copy_page(seat: Seat, form: CopyForm) -> str:
    return showing.page("meetings/own/copy.html", "A format of your own", seat, "meetings", form=form)


def _shape_page(own: OwnFormat, form: ShapeForm) -> str:
    given = {"form": form, "row": own.row, "name": own.format.name}
    return showing.page("meetings/own/shape.html", "Change a format", own.seat, "meetings", **given)
