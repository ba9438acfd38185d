"""The notes by a plain form: the same calls as the live channel makes."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import NeedsReview
from supervise.dilemmas.composing import with_findings
from supervise.dilemmas.sent import FieldsNeedReview, Sent, kept_from
from supervise.groups.queries import names_in
from supervise.meetings.room.blueprint import pages
from supervise.meetings.room.notes import sockets
from supervise.meetings.room.notes.actions import destroy_notes, keep_own_notes, write_notes
from supervise.meetings.room.notes.forms import NotesForm, OwnNotesForm
from supervise.meetings.room.notes.queries import whole_looked_at
from supervise.meetings.room.notes.telling import tell_notes
from supervise.meetings.room.queries import Room, ended_for, room_for
from supervise.web.pages import back, through

__all__ = ["sockets"]


@pages.post("/meetings/<id>/notes")
@through(room_for)
def notes(actor: Actor, room: Room) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = NotesForm()
    form.or_invalid()
    sent = Sent({"body": form.body.data or ""}, kept_from(form.kept.data))
    sent.answer(request.form, names_in(room.seat))
    form.body.data, base = sent.words["body"], form.base.data or ""
    try:
        words = whole_looked_at(room, base, form.body.data, tuple(sent.kept.get("body", ())))
    except NeedsReview as found:
        findings = FieldsNeedReview({"body": found.findings})  # type: ignore[dict-item]
        return with_findings(form, findings, url_for("room.notes", id=room.meeting.id), room.seat), 422
    tell_notes(room.meeting.id, write_notes(actor, room.meeting.id, base, words))
    return back("room.room", id=room.meeting.id, anchor="room-notes")


@pages.post("/meetings/<id>/own-notes")
@through(room_for)
def own_notes(actor: Actor, room: Room) -> Response:
    form = OwnNotesForm()
    form.or_invalid()
    keep_own_notes(actor, room, form.body.data or "")
    return back("room.record" if room.meeting.ended_at else "room.room", id=room.meeting.id, anchor="own-notes")


@pages.post("/meetings/<id>/destroy-notes")
@through(ended_for)
def destroy_together(actor: Actor, room: Room) -> Response:
    destroy_notes(actor, room.meeting.id)
    flash("The notes are destroyed.", "done")
    return back("room.record", id=room.meeting.id)
