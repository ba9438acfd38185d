"""Placing a hold on a dilemma, on what somebody wrote or on the whole group, and lifting it."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.dilemmas.holds import actions
from supervise.dilemmas.holds.queries import HoldSeen, hold_to_lift, seat_to_hold, thread_to_hold, writers_in
from supervise.dilemmas.queries import Thread
from supervise.governance.retention.blueprint import pages
from supervise.governance.retention.forms import HoldForm, HoldTextsForm
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.web.pages import back, through

_HELD = "It is held. The group sees that."


@pages.get("/groups/<id>/hold")
@through(seat_to_hold)
def ask_hold_texts(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask whose texts are to be held, and why."""
    return _texts_page(seat, _texts_form(seat))


@pages.post("/groups/<id>/hold")
@through(seat_to_hold)
def hold_texts(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    """Hold what one member wrote, or all that the group wrote."""
    pace.take("write", actor.account_id)
    form = _texts_form(seat)
    try:
        form.or_invalid()
        actions.hold_texts(actor, seat.group.id, form.member_id(), form.why(), form.review_on.data)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _texts_page(seat, form), refusal.status
    flash(_HELD, "done")
    return back("keeping.keeping", id=seat.group.id, anchor="held")


@pages.get("/dilemmas/<id>/hold")
@through(thread_to_hold)
def ask_hold(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    """Ask why a dilemma is to be held."""
    return _thread_page(thread, HoldForm())


@pages.post("/dilemmas/<id>/hold")
@through(thread_to_hold)
def hold(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    """Hold a dilemma with its thread."""
    pace.take("write", actor.account_id)
    form = HoldForm()
    try:
        form.or_invalid()
        actions.hold_dilemma(actor, thread.dilemma.id, form.why(), form.review_on.data)
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _thread_page(thread, form), refusal.status
    flash(_HELD, "done")
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/holds/<id>/lift")
@through(hold_to_lift)
def lift(actor: Actor, seen: HoldSeen) -> Response:
    """Lift a hold."""
    pace.take("write", actor.account_id)
    actions.lift(actor, seen.hold.id)
    flash("The hold is lifted. What has had its time goes when it comes round, after being shown for a week.", "done")
    return back("keeping.keeping", id=seen.hold.group_id, anchor="held")


def _texts_form(seat: Seat) -> HoldTextsForm:
    return HoldTextsForm().offer([(member.id, member.shown_name) for member in writers_in(seat)])


def _texts_page(seat: Seat, form: HoldTextsForm) -> str:
    address = url_for("keeping.hold_texts", id=seat.group.id)
    leave = url_for("keeping.keeping", id=seat.group.id)
    return showing.page("keeping/hold.html", "A hold", seat, "about", form=form, address=address, leave=leave)


def _thread_page(thread: Thread, form: HoldForm) -> str:
    address = url_for("keeping.hold", id=thread.dilemma.id)
    leave = url_for("dilemmas.show", id=thread.dilemma.id)
    return showing.page("keeping/hold.html", "A hold", thread.seat, "", form=form, address=address, leave=leave)
