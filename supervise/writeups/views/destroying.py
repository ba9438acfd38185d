"""Destroying one's own write-up, after one is asked."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups.blueprint import pages
from supervise.writeups.destroying import destroy_own
from supervise.writeups.presenting import row_view
from supervise.writeups.queries import Seen, own_write_up_for


@pages.get("/writeups/<id>/destroy")
@through(own_write_up_for)
def ask_destroy(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Ask whether a write-up is to be destroyed."""
    row = row_view(seen.write_up)
    return showing.page("writeups/destroy.html", "Destroy a write-up", seen.seat, "write-ups", row=row)


@pages.post("/writeups/<id>/destroy")
@through(own_write_up_for)
def destroy(actor: Actor, seen: Seen) -> Response:
    """Destroy it."""
    pace.take("write", actor.account_id)
    destroy_own(actor, seen.write_up.id)
    flash("It is destroyed, with all its versions.", "done")
    return back("writeups.write_ups", id=seen.seat.group.id)
