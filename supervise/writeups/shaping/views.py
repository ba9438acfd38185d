"""The pages of a group's own outlines."""

from flask import flash, request
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.groups.queries import Seat, seat_for
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import policy
from supervise.writeups.blueprint import pages
from supervise.writeups.outline import built_in
from supervise.writeups.shaping import actions
from supervise.writeups.shaping.forms import CopyOutlineForm, ShapeOutlineForm
from supervise.writeups.shaping.queries import OwnOutline, own_outline_to_shape, own_outlines_of, seat_to_shape


@pages.get("/groups/<id>/outlines")
@through(seat_for)
def outlines(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show the outlines that a group can choose from: its own, and those that ship with Supervise."""
    own = own_outlines_of(seat)
    return showing.page(
        "writeups/own/outlines.html",
        "Outlines",
        seat,
        "write-ups",
        own=[one for one in own if one.row.retired_at is None],
        retired=[one for one in own if one.row.retired_at is not None],
        known=list(built_in().values()),
        may_shape=policy.may_shape_outlines(seat.member),
    )


@pages.get("/groups/<id>/outlines/new")
@through(seat_to_shape)
def ask_copy_outline(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask which outline is to be copied."""
    return _copy_page(seat, CopyOutlineForm(formdata=None))


@pages.post("/groups/<id>/outlines")
@through(seat_to_shape)
def copy_outline(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    """Copy an outline for the group."""
    pace.take("write", actor.account_id)
    form = CopyOutlineForm()
    try:
        form.or_invalid()
        row = actions.copy_outline(actor, seat.group.id, form.based_on.data, form.name.data)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _copy_page(seat, form), refusal.status
    flash("This outline is the group's own now. Change what you like.", "done")
    return back("writeups.ask_shape_outline", id=row.id)


@pages.get("/outlines/<id>/change")
@through(own_outline_to_shape)
def ask_shape_outline(actor: Actor, own: OwnOutline) -> str:  # noqa: ARG001
    """Show an outline as it is written down, to be changed."""
    return _shape_page(own, ShapeOutlineForm(formdata=None, source=own.row.source, version=own.row.version))


@pages.post("/outlines/<id>/change")
@through(own_outline_to_shape)
def shape_outline(actor: Actor, own: OwnOutline) -> Response | tuple[str, int]:
    """Keep an outline as it was changed; what does not fit is said with its line, and nothing typed is lost."""
    pace.take("write", actor.account_id)
    form = ShapeOutlineForm()
    try:
        form.or_invalid()
        actions.change_outline(actor, own.row.id, form.source.data, version=form.version.data)
    except Invalid as refusal:
        if not form.errors:
            form.source.errors = [refusal.message]
        return _shape_page(own, form), refusal.status
    except Stale:
        form.source.errors = ["Somebody else changed this outline meanwhile. Look at theirs, then change it again."]
        return _shape_page(own, form), Stale.status
    flash("It is changed. What was begun from it before stays as it was.", "done")
    return back("writeups.outlines", id=own.row.group_id)


@pages.post("/outlines/<id>/retire")
@through(own_outline_to_shape)
def retire_outline(actor: Actor, own: OwnOutline) -> Response:
    """Offer an outline no longer, or again."""
    pace.take("write", actor.account_id)
    actions.retire_outline(actor, own.row.id, on=bool(request.form.get("on")))
    return back("writeups.outlines", id=own.row.group_id)


def _copy_page(seat: Seat, form: CopyOutlineForm) -> str:
    return showing.page("writeups/own/copy.html", "An outline of your own", seat, "write-ups", form=form)


def _shape_page(own: OwnOutline, form: ShapeOutlineForm) -> str:
    return showing.page(
        "writeups/own/shape.html",
        "Change an outline",
        own.seat,
        "write-ups",
        form=form,
        row=own.row,
        name=own.outline.name,
    )
