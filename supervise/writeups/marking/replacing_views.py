"""The pages on which an author puts other words into a submitted copy that is being marked."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.dilemmas.composing import lines_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups.blueprint import pages
from supervise.writeups.covering.queries import labelled
from supervise.writeups.marking.forms import ReplaceForm
from supervise.writeups.marking.models import Why
from supervise.writeups.marking.replacing import Opened, opened_for, piece_of, replace_words
from supervise.writeups.queries import pieces_at


@pages.get("/writeups/<id>/replace")
@through(opened_for)
def ask_replace(actor: Actor, opened: Opened) -> str:  # noqa: ARG001
    """Ask in which part of a submitted copy other words are to stand, and then which."""
    part = request.args.get("part", "")
    if not part:
        return _page(opened)
    return _page(opened, ReplaceForm(formdata=None, part=part, words=piece_of(opened, part).words))


@pages.post("/writeups/<id>/replace")
@through(opened_for)
def put_other_words(actor: Actor, opened: Opened) -> Response | tuple[str, int]:
    """Put them there."""
    pace.take("write", actor.account_id)
    form, id = ReplaceForm(), opened.seen.write_up.id  # noqa: A001
    if not form.validate():
        return _page(opened, form), 422
    try:
        words = lines_from(form, ("words",))["words"]
        replace_words(actor, id, Id(form.part.data), words, Why(form.why.data))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.put_other_words", id=id), opened.seen.seat), 422
    except Invalid as invalid:
        form.words.errors = [invalid.message]
        return _page(opened, form), 422
    flash(
        "It stands there now, and what stood there before is destroyed. The receipt has the new fingerprint. Where you "
        "write on, say it otherwise too.",
        "done",
    )
    return back("writeups.show", id=id)


def _page(opened: Opened, form: ReplaceForm | None = None) -> str:
    pieces = pieces_at(opened.seen, opened.version)
    there = [one.part.id for one in pieces if one.text_id]
    names = dict(zip(there, labelled(opened.seen.outline, pieces), strict=True))
    return showing.page(
        "writeups/marking/replace.html",
        "Say it otherwise",
        opened.seen.seat,
        "write-ups",
        write_up=opened.seen.write_up,
        version=opened.version.number,
        parts=names,
        form=form,
    )
