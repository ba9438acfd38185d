"""The margin by plain forms: writing a note, answering, settling, taking one's own words back."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, is_id, new_key
from supervise.dilemmas.composing import body_from, lines_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview, passage_from
from supervise.groups.queries import names_in
from supervise.groups.views import showing
from supervise.web.pages import back, through
from supervise.writeups import notes, taking
from supervise.writeups.actions import OtherWords, save_all
from supervise.writeups.blueprint import pages
from supervise.writeups.forms import AnswerForm, NoteForm, SettleForm, as_read, typed_in
from supervise.writeups.margin import Margin, NoteSeen, margin_of, note_for, notes_on, on_page
from supervise.writeups.notes import About
from supervise.writeups.queries import Seen, write_up_for
from supervise.writeups.views.writing import reading_page, writing_page


@pages.post("/writeups/<id>/notes")
@through(write_up_for)
def write_note(actor: Actor, seen: Seen) -> Response | tuple[str, int]:
    """Write in the margin of the shared version."""
    pace.take("write", actor.account_id)
    form = NoteForm()
    if not form.validate() or not is_id(form.part.data):
        return reading_page(seen, noting=form), 422
    marked = passage_from(form.quote.data)
    about = About(
        part_id=Id(form.part.data),
        words=form.words.data or "",
        revision=marked.revision if marked else None,
        span=(marked.start, marked.end) if marked else None,
    )
    try:
        words = lines_from(form, ("body", "wording"), names_in(seen.seat))
        more = {"wording": words.get("wording"), "tag": form.tag.data}
        written = notes.note(actor, seen.write_up.id, about, words["body"], form.key.data.lower(), **more)
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.write_note", id=seen.write_up.id), seen.seat), 422
    except (Invalid, Stale) as refusal:
        form.form_errors.append(refusal.message)
        return reading_page(write_up_for(actor, seen.write_up.id), noting=form), refusal.status
    return back("writeups.show", id=seen.write_up.id, note=written.id, anchor=f"note-{written.id}")


@pages.get("/writeups/<id>/margin/<int:number>")
@through(write_up_for)
def margin(actor: Actor, seen: Seen, number: int) -> str:  # noqa: ARG001
    """Show all notes beside one section, which is named by its number."""
    about = seen.outline.numbered(number)
    pieces = on_page(seen)
    return showing.page(
        "writeups/margin.html",
        "Notes in the margin",
        seen.seat,
        "write-ups",
        write_up=seen.write_up,
        own=seen.own,
        section=about,
        saved={one.part.id: one.part.saved for one in pieces if one.part.section == about.id},
        margin=Margin(margin_of(seen, pieces, about.id), {}),
    )


@pages.get("/notes/<id>")
@through(note_for)
def show_note(actor: Actor, found: NoteSeen) -> str:  # noqa: ARG001
    """Show a note with its answers, and what can be done with it."""
    return _note_page(found, AnswerForm(formdata=None, key=new_key()))


@pages.post("/notes/<id>/answer")
@through(note_for)
def answer_note(actor: Actor, found: NoteSeen) -> Response | tuple[str, int]:
    """Answer a note."""
    pace.take("write", actor.account_id)
    form = AnswerForm()
    if not form.validate():
        return _note_page(found, form), 422
    try:
        words = body_from(form, list(names_in(found.seen.seat)))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("writeups.answer_note", id=found.note.id), found.seen.seat), 422
    notes.answer(actor, found.note.id, words, form.key.data.lower())
    return _to(found)


@pages.post("/notes/<id>/settle")
@through(note_for)
def settle_note(actor: Actor, found: NoteSeen) -> Response:
    """Settle a note, or open it again."""
    pace.take("write", actor.account_id)
    notes.settle(actor, found.note.id, on=bool(SettleForm().on.data))
    return _to(found)


@pages.post("/notes/<id>/take")
@through(note_for)
def take_wording(actor: Actor, found: NoteSeen) -> Response | tuple[str, int]:
    """Take the wording that a note suggests, once all that was typed on the page is kept."""
    pace.take("write", actor.account_id)
    typed = typed_in(request.form)
    clashes = save_all(actor, found.seen.write_up.id, typed) if typed else {}
    if clashes:
        return writing_page(found.seen, clashes, {one.part_id: one.body for one in typed}), OtherWords.status
    try:
        before = taking.take(actor, found.note.id, as_read(found.note.part_id, request.form))
    except (Invalid, Stale) as refusal:
        form = AnswerForm(formdata=None, key=new_key())
        return _note_page(found, form, refusal.message), refusal.status
    if before is not None:
        flash(f"It stands in your text now. What stood there before is version {before.number}.", "done")
    return _to(found)


@pages.post("/notes/<id>/remove")
@through(note_for)
def remove_note(actor: Actor, found: NoteSeen) -> Response:
    """Remove one's own note."""
    pace.take("write", actor.account_id)
    notes.remove(actor, found.note.id)
    flash("It is removed; its words are destroyed.", "done")
    return _to(found)


def _note_page(found: NoteSeen, form: AnswerForm, problem: str = "") -> str:
    above = found.note.parent_id or found.note.id
    pieces = on_page(found.seen)
    note = notes_on(found.seen, pieces, {above})[0]
    mine = [one for one in (note.said, *note.answers) if one.author_id == found.seen.member.id and one.html is not None]
    return showing.page(
        "writeups/note.html",
        "A note in the margin",
        found.seen.seat,
        "write-ups",
        write_up=found.seen.write_up,
        own=found.seen.own,
        note=note,
        own_words=mine,
        form=form,
        saved={one.part.id: one.part.saved for one in pieces}.get(note.part_id, 0),
        problem=problem,
    )


def _to(found: NoteSeen) -> Response:
    above = found.note.parent_id or found.note.id
    return back("writeups.show", id=found.note.write_up_id, note=above, anchor=f"note-{above}")
