"""The pages of marking: who marks what was handed in; a copy and one's marks; the marks as their author reads them."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, NotAllowed, Stale
from supervise.dilemmas.composing import lines_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.groups.views import showing
from supervise.texts.drafts import draft_at
from supervise.web.pages import back, through
from supervise.writeups.blueprint import pages
from supervise.writeups.counting import disguise_in_words
from supervise.writeups.marking import actions, arranging, policy
from supervise.writeups.marking.forms import AppointForm, MarkForm, SettleForm, given_in, mark_form, reasons_in
from supervise.writeups.marking.listing import standing_of_marks
from supervise.writeups.marking.numbering import numbered
from supervise.writeups.marking.presenting import for_author, for_marker
from supervise.writeups.marking.queries import (
    CopySeen,
    HandedIn,
    Released,
    copy_for,
    handed_in_for,
    may_be_markers,
    pieces_of_copy,
    released_for,
)
from supervise.writeups.marking.replacing import replaced_in
from supervise.writeups.marking.words import WHYS
from supervise.writeups.models import Place, Result
from supervise.writeups.words import MARKERS, RESULTS


@pages.get("/marking/<id>/arrange")
@through(handed_in_for)
def arrange(actor: Actor, found: HandedIn) -> str:  # noqa: ARG001
    """Show who marks a submitted write-up, and how far they are."""
    return _arranging(found)


@pages.post("/marking/<id>/appoint")
@through(handed_in_for)
def appoint(actor: Actor, found: HandedIn) -> Response | tuple[str, int]:
    """Appoint who marks it, or who moderates it."""
    pace.take("write", actor.account_id)
    form = AppointForm()
    form.or_invalid()
    try:
        arranging.appoint(actor, found.marking.id, Place(form.place.data), form.member.data or "")
    except (Invalid, NotAllowed, Stale) as refusal:
        form.say(refusal)
        return _arranging(handed_in_for(actor, found.marking.id), form), refusal.status
    flash("It is arranged. Whoever marks it is told by e-mail that something waits, and nothing else.", "done")
    return back("writeups.arrange", id=found.marking.id)


@pages.post("/marking/<id>/release")
@through(handed_in_for)
def release(actor: Actor, found: HandedIn) -> Response:
    """Release the marks to the author."""
    pace.take("write", actor.account_id)
    arranging.release(actor, found.marking.id)
    flash("The marks are released. The author is told by e-mail that something waits, and nothing else.", "done")
    return back("writeups.arrange", id=found.marking.id)


@pages.get("/marking/<id>")
@through(copy_for)
def mark(actor: Actor, copy: CopySeen) -> str:  # noqa: ARG001
    """Show a submitted copy to whoever marks it, once they have opened it, with what they have so far."""
    return _marking(copy)


@pages.post("/marking/<id>/begin")
@through(copy_for)
def begin_marking(actor: Actor, copy: CopySeen) -> Response:
    """Open the copy."""
    pace.take("write", actor.account_id)
    actions.begin(actor, copy.marking.id)
    return back("writeups.mark", id=copy.marking.id)


@pages.post("/marking/<id>/keep")
@through(copy_for)
def keep_marks(actor: Actor, copy: CopySeen) -> Response | tuple[str, int]:
    """Keep what one has so far as a draft, which nobody else sees."""
    pace.take("write", actor.account_id)
    form = mark_form(copy.rubric)
    if not form.validate():
        return _marking(copy, form), 422
    fields = {one.name: one.data for one in form if isinstance(one.data, str) and one.data and one.name != "csrf_token"}
    actions.keep(actor, copy.marking.id, fields)
    flash("What you have so far is kept. Nobody but you sees it.", "done")
    return back("writeups.mark", id=copy.marking.id)


@pages.post("/marking/<id>/give")
@through(copy_for)
def give_marks(actor: Actor, copy: CopySeen) -> Response | tuple[str, int]:
    """Give one's marks."""
    pace.take("write", actor.account_id)
    form = mark_form(copy.rubric)
    if not form.validate():
        return _marking(copy, form), 422
    try:
        words = lines_from(form, reasons_in(copy.rubric))
        given = given_in(form, copy.rubric, words)
        result = actions.give(actor, copy.marking.id, given, form.chosen, words.get("why"))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.give_marks", id=copy.marking.id), copy.seat), 422
    except (Invalid, Stale) as refusal:
        form.say(refusal)
        return _marking(copy_for(actor, copy.marking.id), form), refusal.status
    flash(f"Your marks are given: {RESULTS[result]}. The author sees them once they are released.", "done")
    return back("writeups.mark", id=copy.marking.id)


@pages.post("/marking/<id>/settle")
@through(copy_for)
def settle_marks(actor: Actor, copy: CopySeen) -> Response | tuple[str, int]:
    """Write down what both markers agreed on."""
    pace.take("write", actor.account_id)
    form = SettleForm()
    if not form.validate():
        return _marking(copy, settling=form), 422
    try:
        why = lines_from(form, ("why",))["why"]
        actions.settle(actor, copy.marking.id, Result(form.result.data), why)
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.settle_marks", id=copy.marking.id), copy.seat), 422
    except Stale as refusal:
        form.say(refusal)
        return _marking(copy_for(actor, copy.marking.id), settling=form), refusal.status
    flash("It is written down. The author sees it once the marks are released.", "done")
    return back("writeups.mark", id=copy.marking.id)


@pages.get("/writeups/<id>/marks")
@through(released_for)
def marks(actor: Actor, found: list[Released]) -> str:  # noqa: ARG001
    """Show the released marks of one's own write-up, with the copy that they are of."""
    seen = found[0].seen
    views = [for_author(one) for one in found]
    given = {"write_up": seen.write_up, "views": views, "results": RESULTS}
    return showing.page("writeups/marking/marks.html", "Marks", seen.seat, "write-ups", **given)


def _arranging(found: HandedIn, form: AppointForm | None = None) -> str:
    return showing.page(
        "writeups/marking/arrange.html",
        "Marking",
        found.seat,
        "write-ups",
        found=found,
        number=found.marking.number,
        standing=standing_of_marks(found),
        holders={place: found.at(place) for place in Place},
        markers=MARKERS,
        may_be=may_be_markers(found),
        results=RESULTS,
        replaced=replaced_in(found.outline, found.version.id),
        whys=WHYS,
        form=form or AppointForm(formdata=None),
    )


def _marking(copy: CopySeen, form: MarkForm | None = None, settling: SettleForm | None = None) -> str:
    may_give = policy.may_give(copy.member, copy.mark)
    opened = copy.mark.begun_at is not None
    draft = draft_at(copy.member, f"mark:{copy.mark.id}") if may_give and opened else None
    if form is None and may_give:
        form = mark_form(copy.rubric, formdata=None, data=dict(draft.fields) if draft else None)
    marked = for_marker(copy)
    return showing.page(
        "writeups/marking/mark.html",
        "Marking",
        copy.seat,
        "write-ups",
        copy=copy,
        number=copy.marking.number,
        rubric=copy.rubric,
        sections=numbered(copy.outline, pieces_of_copy(copy)) if opened else [],
        disguise=disguise_in_words(copy.version.details_changed, copy.version.details_kept),
        form=form,
        draft=draft,
        may_give=may_give,
        marked=marked,
        replaced=replaced_in(copy.outline, copy.version.id),
        whys=WHYS,
        results=RESULTS,
        markers=MARKERS,
        differ=marked.agreed is None and len({one.result for one in marked.marks}) > 1,
        may_settle=policy.may_settle(copy.member, copy.mark, copy.marking),
        settling=settling or SettleForm(formdata=None),
    )
