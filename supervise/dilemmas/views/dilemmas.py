"""A dilemma's own page and what can be done with it."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import NotAllowed, Stale
from supervise.core.limits import THREAD_WINDOW
from supervise.core.rooms import seq_of
from supervise.dilemmas import actions, floor, handing_on, policy
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.composing import (
    begun_at,
    comment_composer,
    composer,
    lines_from,
    own_supervision_from,
    posted_from,
    with_findings,
)
from supervise.dilemmas.forms import CloseForm, ComeBackForm, CommentForm, DilemmaForm, EditDilemmaForm, ThemesForm
from supervise.dilemmas.gate.queries import is_answered
from supervise.dilemmas.history import histories
from supervise.dilemmas.mentions.queries import place_for_reading
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.presenting import as_thread, comment_views, material_of, yours_in
from supervise.dilemmas.presenting_dilemmas import dilemma_view, for_person
from supervise.dilemmas.queries import (
    Thread,
    newest_comments,
    own_thread_for,
    themes_of,
    thread_for,
    thread_to_close,
    thread_to_theme,
)
from supervise.dilemmas.readers import noting
from supervise.dilemmas.reading.queries import first_new_in
from supervise.dilemmas.seen import eyes_of
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.dilemmas.themes import known_themes
from supervise.texts.checking import Checked, mends
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.web.pages import back, page, through
from supervise.web.session import present_viewer


@pages.get("/dilemmas/<id>")
@through(thread_for)
def show(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    noting.note(thread.dilemma.id, thread.member.id)
    if request.headers.get("X-Background") is None:
        floor.enter(thread.dilemma, thread.member)
    return thread_page(thread, CommentForm())


@pages.get("/dilemmas/<id>/edit")
@through(own_thread_for)
def edit(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    return _edit_page(thread, _filled(thread))


@pages.post("/dilemmas/<id>/edit")
@through(own_thread_for)
def change(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = EditDilemmaForm()
    if not form.validate() or form.revision.data is None:
        return _edit_page(thread, form), 422
    try:
        written = posted_from(form)
        words = {TextKind.ACCOUNT: written.account, TextKind.TITLE: written.title, TextKind.QUESTION: written.question}
        protect = bool(form.protect.data) or _mends(thread, words)
        actions.edit_dilemma(actor, thread.dilemma.id, written, revision=form.revision.data, protect=protect)
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("dilemmas.change", id=thread.dilemma.id), thread.seat), 422
    except (Stale, NotAllowed) as refusal:
        return _edit_page(thread, form, problem=refusal.message), refusal.status
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.get("/dilemmas/<id>/history")
@through(thread_for)
def history(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    noting.note(thread.dilemma.id, thread.member.id)
    kinds = (TextKind.TITLE, TextKind.QUESTION, TextKind.ACCOUNT)
    versions = histories(thread.dilemma.id, kinds)
    return page(
        "dilemmas/history.html",
        "Earlier words",
        versions=versions,
        href=_href(thread),
        group=thread.seat.group,
        dilemma_id=thread.dilemma.id,
    )


@pages.get("/dilemmas/<id>/withdraw")
@through(own_thread_for)
def ask_withdraw(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    return page("dilemmas/withdraw.html", "Withdraw", dilemma=_view(thread), group=thread.seat.group)


@pages.post("/dilemmas/<id>/withdraw")
@through(own_thread_for)
def withdraw(actor: Actor, thread: Thread) -> Response:
    actions.withdraw(actor, thread.dilemma.id)
    return back("dilemmas.group", id=thread.seat.group.id)


@pages.get("/dilemmas/<id>/close")
@through(thread_to_close)
def ask_close(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    return _close_page(thread, CloseForm())


@pages.post("/dilemmas/<id>/close")
@through(thread_to_close)
def close(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = CloseForm()
    if not form.validate():
        return _close_page(thread, form), 422
    try:
        words = lines_from(form, ("outcome", "spoken_about", "watch_for"))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("dilemmas.close", id=thread.dilemma.id), thread.seat), 422
    lines: dict[TextKind, Checked | None] = {kind: words[kind.value] for kind in TextKind if kind.value in words}
    actions.close(actor, thread.dilemma.id, lines, protect=_mends(thread, lines))
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/reopen")
@through(thread_to_close)
def reopen(actor: Actor, thread: Thread) -> Response:
    actions.reopen(actor, thread.dilemma.id)
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/keep-open")
@through(own_thread_for)
def keep_open(actor: Actor, thread: Thread) -> Response:
    actions.keep_open(actor, thread.dilemma.id)
    return back("home.today")


@pages.get("/dilemmas/<id>/themes")
@through(thread_to_theme)
def ask_themes(actor: Actor, thread: Thread) -> str:  # noqa: ARG001
    return _themes_page(thread, ThemesForm(data={"themes": _slugs(thread)}))


@pages.post("/dilemmas/<id>/themes")
@through(thread_to_theme)
def choose_themes(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    form = ThemesForm()
    if not form.validate():
        return _themes_page(thread, form), 422
    actions.set_themes(actor, thread.dilemma.id, [slug for slug in form.themes.data or [] if slug])
    return back("dilemmas.show", id=thread.dilemma.id)


@pages.post("/dilemmas/<id>/come-back")
@through(own_thread_for)
def come_back(actor: Actor, thread: Thread) -> Response | tuple[str, int]:
    form = ComeBackForm()
    if not form.validate():
        return thread_page(thread, CommentForm(formdata=None), come_back=form), 422
    actions.come_back_on(actor, thread.dilemma.id, form.day.data)
    if answer := own_supervision_from(form):  # not asked, or not answered, is no other answer
        actions.note_own_supervision(actor, thread.dilemma.id, answer)
    return back("dilemmas.show", id=thread.dilemma.id)


def thread_page(thread: Thread, form: CommentForm, **more: Any) -> str:
    """Fill a dilemma's page around a comment composer."""
    eyes = eyes_of(thread.member)
    before = request.args.get("before", "")
    comments = newest_comments(thread, int(before[:9]) if before.isascii() and before.isdigit() else None)
    material = material_of(thread, comments)
    views = comment_views(material, eyes)
    yours = yours_in(material)
    yours.since = first_new_in(thread)
    # before the window stand only those that are answered in it; they do not say how far back it reaches
    earlier = comments[-THREAD_WINDOW].number if len(comments) >= THREAD_WINDOW else None
    return page(
        "dilemmas/thread.html",
        f"Dilemma of {thread.dilemma.posted_at:%d %B}",
        dilemma=for_person(dilemma_view(thread, eyes), thread),
        comments=as_thread(views),
        by_id={view.id: view for view in views},
        yours=yours,
        place=place_for_reading(thread),
        thread=thread,
        earlier_href=url_for("dilemmas.show", id=thread.dilemma.id, before=earlier) if earlier else None,
        seq=seq_of(thread.room),
        group=thread.seat.group,
        in_other_groups=bool(handing_on.open_to(thread, present_viewer().actor)),
        come_back_form=more.get("come_back") or _for_oneself(thread.dilemma),
        **comment_composer(thread, form),
    )


def _for_oneself(dilemma: Dilemma) -> ComeBackForm:
    return ComeBackForm(formdata=None, data={"own_supervision": dilemma.own_supervision})


def _mends(thread: Thread, new: Mapping[TextKind, Checked | None]) -> bool:
    """Tell whether new words, or None where they are taken away, answer a finding in those that stand."""
    standing = {kind: words.body for (_, kind), words in words_of([thread.dilemma.id]).items()}
    return any(mends(standing.get(kind), after.body if after else "") for kind, after in new.items())


def _edit_page(thread: Thread, form: DilemmaForm, problem: str = "") -> str:
    given = composer(thread.seat, form, f"edit:{thread.dilemma.id}")
    given["may_set_gate"] = policy.may_set_gate(thread.member, thread.dilemma, answered=is_answered(thread.dilemma))
    return page("dilemmas/edit.html", "Edit", dilemma=_view(thread), problem=problem, **given)


def _filled(thread: Thread) -> EditDilemmaForm:
    """Return the form with the dilemma's present words."""
    dilemma, words = thread.dilemma, words_of([thread.dilemma.id])
    present = {kind.value: w.body or "" for (_, kind), w in words.items()}
    return EditDilemmaForm(
        data={
            **present,
            "setting": dilemma.setting or "",
            "approach": dilemma.approach or "",
            "needed_by": dilemma.needed_by,
            "asks_first": dilemma.asks_first,
            "revision": words[dilemma.id, TextKind.ACCOUNT].revision,
        }
    )


def _close_page(thread: Thread, form: CloseForm) -> str:
    draft = begun_at(thread.member, f"close:{thread.dilemma.id}", form)
    return page("dilemmas/close.html", "Close", dilemma=_view(thread), form=form, group=thread.seat.group, draft=draft)


def _themes_page(thread: Thread, form: ThemesForm) -> str:
    known = known_themes(thread.seat.group.id)
    return page(
        "dilemmas/themes.html", "Themes", dilemma=_view(thread), form=form, known=known, group=thread.seat.group
    )


def _slugs(thread: Thread) -> list[str]:
    return [row.slug for row, _ in themes_of([thread.dilemma.id])]


def _view(thread: Thread) -> Any:
    return for_person(dilemma_view(thread, eyes_of(thread.member)), thread)


def _href(thread: Thread) -> str:
    return url_for("dilemmas.show", id=thread.dilemma.id)
