"""Bringing a dilemma to a meeting from its own page, and taking it back from the agenda."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.dilemmas.models import Signed
from supervise.dilemmas.queries import Thread
from supervise.groups.views import showing
from supervise.meetings.planning import bringing
from supervise.meetings.planning.blueprint import pages
from supervise.meetings.planning.bringing import thread_to_bring
from supervise.meetings.planning.forms import BringForm, TakeBackForm
from supervise.meetings.planning.presenting import case_name
from supervise.meetings.planning.queries import Planned, coming_with_free_case, planned_for
from supervise.meetings.planning.words import said_in_full
from supervise.meetings.shaping.queries import formats_for
from supervise.web.pages import back, through


@pages.get("/dilemmas/<id>/meeting")
@through(thread_to_bring)
def ask_bring(actor: Actor, thread: Thread) -> str:
    """Ask to which meeting a dilemma is brought."""
    return _bring_page(actor, thread, BringForm(formdata=None))


@pages.post("/dilemmas/<id>/meeting")
@through(thread_to_bring)
def bring(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    """Bring a dilemma to a meeting."""
    pace.take("write", actor.account_id)
    form = BringForm()
    try:
        form.or_invalid()
        meeting_id, item_id = form.chosen
        bringing.bring_case(actor, thread.dilemma.id, meeting_id, item_id, shown=bool(form.shown.data))
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _bring_page(actor, thread, form), refusal.status
    flash("It is on the agenda, and you present it.", "done")
    return back("planning.show", id=meeting_id)


@pages.post("/meetings/<id>/take-back")
@through(planned_for)
def take_back(actor: Actor, planned: Planned) -> Response:
    """Take a case of one's own off the agenda."""
    form = TakeBackForm()
    form.or_invalid()
    bringing.take_back(actor, planned.meeting.id, Id(form.item.data))
    flash("It is off the agenda. The place is to be named again.", "done")
    return back("planning.show", id=planned.meeting.id)


def _bring_page(actor: Actor, thread: Thread, form: BringForm) -> str:
    formats = formats_for(thread.seat.group.id, retired=True)
    free = coming_with_free_case(thread.seat)
    form.place.choices = [
        (f"{one.meeting.id}:{item.id}", f"{said_in_full(one.meeting, actor.zone)}: {case_name(item, formats)}")
        for one in free
        for item in one.free
    ]
    return showing.page(
        "meetings/plan/bring.html",
        "Bring it to a meeting",
        thread.seat,
        form=form,
        dilemma_id=thread.dilemma.id,
        unnamed=thread.dilemma.signed is Signed.COLLEAGUE,
    )
