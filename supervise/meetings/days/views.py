"""The pages of formats over days: choosing one, and what is pressed in the thread while it is on."""

from flask import Flask, flash, render_template
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.dilemmas.queries import Thread, thread_for
from supervise.groups.queries import groups_of
from supervise.groups.views import showing
from supervise.meetings.days import actions, by_itself, continuing, law, policy, telling
from supervise.meetings.days.actions import thread_to_begin
from supervise.meetings.days.blueprint import pages
from supervise.meetings.days.forms import BeginForm, ContinueForm, DoneForm, HandOnForm, StageForm
from supervise.meetings.days.presenting import awaited_views, offered_in, stage_view, turn_view
from supervise.meetings.days.standing import standing_in
from supervise.meetings.models import AgendaItem
from supervise.meetings.planning.words import place_name
from supervise.meetings.room.holding import Held
from supervise.meetings.room.queries import Room, ended_for
from supervise.web import slots
from supervise.web.pages import back, through
from supervise.web.session import present_viewer

__all__ = ["by_itself", "law", "pages", "start", "telling"]


def start(app: Flask) -> None:
    """Take the places in a dilemma's thread."""
    slots.fill(app, "today", _today)
    slots.fill(app, "thread.stage", _stage)
    slots.fill(app, "thread.turn", _turn)
    slots.fill(app, "thread.margin", _margin)
    slots.fill(app, "record.part", _record_part)


@pages.get("/dilemmas/<id>/days")
@through(thread_to_begin)
def ask_begin(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    """Show which formats can be done over days in a thread, with the dates of their stages."""
    return _begin_page(thread, BeginForm(formdata=None))


@pages.post("/dilemmas/<id>/days")
@through(thread_to_begin)
def begin(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    """Begin a format over days."""
    pace.take("write", actor.account_id)
    form = BeginForm()
    try:
        form.or_invalid()
        actions.begin(actor, thread.dilemma.id, form.format.data)
    except Invalid as refusal:
        if not form.errors:
            form.form_errors.append(refusal.message)
        return _begin_page(thread, form), refusal.status
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/days/next")
@through(thread_for)
def go_on(actor: Actor, thread: Thread) -> Response:
    """Go on to the next stage."""
    form = StageForm()
    form.or_invalid()
    actions.go_on(actor, thread.dilemma.id, form.stage.data)
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/days/done")
@through(thread_for)
def be_done(actor: Actor, thread: Thread) -> Response:
    """Be done with the stage that is on, or not yet."""
    form = DoneForm()
    form.or_invalid()
    actions.be_done(actor, thread.dilemma.id, form.stage.data, done=bool(form.done.data))
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/days/moderator")
@through(thread_for)
def hand_on(actor: Actor, thread: Thread) -> Response:
    """Hand the moderating on."""
    form = HandOnForm()
    form.or_invalid()
    actions.hand_on(actor, thread.dilemma.id, form.whom)
    flash("It is handed on.", "done")
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/days/stop")
@through(thread_for)
def stop(actor: Actor, thread: Thread) -> Response:
    """Stop the format."""
    actions.stop(actor, thread.dilemma.id)
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/meetings/<id>/over-days")
@through(ended_for)
def go_on_over_days(actor: Actor, room: Room) -> Response:
    """Let a case that the meeting was cut short in go on in its thread."""
    form = ContinueForm()
    form.or_invalid()
    course = continuing.go_on_over_days(actor, room.meeting.id, Id(form.item.data))
    return back("dilemmas.show", id=course.dilemma_id)


def _begin_page(thread: Thread, form: BeginForm) -> str:
    return showing.page(
        "meetings/days/begin.html",
        "A format over days",
        thread.seat,
        form=form,
        dilemma_id=thread.dilemma.id,
        offered=offered_in(thread),
        zone=place_name(thread.seat.group.zone),
    )


def _today() -> str:
    seats = [seat for seat in groups_of(present_viewer().actor) if seat.accepted]
    return render_template("meetings/days/_today.html", awaited=awaited_views(seats))


def _stage(thread: Thread) -> str:
    return render_template("meetings/days/_stage.html", stage=stage_view(thread.dilemma, thread.seat.group.zone))


def _turn(thread: Thread) -> str:
    return render_template("meetings/days/_turn.html", turn=turn_view(thread))


def _margin(thread: Thread) -> str:
    on = standing_in(thread.dilemma) is not None
    may = policy.may_begin(thread.member, thread.dilemma, closed=thread.closure is not None, on=on)
    return render_template("meetings/days/_margin.html", dilemma_id=thread.dilemma.id, may_begin=may)


def _record_part(room: Room, held: Held, item: AgendaItem) -> str:
    phase = continuing.goes_on_from(held, item) if continuing.may_continue(room, held, item) else None
    return render_template("meetings/days/_record_part.html", meeting=room.meeting, item=item, phase=phase)
