"""Whom one can name in a thread, asked for once somebody types `@`."""

from flask import jsonify
from werkzeug.wrappers import Response

from supervise.core.actor import Actor
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.mentions.queries import names_offered
from supervise.dilemmas.queries import Thread, thread_for
from supervise.web.pages import through


@pages.get("/dilemmas/<id>/names")
@through(thread_for)
def names(actor: Actor, thread: Thread) -> Response:  # noqa: ARG001
    return jsonify(ok=True, names=names_offered(thread))
