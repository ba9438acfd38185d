"""The page between a write-up's author and its supervisors: what was said, saying something, taking it back."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.ids import new_key
from supervise.dilemmas.composing import body_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.groups.queries import names_in
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import asides, policy
from supervise.writeups.between import AsideSeen, aside_for, asides_on
from supervise.writeups.blueprint import pages
from supervise.writeups.forms import AsideForm
from supervise.writeups.queries import Seen, write_up_for
from supervise.writeups.standing import standing_of


@pages.get("/writeups/<id>/between")
@through(write_up_for)
def between(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Show what was said beside the whole of a write-up, and ask for more."""
    return _page(seen, AsideForm(formdata=None, key=new_key()))


@pages.post("/writeups/<id>/between")
@through(write_up_for)
def say_aside(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Say something there."""
    pace.take("write", actor.account_id)
    form = AsideForm()
    if not form.validate():
        return _page(seen, form), 422
    try:
        words = body_from(form, list(names_in(seen.seat)))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.say_aside", id=seen.write_up.id), seen.seat), 422
    aside = asides.say(actor, seen.write_up.id, words, form.key.data.lower())
    return back("writeups.between", id=seen.write_up.id, anchor=f"aside-{aside.id}")


@pages.post("/asides/<id>/remove")
@through(aside_for)
def take_back_aside(actor: Actor, found: AsideSeen) -> Response:
    """Take back what one said oneself."""
    pace.take("write", actor.account_id)
    asides.take_back(actor, found.aside.id)
    flash("It is taken back; its words are destroyed.", "done")
    return back("writeups.between", id=found.seen.write_up.id)


def _page(seen: Seen, form: AsideForm) -> str:
    return showing.page(
        "writeups/between.html",
        "Between you",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        standing=standing_of(seen),
        asides=asides_on(seen),
        may_say=policy.may_say_aside(seen.member, seen.write_up, assigned=seen.assigned),
        form=form,
    )
