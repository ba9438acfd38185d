"""The gate's page, where a reader is led before anything is shown; and what stands of it on pages of others."""

from typing import Any

from flask import Flask, flash, jsonify, render_template
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.events import after
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.errors import AskedFirst
from supervise.dilemmas.events import GatePut
from supervise.dilemmas.gate import actions
from supervise.dilemmas.gate.queries import Asked, asked_for, asked_in, stepped_out_of
from supervise.dilemmas.presenting_dilemmas import asked_views
from supervise.dilemmas.queries import Thread, room_of
from supervise.groups.queries import groups_of
from supervise.web import live, slots
from supervise.web.pages import back, page, through, wants_json
from supervise.web.session import present_viewer
from supervise.web.shield import answer

STEPPED_OUT = "You have stepped out. Nothing of it is shown to you, and nobody is told that it was you."
LATER = "It waits for you. Nothing of it is shown to you before you have answered."


def start(app: Flask) -> None:
    """Lead readers to the gate, and take the places on others' pages."""
    app.register_error_handler(AskedFirst, _lead)
    slots.fill(app, "today", _today)
    slots.fill(app, "thread.margin", _beside_thread)


@pages.get("/dilemmas/<id>/first")
@through(asked_for)
def gate(actor: Actor, asked: Asked) -> Response | str:  # noqa: ARG001
    if asked.answer is not None:
        return back("dilemmas.show", id=asked.dilemma.id)
    row = asked_views(asked.seat, [asked.dilemma])[0]
    return page("dilemmas/gate/ask.html", "Before you read", row=row, group=asked.seat.group)


@pages.post("/dilemmas/<id>/first/no")
@through(asked_for)
def answer_no(actor: Actor, asked: Asked) -> Response:
    pace.take("write", actor.account_id)
    actions.answer_no(actor, asked.dilemma.id)
    return back("dilemmas.show", id=asked.dilemma.id)


@pages.post("/dilemmas/<id>/first/step-out")
@through(asked_for)
def step_out(actor: Actor, asked: Asked) -> Response:
    pace.take("write", actor.account_id)
    actions.step_out(actor, asked.dilemma.id)
    live.end_room_for(actor.account_id, room_of(asked.dilemma.id), "stepped_out")
    live.send_to_account(actor.account_id, "notice", {"shows": asked.dilemma.id})
    flash(STEPPED_OUT, "done")
    return back("dilemmas.group", id=asked.seat.group.id)


@pages.post("/dilemmas/<id>/first/later")
@through(asked_for)
def later(actor: Actor, asked: Asked) -> Response:  # noqa: ARG001
    flash(LATER, "done")
    return back("dilemmas.group", id=asked.seat.group.id)


@after(GatePut)
def clear_room(event: GatePut) -> None:
    """Take everybody out of the room of a thread whose readers are asked first from now on."""
    live.end_room(room_of(event.dilemma_id), "asked")


def _lead(refusal: AskedFirst) -> Any:
    """Lead a reader to the gate; what was being written is kept as a draft."""
    if wants_json():
        return jsonify(answer(refusal)), refusal.status
    return back("dilemmas.gate", id=refusal.dilemma_id)


def _today() -> str:
    found = [(seat, asked_in(seat)) for seat in groups_of(present_viewer().actor) if seat.accepted]
    asking = [(seat, asked_views(seat, dilemmas)) for seat, dilemmas in found if dilemmas]
    return render_template("dilemmas/gate/_today.html", asking=asking)


def _beside_thread(thread: Thread) -> str:
    if not thread.dilemma.asks_first:
        return ""
    own = thread.dilemma.author_id == thread.member.id
    return render_template(
        "dilemmas/gate/_beside.html", id=thread.dilemma.id, own=own, out=stepped_out_of(thread.dilemma)
    )
