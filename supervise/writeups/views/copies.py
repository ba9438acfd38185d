"""Taking one's own write-up away as a file."""

from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.web.pages import through
from supervise.writeups.blueprint import pages
from supervise.writeups.copies import Form, as_json, as_markdown, copy_of
from supervise.writeups.forms import CopyForm
from supervise.writeups.queries import Seen, own_write_up_for

_KINDS = {Form.MARKDOWN: "text/markdown; charset=utf-8", Form.JSON: "application/json"}


@pages.post("/writeups/<id>/copy")
@through(own_write_up_for)
def copy(actor: Actor, seen: Seen) -> Response:
    """Hand a write-up over as it stands, or one of its versions; the file's name says kind and day, no more."""
    pace.take("export", actor.account_id)
    form = CopyForm()
    form.or_invalid()
    wanted = Form(form.form.data)
    found = copy_of(actor, seen.write_up.id, form.version.data)
    body = as_json(found) if wanted is Form.JSON else as_markdown(found)
    name = f"write-up-{found.made_at:%Y-%m-%d}.{wanted.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type=_KINDS[wanted], headers=headers)
