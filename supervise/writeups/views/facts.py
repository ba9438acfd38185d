"""The facts of one's own write-up: marking them, and seeing which are told and never come again."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import facts as marked
from supervise.writeups.blueprint import pages
from supervise.writeups.facts import FactSeen, fact_for, facts_of
from supervise.writeups.forms import ElsewhereForm, FactForm
from supervise.writeups.models import FactKind
from supervise.writeups.queries import Seen, own_write_up_for
from supervise.writeups.words import FACT_KINDS


@pages.get("/writeups/<id>/facts")
@through(own_write_up_for)
def facts(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Show the facts that were marked, those first that never come again."""
    return _page(seen, FactForm(formdata=None))


@pages.post("/writeups/<id>/facts")
@through(own_write_up_for)
def mark_fact(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Mark one."""
    pace.take("write", actor.account_id)
    form = FactForm()
    if not form.validate():
        return _page(seen, form), 422
    try:
        fact = marked.mark(actor, seen.write_up.id, FactKind(form.kind.data), form.words.data, form.other.data or "")
    except Invalid as refusal:
        form.say(refusal)
        return _page(seen, form), refusal.status
    return back("writeups.facts", id=seen.write_up.id, anchor=f"fact-{fact.id}")


@pages.post("/facts/<id>/elsewhere")
@through(fact_for)
def say_elsewhere(actor: Actor, found: FactSeen) -> Response:
    """Say that it comes again in other words, or that it does not."""
    pace.take("write", actor.account_id)
    marked.say_elsewhere(actor, found.fact.id, on=bool(ElsewhereForm().on.data))
    return back("writeups.facts", id=found.seen.write_up.id, anchor=f"fact-{found.fact.id}")


@pages.post("/facts/<id>/forget")
@through(fact_for)
def forget_fact(actor: Actor, found: FactSeen) -> Response:
    """Forget it."""
    pace.take("write", actor.account_id)
    marked.forget(actor, found.fact.id)
    flash("It is forgotten. Your text stays as it is.", "done")
    return back("writeups.facts", id=found.seen.write_up.id)


def _page(seen: Seen, form: FactForm) -> str:
    found = facts_of(seen)
    return showing.page(
        "writeups/facts.html",
        "Facts of a write-up",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        taking_up=[one.title for one in seen.outline.sections if one.takes_up],
        loose=[one for one in found if one.loose],
        again=[one for one in found if one.trace.places and not one.loose],
        gone=[one for one in found if not one.trace.places],
        kinds=FACT_KINDS,
        form=form,
    )
