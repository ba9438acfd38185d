"""Handing one's own dilemma on to another group."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.dilemmas import handing_on
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.forms import HandOnForm
from supervise.dilemmas.queries import Thread, own_thread_for
from supervise.web.pages import back, page, through


@pages.get("/dilemmas/<id>/hand-on")
@through(own_thread_for)
def ask_hand_on(actor: Actor, thread: Thread) -> str:
    """Ask for the group."""
    return _page(actor, thread, HandOnForm(formdata=None))


@pages.post("/dilemmas/<id>/hand-on")
@through(own_thread_for)
def hand_on(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    """Put its words into the box of another group; nothing is posted."""
    pace.take("write", actor.account_id)
    form = HandOnForm()
    try:
        form.or_invalid()
        seat = handing_on.hand_on(actor, thread.dilemma.id, Id(form.to.data))
    except Invalid as refusal:
        if not form.errors:
            form.form_errors.append(refusal.message)
        return _page(actor, thread, form), refusal.status
    flash(f"It stands in your box here. Nobody in {seat.group.name} sees it until you post it.", "done")
    return back("dilemmas.group", id=seat.group.id)


def _page(actor: Actor, thread: Thread, form: HandOnForm) -> str:
    return page(
        "dilemmas/hand_on.html",
        "Hand it on",
        group=thread.seat.group,
        dilemma_id=thread.dilemma.id,
        form=form,
        seats=handing_on.open_to(thread, actor),
    )
