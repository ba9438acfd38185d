"""Submitting a verified version of one's own write-up, and recalling it."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.web.pages import back, through
from supervise.writeups import submitting
from supervise.writeups.blueprint import pages
from supervise.writeups.forms import SubmitForm
from supervise.writeups.queries import Seen, own_write_up_for


@pages.post("/writeups/<id>/submit")
@through(own_write_up_for)
def submit(actor: Actor, seen: Seen) -> Response:
    """Submit the verified version; its receipt is among the copies."""
    pace.take("write", actor.account_id)
    form = SubmitForm()
    form.or_invalid()
    submitting.submit(actor, seen.write_up.id, form.version.data)
    flash(f"Version {form.version.data} is submitted. Take its receipt with you, under Versions.", "done")
    return back("writeups.show", id=seen.write_up.id)


@pages.post("/writeups/<id>/recall")
@through(own_write_up_for)
def recall(actor: Actor, seen: Seen) -> Response:
    """Take a submitted version back, so that it can be disguised better."""
    pace.take("write", actor.account_id)
    form = SubmitForm()
    form.or_invalid()
    submitting.recall(actor, seen.write_up.id, form.version.data)
    flash(
        f"Version {form.version.data} is recalled. Cover now what would identify somebody; then say it otherwise where "
        "you write, and share it again: the earlier words are destroyed in every version.",
        "done",
    )
    return back("writeups.ask_cover", id=seen.write_up.id)
