"""One's own words, under Settings: references, copies, erasing; and the help for when a client asks."""

from flask import Blueprint, Flask, flash, render_template
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.dilemmas.references import actions as filing
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.models import Reference
from supervise.dilemmas.references.queries import reference_for, references_of
from supervise.governance.own_words import actions, copying
from supervise.governance.own_words.copying import File
from supervise.governance.own_words.copying import Form as FileForm
from supervise.governance.own_words.forms import CopyForm, RenameForm
from supervise.governance.own_words.queries import Thing, own_drafts, own_things, things_by_reference
from supervise.web import slots
from supervise.web.forms import Form
from supervise.web.pages import back, page, public, signed_in, through

pages = Blueprint("own", __name__)


def start(app: Flask) -> None:
    """Take a place among a person's settings."""
    slots.fill(app, "settings-page", lambda actor: render_template("own/_settings.html"))  # noqa: ARG005


@pages.get("/help/when-a-client-asks")
@public
def when_a_client_asks() -> str:
    """Say how a client's own request is answered."""
    return page("own/when_a_client_asks.html", "When a client asks")


@pages.get("/settings/my-words")
@signed_in
def my_words(actor: Actor) -> str:  # noqa: ARG001
    """Say what a copy of one's own words holds."""
    return page("own/my_words.html", "A copy of my words", form=Form())


@pages.post("/settings/my-words")
@signed_in
def copy_my_words(actor: Actor) -> Response:
    """Hand over all that the person wrote."""
    pace.take("export", actor.account_id)
    return _handed_over(copying.copy_of_everything(actor))


@pages.get("/settings/references")
@signed_in
def references(actor: Actor) -> str:
    """Show one's references and what stands under each."""
    counted = things_by_reference(actor)
    return page("own/references.html", "My references", references=references_of(actor), counted=counted)


@pages.get("/settings/references/<id>")
@through(reference_for)
def reference(actor: Actor, reference: Reference) -> str:
    """Show what stands under a reference."""
    return _shown(actor, reference, RenameForm(formdata=None, data={"reference": reference.mark}))


@pages.post("/settings/references/<id>/rename")
@through(reference_for)
def rename(actor: Actor, reference: Reference) -> Response | tuple[str, int]:
    """Call a reference something else."""
    form = RenameForm()
    try:
        form.or_invalid()
        if (mark := mark_from(form.reference.data)) is not None:
            filing.rename(actor, reference.id, mark)
    except Invalid as refusal:
        if not form.errors:
            form.reference.errors = refusal.fields.get("reference", [refusal.message])
        return _shown(actor, reference, form), refusal.status
    flash("It has its new name.", "done")
    return back("own.reference", id=reference.id)


@pages.post("/settings/references/<id>/copy")
@through(reference_for)
def copy_reference(actor: Actor, reference: Reference) -> Response:
    """Hand over what stands under a reference."""
    pace.take("export", actor.account_id)
    form = CopyForm()
    form.or_invalid()
    return _handed_over(copying.copy_under(actor, reference, FileForm(form.form.data)))


@pages.get("/settings/references/<id>/erase")
@through(reference_for)
def ask_erase(actor: Actor, reference: Reference) -> str:
    """Ask whether to erase all that stands under a reference, and say what goes with it."""
    things = own_things(actor, reference)
    drafts = own_drafts(actor, reference)
    return page("own/erase.html", "Erase", reference=reference, things=things, drafts=drafts)


@pages.post("/settings/references/<id>/erase")
@through(reference_for)
def erase(actor: Actor, reference: Reference) -> Response:
    """Erase all that stands under a reference."""
    erased = actions.erase_under(actor, reference.id)
    if erased.held:
        flash("What is not held is erased. What a hold keeps still stands, under its reference.", "quiet")
        return back("own.reference", id=reference.id)
    flash("All that stood under that reference is erased.", "done")
    return back("own.references")


def _shown(actor: Actor, reference: Reference, form: RenameForm) -> str:
    things: list[Thing] = own_things(actor, reference)
    drafts = own_drafts(actor, reference)
    return page("own/reference.html", "A reference", reference=reference, things=things, drafts=drafts, form=form)


def _handed_over(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.body, content_type=file.kind, headers=headers)
