"""Taking a write-up away as a file: one's own in every form, a shared one as it is read."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.groups.views import showing
from supervise.web.pages import through
from supervise.writeups.blueprint import pages
from supervise.writeups.copies.gathering import NEUTRAL, Copy, Form, closing, copy_of, foot, seen_as_copy
from supervise.writeups.copies.laying_out import laid_out
from supervise.writeups.copies.making import pdf_file, word_file
from supervise.writeups.copies.written import as_json, as_markdown, as_receipt
from supervise.writeups.forms import CopyForm, number_in
from supervise.writeups.presenting import on_paper
from supervise.writeups.queries import Seen, write_up_for

_KINDS = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.JSON: "application/json",
    Form.PDF: "application/pdf",
    Form.RECEIPT: "text/plain; charset=utf-8",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _printed(found: Copy) -> dict[str, Any]:
    """Return what the page for printing and the PDF are filled with alike."""
    sections = on_paper(found.outline, found.pieces)
    return {"copy": found, "sections": sections, "closing": closing(found)}


def _sheet(found: Copy) -> str:
    return render_template("writeups/paper_file.html", title=NEUTRAL, **_printed(found))


_MADE: dict[Form, Callable[[Copy], str | bytes]] = {
    Form.MARKDOWN: as_markdown,
    Form.JSON: as_json,
    Form.RECEIPT: as_receipt,
    Form.WORD: lambda found: word_file(laid_out(found)),
    Form.PDF: lambda found: pdf_file(_sheet(found), foot(found)),
}


@pages.get("/writeups/<id>/paper")
@through(write_up_for)
def paper(actor: Actor, seen: Seen) -> str:
    """Show a write-up as it is printed: one's own as it stands or in a version, or the shared one."""
    found = seen_as_copy(actor, seen, number_in(request.args.get("version")))
    title = f"Write-up begun {seen.write_up.begun_at:%d %B}"
    given = {"write_up": seen.write_up, **_printed(found)}
    return showing.page("writeups/paper.html", title, seen.seat, "write-ups", **given)


@pages.post("/writeups/<id>/copy")
@through(write_up_for)
def copy(actor: Actor, seen: Seen) -> Response:
    """Hand a write-up over as it stands, or one of its versions; the file's name says kind and day, no more."""
    pace.take("export", actor.account_id)
    form = CopyForm()
    form.or_invalid()
    wanted = Form(form.form.data)
    found = copy_of(actor, seen.write_up.id, form.version.data, wanted, margin=form.margin.data)
    name = f"write-up-{found.made_at:%Y-%m-%d}.{wanted.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_MADE[wanted](found), content_type=_KINDS[wanted], headers=headers)
