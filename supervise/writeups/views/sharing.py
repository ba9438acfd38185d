"""Sharing a write-up with supervisors, and what one of them answers: returned or verified."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.dilemmas.composing import KEEP_REASONS, lines_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.groups.queries import supervisors_of
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import policy, sharing
from supervise.writeups.blueprint import pages
from supervise.writeups.forms import ReadersForm, ReturnForm, VerifyForm
from supervise.writeups.looking import look
from supervise.writeups.marking.policy import may_be_marked
from supervise.writeups.queries import Seen, kept_before, own_write_up_for, pieces_of, readers_of, write_up_for
from supervise.writeups.views.writing import reading_page


@pages.get("/writeups/<id>/share")
@through(own_write_up_for)
def ask_share(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Ask with whom a write-up is to be shared."""
    form = ReadersForm()
    form.readers.data = [one.id for one in readers_of(seen.write_up)]
    return _share_page(seen, form)


@pages.post("/writeups/<id>/share")
@through(own_write_up_for)
def share(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Share a write-up as it stands, once everything that was found in it is answered."""
    pace.take("write", actor.account_id)
    form = ReadersForm()
    pieces = pieces_of(seen)
    looked = look(pieces, request.form, kept_before(pieces))
    if not looked.answered:
        return _findings_page(seen, form, looked), 422
    try:
        readers = form.readers.data or []
        version = sharing.share(actor, seen.write_up.id, looked.words, looked.read_at, readers, changed=looked.changed)
    except (Invalid, Stale) as refusal:
        form.form_errors.append(refusal.message)
        return _share_page(seen, form), refusal.status
    flash(
        f"Version {version.number} is shared. They are told by e-mail that something waits, and nothing else.", "done"
    )
    return back("writeups.show", id=seen.write_up.id)


@pages.post("/writeups/<id>/return")
@through(write_up_for)
def send_back(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Return the shared version for revision."""
    pace.take("write", actor.account_id)
    form = ReturnForm()
    if not form.validate():
        return reading_page(seen, form), 422
    try:
        words = lines_from(form, ("body",)).get("body")
        sharing.send_back(actor, seen.write_up.id, form.version.data, words)
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.send_back", id=seen.write_up.id), seen.seat), 422
    except Stale as stale:
        form.form_errors.append(stale.message)
        return reading_page(write_up_for(actor, seen.write_up.id), form), stale.status
    flash("It is returned. Its author is told by e-mail that something waits, and nothing else.", "done")
    return back("writeups.show", id=seen.write_up.id)


@pages.post("/writeups/<id>/verify")
@through(write_up_for)
def verify(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Verify the shared version."""
    pace.take("write", actor.account_id)
    form = VerifyForm()
    if not form.validate():
        return reading_page(seen, verifying=form), 422
    try:
        sharing.verify(actor, seen.write_up.id, form.version.data, form.for_id.data or "")
    except (Invalid, Stale) as refusal:
        form.say(refusal)
        return reading_page(write_up_for(actor, seen.write_up.id), verifying=form), refusal.status
    flash("It is verified. Its author is told by e-mail that something waits, and nothing else.", "done")
    return back("writeups.show", id=seen.write_up.id)


def _share_page(seen: Seen, form: ReadersForm) -> str:
    asked = [one for one in supervisors_of(seen.seat) if policy.may_be_asked(one, seen.write_up)]
    form.readers.choices = [(one.id, one.shown_name) for one in asked]
    return showing.page(
        "writeups/share.html",
        "Share a write-up",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        form=form,
        to_be_marked=may_be_marked(seen.member, seen.seat.group),
    )


def _findings_page(seen: Seen, form: ReadersForm, looked: object) -> str:
    sections = {one.id: one.title for one in seen.outline.sections}
    return showing.page(
        "writeups/findings.html",
        "Before it is shared",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        readers=form.readers.data or [],
        looked=looked,
        sections=sections,
        keep_reasons=KEEP_REASONS,
        tried="answered" in request.form,
    )
