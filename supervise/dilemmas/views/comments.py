"""Comments by plain forms: the same calls as the live channel makes."""

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.dilemmas import comments
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.comments import Said
from supervise.dilemmas.composing import KEEP_REASONS, begun_at, body_from, with_findings
from supervise.dilemmas.forms import CommentForm, EditCommentForm, ReactForm
from supervise.dilemmas.history import histories
from supervise.dilemmas.models import Kind, Reaction, Signed
from supervise.dilemmas.presenting import comment_views, material_of
from supervise.dilemmas.queries import CommentSeen, Thread, comment_for, own_comment_for, thread_for
from supervise.dilemmas.readers import noting
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.seen import eyes_of
from supervise.dilemmas.sent import FieldsNeedReview, passage_from
from supervise.dilemmas.sockets import mends_comment, names_known_in
from supervise.dilemmas.views.dilemmas import thread_page
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.web.pages import back, page, through


@pages.post("/dilemmas/<id>/comments")
@through(thread_for)
def comment(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = CommentForm()
    if not form.validate():
        return thread_page(thread, form), 422
    try:
        body = body_from(form, names_known_in(thread))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("dilemmas.comment", id=thread.dilemma.id), thread.seat), 422
    said = Said(
        body=body,
        kind=Kind(form.kind.data or Kind.RESPONSE),
        parent_id=Id(form.parent.data) if form.parent.data else None,
        signed=Signed(form["as"].data or Signed.NAME),
        quote=passage_from(form.quote.data),
        reference=mark_from(form.reference.data),
    )
    posted = comments.post_comment(actor, thread.dilemma.id, said, form.key.data.lower())
    return back("dilemmas.show", id=thread.dilemma.id, anchor=f"comment-{posted.id}")


@pages.get("/comments/<id>/edit")
@through(own_comment_for)
def edit_comment(actor: Actor, seen: CommentSeen) -> str:  # noqa: ARG001
    words = words_of([seen.comment.id]).get((seen.comment.id, TextKind.COMMENT))
    form = EditCommentForm(data={"body": words.body if words else "", "revision": words.revision if words else 0})
    return _edit_page(seen, form)


@pages.post("/comments/<id>/edit")
@through(own_comment_for)
def change_comment(actor: Actor, seen: CommentSeen) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = EditCommentForm()
    if not form.validate() or form.revision.data is None:
        return _edit_page(seen, form), 422
    try:
        body = body_from(form, names_known_in(seen.thread))
        protect = bool(form.protect.data) or mends_comment(seen, body.body)
        comments.edit_comment(actor, seen.comment.id, body, revision=form.revision.data, protect=protect)
    except FieldsNeedReview as findings:
        action = url_for("dilemmas.change_comment", id=seen.comment.id)
        return with_findings(form, findings, action, seen.thread.seat), 422
    except Stale as stale:
        return _edit_page(seen, form, problem=stale.message), stale.status
    return _to(seen)


@pages.get("/comments/<id>/remove")
@through(own_comment_for)
def ask_remove(actor: Actor, seen: CommentSeen) -> str:  # noqa: ARG001
    return page("dilemmas/remove.html", "Remove", **_given(seen))


@pages.post("/comments/<id>/remove")
@through(comment_for)
def remove_comment(actor: Actor, seen: CommentSeen) -> Response:
    pace.take("write", actor.account_id)
    comments.remove_comment(actor, seen.comment.id)
    return _to(seen)


@pages.post("/comments/<id>/react")
@through(comment_for)
def react(actor: Actor, seen: CommentSeen) -> Response:
    pace.take("write", actor.account_id)
    form = ReactForm()
    form.or_invalid()
    comments.react(actor, seen.comment.id, Reaction(form.reaction.data), on=form.on.data == "true")
    return _to(seen)


@pages.get("/comments/<id>/history")
@through(comment_for)
def comment_history(actor: Actor, seen: CommentSeen) -> str:  # noqa: ARG001
    noting.note(seen.thread.dilemma.id, seen.thread.member.id)
    versions = histories(seen.comment.id, (TextKind.COMMENT,))
    href = url_for("dilemmas.show", id=seen.thread.dilemma.id, _anchor=f"comment-{seen.comment.id}")
    given = {"group": seen.thread.seat.group, "dilemma_id": seen.thread.dilemma.id}
    return page("dilemmas/history.html", "Earlier words", versions=versions, href=href, **given)


def _edit_page(seen: CommentSeen, form: EditCommentForm, problem: str = "") -> str:
    given = _given(seen)
    draft = begun_at(seen.thread.member, f"edit:{given['comment'].text_id}", form)
    more = {"problem": problem, "keep_reasons": KEEP_REASONS, "draft": draft}
    return page("dilemmas/edit_comment.html", "Edit", form=form, **more, **given)


def _given(seen: CommentSeen) -> dict[str, Any]:
    view = comment_views(material_of(seen.thread, [seen.comment]), eyes_of(seen.thread.member))[0]
    return {"comment": view, "group": seen.thread.seat.group}


def _to(seen: CommentSeen) -> Response:
    return back("dilemmas.show", id=seen.thread.dilemma.id, anchor=f"comment-{seen.comment.id}")
