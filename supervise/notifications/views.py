"""The owner's test e-mail, and how e-mails fare, on the owner's page."""

from typing import Any

from flask import Flask, flash, render_template

from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.notifications import (
    actions,
    covering,
    listeners,
    meetings,
    mentions,
    outgoing,
    queries,
    stages,
    worker,
    write_ups,
)
from supervise.notifications.blueprint import pages
from supervise.notifications.following import rounds
from supervise.notifications.following import views as following
from supervise.web import slots
from supervise.web.pages import back, signed_in

__all__ = ["covering", "listeners", "meetings", "mentions", "pages", "rounds", "stages", "start", "worker", "write_ups"]


@pages.post("/owner/test-email")
@signed_in
def send_test(actor: Actor) -> Any:
    """Send the owner a test e-mail and say what came of it."""
    try:
        flash(f"A test e-mail is on its way to {actions.send_test(actor)}.", "done")
    except Invalid as refusal:
        flash(refusal.message, "problem")
    return back("accounts.owner", anchor="e-mail")


@pages.post("/owner/returned-email")
@signed_in
def try_again(actor: Actor) -> Any:
    """Let e-mails go again to the addresses that took none."""
    actions.try_returned_again(actor)
    flash("The next e-mails go to them again.", "done")
    return back("accounts.owner", anchor="e-mail")


def _section(actor: Actor) -> str:
    return render_template("mail/_owner.html", way_out=queries.way_out_for(actor))


def start(app: Flask) -> None:
    """Take the way out from the settings, and the place on the owner's page."""
    outgoing.start(app.extensions["supervise"].settings.mail_url)
    slots.fill(app, "owner-page", _section)
    slots.fill(app, "settings-page", following.on_settings)
    slots.fill(app, "thread.margin", following.beside_thread)
