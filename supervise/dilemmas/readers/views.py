"""Pages about who had a thread open."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.covering.forms import ReadersForm
from supervise.dilemmas.covering.queries import TextSeen, addressed_by
from supervise.dilemmas.models import ReaderNamed
from supervise.dilemmas.readers import actions
from supervise.dilemmas.readers.actions import Answer
from supervise.dilemmas.readers.queries import named_for, own_reading, text_with_readers
from supervise.web import bus
from supervise.web.pages import back, page, through


@pages.get("/texts/<id>/readers")
@through(text_with_readers)
def readers(actor: Actor, seen: TextSeen) -> str:  # noqa: ARG001
    bus.tell("write_readers")
    return _readers_page(seen, ReadersForm(formdata=None))


@pages.post("/texts/<id>/readers")
@through(text_with_readers)
def ask_readers(actor: Actor, seen: TextSeen) -> str | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = ReadersForm()
    if not form.validate():
        return _readers_page(seen, form), 422
    return _readers_page(seen, form, actions.ask_readers(actor, seen.text.id, form.chosen))


@pages.post("/readers/<id>/put-away")
@through(named_for)
def put_away(actor: Actor, named: ReaderNamed) -> Response:
    actions.put_away(actor, Id(named.asked_id))
    flash("Put away.", "done")
    return back("home.today")


def _readers_page(seen: TextSeen, form: ReadersForm, answer: Answer | None = None) -> str:
    member = seen.thread.member
    return page(
        "dilemmas/covering/readers.html",
        "Who had it open",
        form=form,
        answer=answer,
        everybody=[one.shown_name for one in addressed_by(seen.thread)] if answer and answer.hidden else [],
        may_ask=bool(policy.may_ask_readers(member)),
        own=own_reading(seen) if policy.may_see_own_reading(member) else None,
        group=seen.thread.seat.group,
        text_id=seen.text.id,
        href=url_for("dilemmas.covered", id=seen.text.id),
    )
