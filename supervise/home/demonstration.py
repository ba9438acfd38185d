"""The demonstration practice on the owner's page."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from supervise.accounts.queries import demonstration_people
from supervise.core.actor import Actor
from supervise.home import actions
from supervise.home.blueprint import pages
from supervise.web.pages import back, signed_in


def on_owners_page(actor: Actor) -> str:  # noqa: ARG001  the page itself is the owner's
    """Offer to take it away while it is there."""
    return render_template("home/_demonstration.html") if demonstration_people() else ""


@pages.post("/owner/demonstration/remove")
@signed_in
def take_away(actor: Actor) -> Response:
    actions.take_demonstration_away(actor)
    flash("The demonstration practice is gone.", "done")
    return back("accounts.owner")
