"""What rooms are told of threads: each change rendered once per audience that listens, in the order of its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template

from supervise.core import limits
from supervise.core.errors import Missing
from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op, seq_of_element, since
from supervise.dilemmas import events, fresh
from supervise.dilemmas.gate.queries import asked_in
from supervise.dilemmas.mentions.queries import names_marked
from supervise.dilemmas.models import Audience, Comment
from supervise.dilemmas.presenting import Material, comment_views, material_of, yours_in
from supervise.dilemmas.presenting_dilemmas import asked_views, dilemma_view, row_views
from supervise.dilemmas.queries import (
    Thread,
    comments_by_id,
    dilemmas_by_id,
    group_room,
    may_still_read,
    newest_comments,
    room_of,
    thread_for,
    unlisted,
)
from supervise.dilemmas.seen import CommentView, Eyes, eyes_of
from supervise.dilemmas.showing import is_held_back, without_held_back
from supervise.groups import policy as groups_policy
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Member
from supervise.groups.queries import Seat
from supervise.texts.models import TextKind
from supervise.web import bus, live
from supervise.web.session import present_viewer, viewer
from supervise.web.slots import slot

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a room has just been told of a comment, so that its writer's answer is not made anew."""

    material: Material
    seq: int
    html: Mapping[str, str | None]


@after(events.CommentPosted, events.CommentEdited, events.CommentRemoved, events.CommentAcknowledged)
def tell_of_comment(event: events.CommentEvent) -> None:
    """Tell the thread of a comment, the group's list where its row changed, and each person what is theirs."""
    if viewer() is None:
        return  # without a person at hand the next `head` tells
    try:
        material = _material(event)
    except (Missing, AgreementFirst):
        return  # so it does where an author takes back words from a thread that is no longer open to them
    thread = material.thread
    mine = eyes_of(thread.member)
    heard = [eyes for eyes in Eyes if eyes is mine or live.is_heard(thread.room, eyes)]
    html: dict[str, str | None] = {eyes.value: _fill(comment_views(material, eyes)[0]) for eyes in heard}
    _hush(thread)
    if is_held_back(material.comments[0]):  # its writer's alone as yet: each asks for what they may see
        live.send_asking(thread.room, event.seq, heard)
    else:
        live.send_change(thread.room, event.seq, Op.PUT, _element(event.comment_id), html)
    g.told = Told(material, event.seq, html)
    _tell_yours(material)
    _tell_list(event, thread)


@after(
    events.DilemmaPosted,
    events.DilemmaEdited,
    events.ThemesChanged,
    events.DilemmaClosed,
    events.DilemmaReopened,
    events.DilemmaKeptOpen,
)
def tell_of_dilemma(event: events.ThreadEvent) -> None:
    """Tell the thread and the group's list of a dilemma."""
    if viewer() is None:
        return
    thread = thread_for(present_viewer().actor, event.dilemma_id)
    html = {eyes.value: _dilemma_html(thread, eyes) for eyes in Eyes if live.is_heard(thread.room, eyes)}
    live.send_change(thread.room, event.seq, Op.PUT, f"dilemma-{event.dilemma_id}", html)
    _tell_list(event, thread)


@after(events.PassageCovered, events.PassageUncovered, events.PassageRedacted, events.PassageRewritten)
def tell_of_passage(event: events.PassageEvent) -> None:
    """Tell the thread of what shows the passage, its quotes too, and the group's list where the row shows it."""
    bus.tell("forget_words")
    if viewer() is None or not event.seq:
        return
    thread = thread_for(present_viewer().actor, event.dilemma_id)
    changed = since(thread.room, event.first_seq - 1, event.seq - event.first_seq + limits.CATCH_UP_MOST)
    # what took a later number meanwhile is told with that one
    items = [(c.seq, c.op, c.element) for c in changed.items if c.seq <= event.seq]
    heard = [eyes for eyes in Eyes if live.is_heard(thread.room, eyes)]
    html = {eyes.value: _elements(thread, [e for _, _, e in items], eyes, to_all=True)[0] for eyes in heard}
    for seq, op, element in items:
        live.send_change(thread.room, seq, op, element, {name: shown.get(element) for name, shown in html.items()})
    _tell_list(event, thread)


@after(events.DilemmaWithdrawn)
def tell_of_withdrawal(event: events.DilemmaWithdrawn) -> None:
    """Take a withdrawn dilemma from every open page."""
    gone: dict[str, str | None] = dict.fromkeys(Eyes, "")
    room, element = room_of(event.dilemma_id), f"dilemma-{event.dilemma_id}"
    live.send_change(room, event.seq, Op.DROP, element, gone)
    if unlisted([event.dilemma_id]):
        gone[Eyes.MEMBERS] = None
    live.send_change(group_room(event.group_id), event.row_seq, Op.DROP, f"row-{event.dilemma_id}", gone)
    live.end_room(room, "withdrawn")


@after(events.DilemmaDestroyed)
def tell_of_destruction(event: events.DilemmaDestroyed) -> None:
    """Take a dilemma that was destroyed from every page that has it open."""
    live.end_room(room_of(event.dilemma_id), "withdrawn")


@after(
    events.CommentEdited,
    events.CommentRemoved,
    events.DilemmaEdited,
    events.DilemmaClosed,
    events.DilemmaDestroyed,
    events.LinesErased,
)
def forget_words(event: events.ThreadEvent) -> None:  # noqa: ARG001  whichever it was
    """Let no process keep earlier words in memory."""
    bus.tell("forget_words")


def answer(comment: Comment) -> Change:
    """Return the answer to the writer: the comment's present state as their audience sees it."""
    told: Told | None = g.get("told")
    if told is None or told.material.comments[0].id != comment.id:  # sent again: nothing was told this time
        thread = thread_for(present_viewer().actor, comment.dilemma_id)
        material = material_of(thread, list(comments_by_id(thread, [comment.id]).values()))
        eyes = eyes_of(thread.member)
        seq = seq_of_element(thread.room, _element(comment.id))
        told = Told(material, seq, {eyes.value: _fill(comment_views(material, eyes)[0])})
        _tell_yours(material)
    thread = told.material.thread
    html = told.html[eyes_of(thread.member).value]
    return {"change": _as_change(thread.room, told.seq, Op.PUT, _element(comment.id), html)}


def answer_about(thread: Thread, element: str) -> Change:
    """Return an answer that holds an element of a thread as it now is for the actor."""
    html, _ = _elements(thread, [element], eyes_of(thread.member))
    return {"change": _as_change(thread.room, seq_of_element(thread.room, element), Op.PUT, element, html.get(element))}


def missed(thread: Thread, changed: Changes | None) -> tuple[list[Change], Change]:
    """Return a thread's elements as they now are (the newest, or what changed), and what of them is the actor's."""
    if changed is None:
        items = [(c.number, Op.PUT, _element(c.id)) for c in newest_comments(thread)]
    else:
        items = [(c.seq, c.op, c.element) for c in changed.items]
    html, material = _elements(thread, [element for _, _, element in items], eyes_of(thread.member))
    own = yours_in(material).as_dict()
    shown = [_as_change(thread.room, seq, op, element, html.get(element)) for seq, op, element in items]
    return shown, {"mine": own["may"], "reacted": own["reacted"], "names": own["names"]}


def rows_missed(seat: Seat, changed: Changes) -> list[Change]:
    """Return the rows of a group's list that changed, as they now are."""
    ids = [c.element.removeprefix("row-") for c in changed.items]
    found = dilemmas_by_id(seat, ids)
    hidden = unlisted(ids) if eyes_of(seat.member) is Eyes.MEMBERS else frozenset()
    views = row_views(seat, list(found.values()), eyes_of(seat.member)) + asked_views(seat, asked_in(seat, ids))
    html = {f"row-{view.id}": render_template("dilemmas/_row.html", row=view) for view in views}
    room = group_room(seat.group.id)
    return [
        _as_change(room, c.seq, Op.PUT if name in hidden else c.op, c.element, html.get(c.element))
        for name, c in zip(ids, changed.items, strict=True)
    ]


def _elements(
    thread: Thread, elements: Sequence[str], eyes: Eyes, *, to_all: bool = False
) -> tuple[dict[str, str], Material]:
    """Return elements of a thread's page as an audience sees them now, and what the comments among them are made of."""
    ids = [element.removeprefix("comment-") for element in elements if element.startswith("comment-")]
    found = sorted(comments_by_id(thread, ids).values(), key=lambda comment: comment.number)
    material = material_of(thread, without_held_back(found) if to_all else found)
    html = {_element(view.id): _fill(view) for view in comment_views(material, eyes)}
    if f"dilemma-{thread.dilemma.id}" in elements:
        html[f"dilemma-{thread.dilemma.id}"] = _dilemma_html(thread, eyes)
    if f"stage-{thread.dilemma.id}" in elements:
        html[f"stage-{thread.dilemma.id}"] = str(slot("thread.stage", thread=thread))
    return html, material


def _material(event: events.CommentEvent) -> Material:
    """Return what a comment is shown from: what was just written, else read as it now is."""
    written = fresh.written(event.comment_id)
    fresh.let_go()
    if written is not None and not written.quotes:
        comment = written.comment
        words, named = written.words, names_marked(written.thread, [written.words])
        return Material(written.thread, [comment], {(comment.id, TextKind.COMMENT): words}, {}, {}, [], named)
    thread = thread_for(present_viewer().actor, event.dilemma_id)
    return material_of(thread, list(comments_by_id(thread, [event.comment_id]).values()))


def _tell_yours(material: Material) -> None:
    """Tell the actor's devices, and those of the comment's author, what is theirs of it."""
    thread, comment = material.thread, material.comments[0]
    for member in {m.id: m for m in (thread.member, comment.author)}.values():
        if not _still_reads(member, thread):
            continue
        yours = yours_in(material, member)
        may, reactions = sorted(yours.may(comment.id)), sorted(yours.reacted(comment.id))
        theirs: Change = {"room": thread.room, "id": _element(comment.id), "may": may, "reactions": reactions}
        live.send_to_account(member.account_id, "yours", {**theirs, "names": yours.names(comment.id)})


def _still_reads(member: Member, thread: Thread) -> bool:
    """Tell whether a thread is still open to somebody who once wrote in it: they may have gone or lost their role."""
    return bool(groups_policy.may_read(member, thread.seat.group)) and may_still_read(member, thread.dilemma)


def _tell_list(event: events.ThreadEvent, thread: Thread) -> None:
    """Tell the group's list of a row that changed; `row_seq` is 0 where it did not."""
    room = group_room(event.group_id)
    heard = [eyes for eyes in Eyes if live.is_heard(room, eyes)]
    if not event.row_seq or not heard:
        return
    if thread.dilemma.asks_first:  # who sits there sees the words or the question: each asks for their own
        live.send_asking(room, event.row_seq, heard)
        return
    html = {eyes.value: _row_html(thread, eyes) for eyes in heard}
    live.send_change(room, event.row_seq, Op.PUT, f"row-{event.dilemma_id}", html)


def _hush(thread: Thread) -> None:
    if thread.dilemma.colleague_present:
        live.hush(thread.room)


def _row_html(thread: Thread, eyes: Eyes) -> str | None:
    if thread.dilemma.audience is Audience.SUPERVISORS and eyes is Eyes.MEMBERS:
        return None
    row = row_views(thread.seat, [(thread.dilemma, thread.closure)], eyes)[0]
    return render_template("dilemmas/_row.html", row=row)


def _dilemma_html(thread: Thread, eyes: Eyes) -> str:
    return render_template("dilemmas/_dilemma.html", dilemma=dilemma_view(thread, eyes))


def _fill(view: CommentView) -> str:
    return render_template("dilemmas/_comment.html", comment=view, yours=None)


def _element(comment_id: Id | str) -> str:
    return f"comment-{comment_id}"


def _as_change(room: str, seq: int, op: Op, element: str, html: str | None) -> Change:
    if html is None and op is Op.PUT:
        return live.nothing(room, seq)
    return {"room": room, "seq": seq, "op": op.value, "id": element, "html": html or ""}
