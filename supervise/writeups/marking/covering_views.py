"""The page on which a marker covers a passage of a submitted copy."""

from functools import partial

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.dilemmas.covering.choosing import cover_chosen
from supervise.dilemmas.covering.forms import CoverForm
from supervise.groups.views import showing
from supervise.texts.queries import Words
from supervise.web.pages import back, through
from supervise.writeups.blueprint import pages
from supervise.writeups.covering.queries import labelled
from supervise.writeups.covering.views import COVERED, COVERED_ALREADY
from supervise.writeups.marking import covering
from supervise.writeups.marking.queries import CopySeen, copy_for, pieces_of_copy


@pages.get("/marking/<id>/cover")
@through(copy_for)
def ask_cover_in_copy(actor: Actor, copy: CopySeen) -> str:  # noqa: ARG001
    """Ask what of a copy is to be covered."""
    return _cover_page(copy, CoverForm())


@pages.post("/marking/<id>/cover")
@through(copy_for)
def cover_in_copy(actor: Actor, copy: CopySeen) -> Response | tuple[str, int]:
    """Cover it."""
    pace.take("write", actor.account_id)
    form = CoverForm()
    if not form.validate():
        return _cover_page(copy, form), 422
    try:
        words = [said for _, said in _parts(copy)]
        done = cover_chosen(form, words, partial(covering.cover_in_copy, actor, copy.marking.id))
    except (Invalid, Stale) as refusal:
        form.words.errors = [refusal.message]
        return _cover_page(copy_for(actor, copy.marking.id), form), refusal.status
    flash(COVERED if done else COVERED_ALREADY, "done")
    return back("writeups.mark", id=copy.marking.id)


def _parts(copy: CopySeen) -> list[tuple[str, Words]]:
    """Return the words of a copy that is opened, part by part."""
    return [one for one in labelled(copy.outline, pieces_of_copy(copy)) if one[1].body] if copy.mark.begun_at else []


def _cover_page(copy: CopySeen, form: CoverForm) -> str:
    return showing.page(
        "writeups/marking/cover.html",
        "Cover",
        copy.seat,
        "write-ups",
        copy=copy,
        number=copy.marking.number,
        form=form,
        parts=_parts(copy),
        ticked=set(form.places.data or []),
    )
