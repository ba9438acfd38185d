"""Pages of what is covered in a write-up: to cover without a script, and to decide."""

from functools import partial

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.dilemmas.covering.choosing import cover_chosen
from supervise.dilemmas.covering.forms import CoverForm, RedactForm, UncoverForm
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import policy
from supervise.writeups.blueprint import pages
from supervise.writeups.covering import actions
from supervise.writeups.covering.presenting import covered_views
from supervise.writeups.covering.queries import coverable, write_up_to_uncover
from supervise.writeups.queries import Seen, write_up_for

COVERED = "It is covered now for everybody who reads this write-up. Its author has been told."
COVERED_ALREADY = "That was covered already."


@pages.get("/writeups/<id>/cover")
@through(write_up_for)
def ask_cover(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Ask what of a write-up, or beside it, is to be covered."""
    return _cover_page(seen, CoverForm())


@pages.post("/writeups/<id>/cover")
@through(write_up_for)
def cover(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Cover it."""
    pace.take("write", actor.account_id)
    form = CoverForm()
    if not form.validate():
        return _cover_page(seen, form), 422
    try:
        texts = [words for _, words in coverable(seen)]
        done = cover_chosen(form, texts, partial(actions.cover_passage, actor))
    except (Invalid, Stale) as refusal:
        form.words.errors = [refusal.message]
        return _cover_page(write_up_for(actor, seen.write_up.id), form), refusal.status
    flash(COVERED if done else COVERED_ALREADY, "done")
    return back("writeups.show", id=seen.write_up.id)


@pages.get("/writeups/<id>/covered")
@through(write_up_for)
def covered(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Show what is covered: to its author with the words, to others without."""
    return _covered_page(seen, UncoverForm(formdata=None))


@pages.post("/writeups/<id>/look")
@through(write_up_to_uncover)
def look(actor: Actor, seen: Seen) -> str:
    """Show the covered words to somebody who decides about them."""
    actions.note_look(actor, seen.write_up.id)
    return _covered_page(seen, UncoverForm(formdata=None), looking=True)


@pages.post("/writeups/<id>/uncover")
@through(write_up_to_uncover)
def uncover(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Show covered words again."""
    pace.take("write", actor.account_id)
    form = UncoverForm()
    if not form.validate():
        return _covered_page(seen, form), 422
    actions.uncover_passage(actor, seen.write_up.id, Id(form.cover.data), form.chosen)
    flash("It can be read again.", "done")
    return back("writeups.show", id=seen.write_up.id)


@pages.post("/writeups/<id>/redact")
@through(write_up_for)
def redact(actor: Actor, seen: Seen) -> Response:
    """Destroy covered words."""
    pace.take("write", actor.account_id)
    form = RedactForm()
    form.or_invalid()
    actions.redact_passage(actor, seen.write_up.id, Id(form.cover.data))
    flash("The covered words are destroyed, in every version.", "done")
    return back("writeups.show", id=seen.write_up.id)


def _cover_page(seen: Seen, form: CoverForm) -> str:
    return showing.page(
        "writeups/covering/cover.html",
        "Cover",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        form=form,
        parts=coverable(seen),
        ticked=set(form.places.data or []),
    )


def _covered_page(seen: Seen, form: UncoverForm, *, looking: bool = False) -> str:
    return showing.page(
        "writeups/covering/covered.html",
        "Covered",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        wrote=seen.own,
        views=covered_views(seen, looking=looking),
        form=form,
        looking=looking,
        may_uncover=bool(policy.may_uncover(seen.member, seen.write_up, assigned=seen.assigned)),
    )
