"""One's own place in a thread: moved on while one reads, and taken back to meet something again."""

from flask import jsonify
from werkzeug.wrappers import Response

from supervise.core.actor import Actor
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.forms import PlaceForm
from supervise.dilemmas.queries import Thread, thread_for
from supervise.dilemmas.reading import actions
from supervise.web.pages import back, through, wants_json


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
