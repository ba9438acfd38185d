"""Choosing a reference for one's own write-up: a page of one's own, which leaves no trace."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.dilemmas.forms import ReferenceForm
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.queries import mark_on, marks_offered
from supervise.web.pages import back, page, through
from supervise.writeups.blueprint import pages
from supervise.writeups.filing import file_write_up
from supervise.writeups.queries import Seen, own_write_up_for


@pages.get("/writeups/<id>/reference")
@through(own_write_up_for)
def ask_reference(actor: Actor, seen: Seen) -> str:
    """Ask under which reference a write-up is to stand."""
    return _page(actor, seen, ReferenceForm(data={"reference": mark_on(actor.account_id, seen.write_up.id)}))


@pages.post("/writeups/<id>/reference")
@through(own_write_up_for)
def choose_reference(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Put it there."""
    pace.take("write", actor.account_id)
    form = ReferenceForm()
    if not form.validate():
        return _page(actor, seen, form), 422
    mark = mark_from(form.reference.data)
    file_write_up(actor, seen.write_up.id, mark)
    flash("It stands under your reference now. Only you see that." if mark else "It stands under none now.", "done")
    return back("writeups.show", id=seen.write_up.id)


def _page(actor: Actor, seen: Seen, form: ReferenceForm) -> str:
    href = url_for("writeups.show", id=seen.write_up.id)
    given = {"form": form, "marks": marks_offered(actor.account_id), "href": href, "back": "the write-up"}
    return page("dilemmas/reference.html", "My reference", **given)
