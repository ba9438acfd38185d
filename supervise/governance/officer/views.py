"""The officer's page: for everybody who is signed in, and as a document that can be handed on."""

from flask import Blueprint, Flask, current_app, render_template
from werkzeug.wrappers import Response

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.governance.officer.data_map import said
from supervise.governance.officer.installation import installation_for
from supervise.groups import who_may_what
from supervise.web import slots
from supervise.web.pages import page, signed_in
from supervise.web.shield import content_policy

pages = Blueprint("officer", __name__)


def start(app: Flask) -> None:
    """Take a place on the owner's page."""
    slots.fill(app, "owner-page", lambda actor: render_template("officer/_on_owner.html"))  # noqa: ARG005


@pages.get("/officer")
@signed_in
def officer(actor: Actor) -> str:
    """Show what is kept here, where, how long, who can see it and what leaves."""
    return page("officer/page.html", "For the data-protection officer", **_given(actor))


@pages.get("/officer/document")
@signed_in
def document(actor: Actor) -> Response:
    """Hand the same over as a document that opens, and prints, without Supervise."""
    words = render_template("officer/document.html", **_given(actor))
    name = f"data-protection-{clock.in_zone(clock.now(), actor.zone):%Y-%m-%d}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(words, content_type="text/html; charset=utf-8", headers=headers)


def _given(actor: Actor) -> dict[str, object]:
    settings = current_app.extensions["supervise"].settings
    now = clock.in_zone(clock.now(), actor.zone)
    return {
        "here": installation_for(actor, settings),
        "rows": who_may_what.table(),
        "policy": content_policy("…"),
        "cookie": current_app.config["SESSION_COOKIE_NAME"],
        "said": said,
        "as_of": f"{now.day} {now:%B %Y, %H:%M} ({actor.zone.replace('_', ' ')})",
        "local": lambda moment: clock.in_zone(moment, actor.zone),
    }
