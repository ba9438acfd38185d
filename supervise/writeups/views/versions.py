"""The versions of one's own write-up: listed, compared, gone back to."""

from flask import flash, request
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import keeping
from supervise.writeups.blueprint import pages
from supervise.writeups.forms import RestoreForm, copy_form, number_in
from supervise.writeups.models import Version
from supervise.writeups.presenting import changes_between
from supervise.writeups.queries import (
    Seen,
    own_write_up_for,
    pieces_at,
    pieces_of,
    submissions_of,
    version_of,
    versions_of,
)
from supervise.writeups.words import WHYS


@pages.get("/writeups/<id>/versions")
@through(own_write_up_for)
def versions(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Show the versions of a write-up, and what is different between two of them, or between one and now."""
    found = {one.number: one for one in versions_of(seen)}
    earlier = _chosen(request.args.get("from"), found)
    later = _chosen(request.args.get("to"), found)
    submitted = submissions_of(seen.write_up)
    before = pieces_at(seen, version_of(seen, earlier)) if earlier else []
    after = pieces_at(seen, version_of(seen, later)) if later else pieces_of(seen)
    return showing.page(
        "writeups/versions.html",
        "Versions of a write-up",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        versions=list(found.values()),
        whys=WHYS,
        earlier=earlier,
        later=later,
        submitted=submitted,
        copying=copy_form(receipt=bool(submitted)),
        changes=changes_between(seen.outline, before, after) if earlier else None,
    )


@pages.post("/writeups/<id>/restore")
@through(own_write_up_for)
def restore(actor: Actor, seen: Seen) -> Response:
    """Go back to a version; what stood there is a version from then on."""
    pace.take("write", actor.account_id)
    form = RestoreForm()
    form.or_invalid()
    before = keeping.restore(actor, seen.write_up.id, form.version.data)
    flash(f"Version {form.version.data} stands again. What stood there before is version {before.number}.", "done")
    return back("writeups.show", id=seen.write_up.id)


def _chosen(asked: str | None, found: dict[int, Version]) -> int | None:
    number = number_in(asked)
    return number if number in found else None
