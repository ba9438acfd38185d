"""One's own place in a thread, moved on while one reads and taken back; and the threads that one keeps at hand."""

from flask import jsonify, render_template
from werkzeug.wrappers import Response

from supervise.core.actor import Actor
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.forms import AtHandForm, PlaceForm
from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.queries import Thread, thread_for
from supervise.dilemmas.reading import actions
from supervise.dilemmas.reading.queries import at_hand_in, is_at_hand
from supervise.dilemmas.seen import eyes_of
from supervise.groups.queries import groups_of
from supervise.web.pages import back, page, signed_in, through, wants_json


@pages.post("/dilemmas/<id>/read")
@through(thread_for)
def read(actor: Actor, thread: Thread) -> Response:
    form = PlaceForm()
    form.or_invalid()
    number = actions.read_up_to(actor, thread.dilemma.id, form.number.data or 0)
    return jsonify(ok=True, number=number) if wants_json() else back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/keep-as-new")
@through(thread_for)
def keep_as_new(actor: Actor, thread: Thread) -> Response:
    form = PlaceForm()
    form.or_invalid()
    actions.keep_as_new(actor, thread.dilemma.id, form.number.data)
    return back("dilemmas.group", id=thread.seat.group.id)


@pages.post("/dilemmas/<id>/at-hand")
@through(thread_for)
def keep_at_hand(actor: Actor, thread: Thread) -> Response:
    form = AtHandForm()
    actions.keep_at_hand(actor, thread.dilemma.id, on=bool(form.on.data))
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.get("/at-hand")
@signed_in
def at_hand(actor: Actor) -> str:
    found = [(seat, at_hand_in(seat)) for seat in groups_of(actor) if seat.accepted]
    kept = [(seat, row_views(seat, rows, eyes_of(seat.member))) for seat, rows in found if rows]
    return page("dilemmas/at_hand.html", "At hand", kept=kept)


def beside_thread(thread: Thread) -> str:
    """Return the choice to keep a thread at hand, beside it."""
    return render_template("dilemmas/_at_hand.html", id=thread.dilemma.id, on=is_at_hand(thread))
