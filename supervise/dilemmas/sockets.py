"""The live half of threads: events that people send, and the changes that rooms are told."""

from collections.abc import Callable
from typing import Any

from flask import render_template

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.events import after
from supervise.core.ids import Id
from supervise.core.rooms import Changes, Op, seq_of, seq_of_element, since
from supervise.dilemmas import comments, events
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.models import Comment, Dilemma, Kind, Reaction, Signed
from supervise.dilemmas.presenting import comment_views, yours_in
from supervise.dilemmas.presenting_dilemmas import dilemma_view, row_views
from supervise.dilemmas.queries import (
    Thread,
    comment_for,
    comments_by_id,
    dilemmas_by_id,
    group_room,
    newest_comments,
    room_of,
    thread_for,
)
from supervise.dilemmas.seen import Eyes, eyes_of
from supervise.dilemmas.sent import keep_from
from supervise.groups.models import Role
from supervise.groups.queries import Seat, members_of, seat_for
from supervise.texts.checking import Checked, Keep, answered
from supervise.texts.models import KeptReason
from supervise.web import live, payload
from supervise.web.connections import Seat as LiveSeat
from supervise.web.session import viewer

Change = dict[str, Any]
THREAD = "through dilemmas.queries.thread_for"
COMMENT = "through dilemmas.queries.comment_for"
GROUP = "through groups.queries.seat_for"

_kept = payload.optional(
    payload.list_of(
        payload.fields({"start": payload.number, "end": payload.number, "reason": payload.one_of(KeptReason)}),
        limits.KEPT_PER_TEXT,
    ),
    [],
)
_passage = payload.optional(
    payload.fields({"text": payload.ident, "revision": payload.number, "start": payload.number, "end": payload.number})
)


@live.hears("dilemma:open", gate=THREAD, id=payload.ident, after=payload.optional(payload.number))
def open_thread(actor: Actor, id: Id, after: int | None) -> Change:  # noqa: A002
    thread = thread_for(actor, id)
    _sit(thread.seat, thread.room, hushed=thread.dilemma.colleague_present)
    changed = since(thread.room, after, limits.CATCH_UP_MOST) if after is not None else None
    if changed is not None and not changed.complete:
        return {"seq": changed.seq, "reload": True, "changes": [], "present": live.presence.shown(thread.room)}
    shown, yours = _missed(thread, changed)
    return {
        "seq": changed.seq if changed else seq_of(thread.room),
        "changes": shown,
        "present": live.presence.shown(thread.room),
        **yours,
    }


@live.hears("group:open", gate=GROUP, id=payload.ident, after=payload.optional(payload.number))
def open_group(actor: Actor, id: Id, after: int | None) -> Change:  # noqa: A002
    seat = seat_for(actor, id)
    room = group_room(seat.group.id)
    _sit(seat, room, hushed=True)
    changed = since(room, after if after is not None else seq_of(room), limits.CATCH_UP_MOST)
    if not changed.complete:
        return {"seq": changed.seq, "reload": True, "changes": []}
    return {"seq": changed.seq, "changes": _rows(seat, changed, eyes_of(seat.member))}


@live.hears("dilemma:leave", gate="own socket", id=payload.ident)
def leave_thread(actor: Actor, id: Id) -> None:  # noqa: ARG001, A002
    live.leave(room_of(id))


@live.hears("group:leave", gate="own socket", id=payload.ident)
def leave_group(actor: Actor, id: Id) -> None:  # noqa: ARG001, A002
    live.leave(group_room(id))


@live.hears(
    "comment:post",
    gate=THREAD,
    pace="write",
    dilemma=payload.ident,
    body=payload.words(limits.COMMENT),
    kind=payload.optional(payload.one_of(Kind), Kind.RESPONSE),
    parent=payload.optional(payload.ident),
    key=payload.key,
    quote=_passage,
    kept=_kept,
    **{"as": payload.optional(payload.one_of(Signed), Signed.NAME)},
)
def post(actor: Actor, *, dilemma: Id, body: str, kind: Kind, parent: Id | None, key: str, **rest: Any) -> Change:
    thread = thread_for(actor, dilemma)
    quote = rest["quote"]
    said = Said(
        body=checked_comment(thread, body, rest["kept"]),
        kind=kind,
        parent_id=parent,
        signed=rest["as"],
        quote=Passage(quote["text"], quote["revision"], quote["start"], quote["end"]) if quote else None,
    )
    return _answer(actor, comments.post_comment(actor, dilemma, said, key))


@live.hears(
    "comment:edit",
    gate=COMMENT,
    pace="write",
    id=payload.ident,
    revision=payload.number,
    body=payload.words(limits.COMMENT),
    kept=_kept,
)
def edit(actor: Actor, id: Id, revision: int, body: str, kept: list[Change]) -> Change:  # noqa: A002
    seen = comment_for(actor, id)
    words = checked_comment(seen.thread, body, kept)
    return _answer(actor, comments.edit_comment(actor, id, words, revision=revision, protect=bool(kept)))


@live.hears("comment:remove", gate=COMMENT, pace="write", id=payload.ident)
def remove(actor: Actor, id: Id) -> Change:  # noqa: A002
    return _answer(actor, comments.remove_comment(actor, id))


@live.hears(
    "comment:react", gate=COMMENT, pace="write", id=payload.ident, reaction=payload.one_of(Reaction), on=payload.flag
)
def react(actor: Actor, id: Id, reaction: Reaction, *, on: bool) -> Change:  # noqa: A002
    return _answer(actor, comments.react(actor, id, reaction, on=on))


@live.hears("typing", gate=THREAD, pace="typing", dilemma=payload.ident, on=payload.flag)
def typing(actor: Actor, dilemma: Id, *, on: bool) -> None:
    thread = thread_for(actor, dilemma)
    told: Change = {"room": thread.room, "on": on}
    if not thread.dilemma.colleague_present:
        told["member"] = thread.member.id
    live.send_to_room(thread.room, dict.fromkeys(Eyes, told), "typing", but_here=True)


def checked_comment(thread: Thread, body: str, kept: list[Change]) -> Checked:
    """Return a comment's words once their direct findings are answered; raises NeedsReview."""
    keeps: list[Keep] = [keep for one in kept if (keep := keep_from(one)) is not None]
    return answered(body, keeps, names_known_in(thread))


def names_known_in(thread: Thread) -> list[str]:
    """Return the members' names, which are no finding in a comment; none where somebody signs as 'a colleague'."""
    if thread.dilemma.colleague_present:
        return []
    return [member.account.name for member in members_of(thread.seat)]


# --- what rooms are told ----------------------------------------------------------------------------------


@after(events.CommentPosted, events.CommentEdited, events.CommentRemoved, events.CommentAcknowledged)
def tell_of_comment(event: events.CommentEvent) -> None:
    _tell(event, lambda thread, eyes: _comment_html(thread, event.comment_id, eyes), f"comment-{event.comment_id}")


@after(
    events.DilemmaPosted,
    events.DilemmaEdited,
    events.ThemesChanged,
    events.DilemmaClosed,
    events.DilemmaReopened,
    events.DilemmaKeptOpen,
)
def tell_of_dilemma(event: events.ThreadEvent) -> None:
    _tell(event, _dilemma_html, f"dilemma-{event.dilemma_id}")


@after(events.DilemmaWithdrawn)
def tell_of_withdrawal(event: events.DilemmaWithdrawn) -> None:
    gone: dict[str, str | None] = dict.fromkeys(Eyes, "")
    room, element = room_of(event.dilemma_id), f"dilemma-{event.dilemma_id}"
    live.send_change(room, event.seq, Op.DROP, element, gone)
    live.send_change(group_room(event.group_id), event.row_seq, Op.DROP, f"row-{event.dilemma_id}", gone)
    live.end_room(room, "withdrawn")


def _tell(event: events.ThreadEvent, render: Callable[[Thread, Eyes], str | None], element: str) -> None:
    """Render once per audience that listens, and send; without a person at hand the next `head` tells."""
    seen = viewer()
    if seen is None:
        return
    thread = thread_for(seen.actor, event.dilemma_id)
    if thread.dilemma.colleague_present:
        live.presence.hush(thread.room)
    html = {eyes.value: render(thread, eyes) for eyes in Eyes if live.is_heard(thread.room, eyes)}
    live.send_change(thread.room, event.seq, Op.PUT, element, html)
    room = group_room(event.group_id)
    found = {event.dilemma_id: (thread.dilemma, thread.closure)}
    rows = {eyes.value: _row_html(thread.seat, found, eyes) for eyes in Eyes if live.is_heard(room, eyes)}
    live.send_change(room, event.row_seq, Op.PUT, f"row-{event.dilemma_id}", rows)


def _sit(seat: Seat, room: str, *, hushed: bool) -> None:
    member = seat.member
    shown = member.role.value if member.role is Role.SUPERVISOR else ""
    if hushed:
        live.presence.hush(room)
    live.enter(room, LiveSeat(seat.group.id, member.id, eyes_of(member), member.account.name, shown))


def _answer(actor: Actor, comment: Comment) -> Change:
    """Answer the writer with the change as their audience sees it, and tell their devices what is theirs."""
    thread = thread_for(actor, comment.dilemma_id)
    eyes = eyes_of(thread.member)
    element = f"comment-{comment.id}"
    yours = yours_in(thread, [comment])
    own = {"may": sorted(yours.may(comment.id)), "reactions": sorted(yours.reacted(comment.id))}
    live.send_to_account(
        actor.account_id,
        "yours",
        {"room": thread.room, "id": element, **own, "names": yours.names(comment.id)},
    )
    html = _comment_html(thread, comment.id, eyes)
    return {
        "change": {
            "room": thread.room,
            "seq": seq_of_element(thread.room, element),
            "op": Op.PUT,
            "id": element,
            "html": html,
        }
    }


def _missed(thread: Thread, changed: Changes | None) -> tuple[list[Change], Change]:
    eyes = eyes_of(thread.member)
    if changed is None:
        found: dict[str, Comment] = {c.id: c for c in newest_comments(thread)}
        items = [(c.number, Op.PUT, f"comment-{c.id}") for c in found.values()]
    else:
        items = [(c.seq, c.op, c.element) for c in changed.items]
        found = comments_by_id(thread, [e.removeprefix("comment-") for _, _, e in items if e.startswith("comment-")])
    html = {f"comment-{v.id}": _fill(v) for v in comment_views(thread, list(found.values()), eyes)}
    if any(element == f"dilemma-{thread.dilemma.id}" for _, _, element in items):
        html[f"dilemma-{thread.dilemma.id}"] = _dilemma_html(thread, eyes)
    own = yours_in(thread, list(found.values())).as_dict()
    shown = [_as_change(thread.room, seq, op, element, html.get(element)) for seq, op, element in items]
    return shown, {"mine": own["may"], "reacted": own["reacted"], "names": own["names"]}


def _rows(seat: Seat, changed: Changes, eyes: Eyes) -> list[Change]:
    ids = [c.element.removeprefix("row-") for c in changed.items]
    found = dilemmas_by_id(seat, ids)
    html = {
        f"row-{v.id}": render_template("dilemmas/_row.html", row=v) for v in row_views(seat, list(found.values()), eyes)
    }
    room = group_room(seat.group.id)
    return [_as_change(room, c.seq, c.op, c.element, html.get(c.element)) for c in changed.items]


def _as_change(room: str, seq: int, op: Op, element: str, html: str | None) -> Change:
    shown = "none" if html is None and op is Op.PUT else op.value
    return {"room": room, "seq": seq, "op": shown, "id": element, "html": html or ""}


def _row_html(seat: Seat, found: dict[Id, tuple[Dilemma, Any]], eyes: Eyes) -> str | None:
    dilemma, _ = next(iter(found.values()))
    if dilemma.audience.value == "supervisors" and eyes is Eyes.MEMBERS:
        return None
    return render_template("dilemmas/_row.html", row=row_views(seat, list(found.values()), eyes)[0])


def _comment_html(thread: Thread, comment_id: Id, eyes: Eyes) -> str | None:
    found = comments_by_id(thread, [comment_id])
    views = comment_views(thread, list(found.values()), eyes)
    return _fill(views[0]) if views else None


def _dilemma_html(thread: Thread, eyes: Eyes) -> str:
    return render_template("dilemmas/_dilemma.html", dilemma=dilemma_view(thread, eyes))


def _fill(view: Any) -> str:
    return render_template("dilemmas/_comment.html", comment=view, yours=None)
