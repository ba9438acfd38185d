"""Taking a write-up away as a file: one's own in every form, a shared one as it is read."""

from collections.abc import Callable

from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.web.pages import through
from supervise.writeups.blueprint import pages
from supervise.writeups.copies.gathering import Copy, Form, copy_of
from supervise.writeups.copies.laying_out import laid_out
from supervise.writeups.copies.making import word_file
from supervise.writeups.copies.written import as_json, as_markdown
from supervise.writeups.forms import CopyForm
from supervise.writeups.queries import Seen, write_up_for

_KINDS = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.JSON: "application/json",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_MADE: dict[Form, Callable[[Copy], str | bytes]] = {
    Form.MARKDOWN: as_markdown,
    Form.JSON: as_json,
    Form.WORD: lambda found: word_file(laid_out(found)),
}


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
