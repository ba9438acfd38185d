"""Choosing another reference for what one wrote: a page of one's own, which leaves no trace in the thread."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.forms import ReferenceForm
from supervise.dilemmas.queries import CommentSeen, Thread, own_comment_for, own_thread_for
from supervise.dilemmas.references import actions
from supervise.dilemmas.references.marks import Mark, mark_from
from supervise.dilemmas.references.queries import mark_on, marks_offered
from supervise.groups.queries import Seat
from supervise.web.pages import back, page, through


@pages.get("/dilemmas/<id>/reference")
@through(own_thread_for)
def ask_reference(actor: Actor, thread: Thread) -> str:
    form = ReferenceForm(data={"reference": mark_on(actor.account_id, thread.dilemma.id)})
    return _page(thread.seat, form, _of_dilemma(thread))


@pages.post("/dilemmas/<id>/reference")
@through(own_thread_for)
def choose_reference(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = ReferenceForm()
    if not form.validate():
        return _page(thread.seat, form, _of_dilemma(thread)), 422
    mark = mark_from(form.reference.data)
    actions.file_dilemma(actor, thread.dilemma.id, mark)
    _say(mark)
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.get("/comments/<id>/reference")
@through(own_comment_for)
def ask_comment_reference(actor: Actor, seen: CommentSeen) -> str:
    form = ReferenceForm(data={"reference": mark_on(actor.account_id, seen.comment.id)})
    return _page(seen.thread.seat, form, _of_comment(seen))


@pages.post("/comments/<id>/reference")
@through(own_comment_for)
def choose_comment_reference(actor: Actor, seen: CommentSeen) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = ReferenceForm()
    if not form.validate():
        return _page(seen.thread.seat, form, _of_comment(seen)), 422
    mark = mark_from(form.reference.data)
    actions.file_comment(actor, seen.comment.id, mark)
    _say(mark)
    return back("dilemmas.show", id=seen.thread.dilemma.id, anchor=f"comment-{seen.comment.id}")


def _say(mark: Mark | None) -> None:
    flash("It stands under your reference now. Only you see that." if mark else "It stands under none now.", "done")


def _page(seat: Seat, form: ReferenceForm, href: str) -> str:
    marks = marks_offered(seat.member.account_id)
    return page("dilemmas/reference.html", "My reference", form=form, marks=marks, href=href)


def _of_dilemma(thread: Thread) -> str:
    return url_for("dilemmas.show", id=thread.dilemma.id)


def _of_comment(seen: CommentSeen) -> str:
    return url_for("dilemmas.show", id=seen.thread.dilemma.id, _anchor=f"comment-{seen.comment.id}")
