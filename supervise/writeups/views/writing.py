"""The list of write-ups, beginning one, and the page on which one writes."""

from typing import Any

from flask import flash, jsonify, request
from werkzeug.wrappers import Response

from supervise.core import clock, pace
from supervise.core.actor import Actor
from supervise.core.db import afresh
from supervise.core.errors import Invalid, NotAllowed
from supervise.core.ids import new_key
from supervise.core.rooms import seq_of
from supervise.groups.queries import Seat, seat_for
from supervise.groups.views import showing
from supervise.texts.sharing.sent import as_lacking
from supervise.texts.sharing.wire import Update
from supervise.web.pages import back, through
from supervise.writeups import actions, policy
from supervise.writeups.actions import OtherWords
from supervise.writeups.between import asides_on
from supervise.writeups.blueprint import pages
from supervise.writeups.counting import left_out
from supervise.writeups.forms import (
    FOR_MYSELF,
    BeginForm,
    NoteForm,
    ReturnForm,
    VerifyForm,
    begin_form,
    copy_form,
    together_from,
    typed_from,
    typed_in,
)
from supervise.writeups.frameworks import offered
from supervise.writeups.keeping import keep_version
from supervise.writeups.margin import margin_on, on_page
from supervise.writeups.marking.listing import to_arrange, to_mark
from supervise.writeups.marking.policy import may_be_marked
from supervise.writeups.marking.queries import markings_of
from supervise.writeups.presenting import row_views, sections_of, whole_of
from supervise.writeups.queries import (
    PartSeen,
    Seen,
    by_seat,
    own_part_for,
    own_write_up_for,
    pieces_of,
    room_of,
    seat_to_begin,
    words_in,
    write_up_for,
)
from supervise.writeups.shaping.queries import outlines_for
from supervise.writeups.sharing import others_supervising
from supervise.writeups.standing import standing_of
from supervise.writeups.words import STATES


@pages.get("/groups/<id>/writeups")
@through(seat_for)
def write_ups(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show one's own write-ups of a group, and those that are shared with one."""
    [(_, own, shared)] = by_seat([seat])
    return showing.page(
        "writeups/list.html",
        "Write-ups",
        seat,
        "write-ups",
        own=row_views(own),
        shared=row_views(shared),
        may_begin=policy.may_begin(seat.member),
        to_mark=to_mark(seat),
        handed_in=to_arrange(seat),
    )


@pages.get("/groups/<id>/writeups/new")
@through(seat_to_begin)
def ask_begin(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask from which outline a write-up is to be begun."""
    form = begin_form(outlines_for(seat.group.id))
    form.key.data = new_key()
    return _begin_page(seat, form)


@pages.post("/groups/<id>/writeups")
@through(seat_to_begin)
def begin(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    """Begin a write-up."""
    pace.take("write", actor.account_id)
    form = begin_form(outlines_for(seat.group.id))
    if not form.validate():
        return _begin_page(seat, form), 422
    write_up = actions.begin(actor, seat.group.id, form.outline.data, form.key.data.lower())
    return back("writeups.show", id=write_up.id)


@pages.get("/writeups/<id>")
@through(write_up_for)
def show(actor: Actor, seen: Seen) -> str:  # noqa: ARG001
    """Show a write-up: to its author the page on which they write, to a supervisor the version that is shared."""
    return writing_page(seen) if seen.own else reading_page(seen)


@pages.post("/writeups/<id>")
@through(own_write_up_for)
def save(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Keep all that stands on the page, and do what its button says: keep a version, add a row, go on to sharing."""
    pace.take("write", actor.account_id)
    typed = typed_in(request.form)
    clashes = actions.save_all(actor, seen.write_up.id, typed)
    if clashes:
        return writing_page(seen, clashes, {one.part_id: one.body for one in typed}), OtherWords.status
    if section := request.form.get("row"):
        actions.add_row(actor, seen.write_up.id, section[:40])
        return back("writeups.show", id=seen.write_up.id, anchor=f"section-{section[:40]}")
    if "share" in request.form:
        return back("writeups.ask_share", id=seen.write_up.id)
    if "keep" in request.form:
        version = keep_version(actor, seen.write_up.id)
        flash(f"Version {version.number} is kept.", "done")
    else:
        flash("Your words are kept.", "done")
    return back("writeups.show", id=seen.write_up.id)


@pages.post("/parts/<id>")
@through(own_part_for)
def save_part(actor: Actor, found: PartSeen) -> Response | tuple[Response, int]:
    """Keep the words of one part while somebody writes; the answer says how many there are now."""
    data = request.get_json(silent=True)
    if (together := together_from(data)) is not None:
        return _written_together(actor, found, **together)
    typed = typed_from(found.part.id, data)
    if typed is None:
        raise Invalid("This must be one object with the words and the number of their last saving.")
    try:
        there = actions.save_part(actor, typed)
    except OtherWords as other:
        kept = {"version": other.there.saved, "fields": {"body": other.there.body}}
        at = clock.millis(other.there.at) if other.there.at else None
        return jsonify(ok=False, code=other.code, message=other.message, saved_at=at, **kept), other.status
    return jsonify(ok=True, version=there.saved, meters=_meters(found.seen))


def _written_together(
    actor: Actor,
    found: PartSeen,
    epoch: str,
    vector: bytes | None,
    update: Update | None,
    base: str,
    body: str | None,
) -> Response:
    """Take in what a page adds, and answer with what it lacks."""
    if update is not None:
        actions.add_words(actor, found.part.id, epoch, update)
    elif body is not None:
        actions.put_words(actor, found.part.id, base, body)
    now = afresh(lambda: own_part_for(actor, found.part.id))
    return jsonify(ok=True, version=now.part.saved, meters=_meters(now.seen), **as_lacking(words_in(now), vector))


def writing_page(seen: Seen, clashes: dict[Any, Any] | None = None, typed: dict[Any, str] | None = None) -> str:
    """Fill the page on which its author writes."""
    pieces = pieces_of(seen)
    sections = sections_of(seen.outline, pieces, clashes, typed)
    return showing.page(
        "writeups/write.html",
        f"Write-up begun {seen.write_up.begun_at:%d %B}",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        outline=seen.outline,
        sections=sections,
        whole=whole_of(seen.outline, sections),
        left_out=left_out(seen.outline),
        state=STATES[seen.write_up.state],
        standing=standing_of(seen),
        seq=seq_of(room_of(seen.write_up.id)),
        margin=margin_on(seen, pieces, request.args.get("note", "")),
        asides=asides_on(seen),
        own=True,
        clashes=bool(clashes),
        to_be_marked=may_be_marked(seen.member, seen.seat.group),
        has_marks=any(one.released_at for one in markings_of(seen.write_up)),
    )


def reading_page(
    seen: Seen,
    returning: ReturnForm | None = None,
    verifying: VerifyForm | None = None,
    noting: NoteForm | None = None,
) -> str:
    """Fill the page on which a supervisor reads the shared version, and answers it."""
    if seen.own:
        raise NotAllowed("Nobody signs their own write-up.")
    number = seen.write_up.shared_version
    verifying = verifying or VerifyForm(formdata=None, version=number)
    verifying.for_id.choices = FOR_MYSELF | {one.id: one.shown_name for one in others_supervising(seen)}
    pieces = on_page(seen)
    sections = sections_of(seen.outline, pieces)
    return showing.page(
        "writeups/read.html",
        f"Write-up begun {seen.write_up.begun_at:%d %B}",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        outline=seen.outline,
        sections=[one for one in sections if not one.empty],
        whole=whole_of(seen.outline, sections),
        left_out=left_out(seen.outline),
        standing=standing_of(seen),
        seq=seq_of(room_of(seen.write_up.id)),
        returning=returning or ReturnForm(formdata=None, version=number),
        verifying=verifying,
        noting=noting,
        copying=copy_form(margin=True),
        new_key=new_key,
        frameworks=offered(),
        margin=margin_on(seen, pieces, request.args.get("note", "")),
        asides=asides_on(seen),
        own=False,
    )


def _meters(seen: Seen) -> dict[str, dict[str, str]]:
    sections = sections_of(seen.outline, pieces_of(seen))
    meters = {one.section.id: one.meter for one in sections} | {"": whole_of(seen.outline, sections)}
    return {name: {"sentence": one.sentence, "stand": one.stand.value} for name, one in meters.items()}


def _begin_page(seat: Seat, form: BeginForm) -> str:
    hints = {
        slug: f"{one.line} {one.target.least:,} to {one.target.most:,} words."
        for slug, one in outlines_for(seat.group.id).items()
    }
    return showing.page("writeups/new.html", "Begin a write-up", seat, "write-ups", form=form, hints=hints)
