"""The live half of threads: what people send. The same calls as the forms make."""

from typing import Any

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import afresh
from supervise.core.ids import Id
from supervise.core.rooms import seq_of, since
from supervise.dilemmas import comments
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.models import Kind, Reaction, Signed
from supervise.dilemmas.queries import CommentSeen, Thread, comment_for, group_room, room_of, thread_for
from supervise.dilemmas.readers import noting
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.seen import Eyes, eyes_of
from supervise.dilemmas.sent import keep_from
from supervise.dilemmas.telling import answer, missed, rows_missed
from supervise.groups.models import Role
from supervise.groups.queries import Seat, names_in, seat_for
from supervise.texts.checking import Checked, Keep, answered, mends
from supervise.texts.models import KeptReason, TextKind
from supervise.texts.queries import words_of
from supervise.web import live, payload
from supervise.web.connections import Seat as LiveSeat

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
    noting.note(thread.dilemma.id, thread.member.id)
    thread = afresh(lambda: thread_for(actor, id))
    changed = since(thread.room, after, limits.CATCH_UP_MOST) if after is not None else None
    seq = changed.seq if changed else seq_of(thread.room)
    live.follow(thread.room, seq)
    here: Change = {"seq": seq, "present": live.presence.shown(thread.room)}
    if changed is not None and not changed.complete:
        return {**here, "reload": True, "changes": []}
    shown, yours = missed(thread, changed)
    return {**here, "changes": shown, **yours}


@live.hears("group:open", gate=GROUP, id=payload.ident, after=payload.optional(payload.number))
def open_group(actor: Actor, id: Id, after: int | None) -> Change:  # noqa: A002
    seat = seat_for(actor, id)
    room = group_room(seat.group.id)
    _sit(seat, room, hushed=True)
    seat = afresh(lambda: seat_for(actor, id))
    changed = since(room, after if after is not None else seq_of(room), limits.CATCH_UP_MOST)
    live.follow(room, changed.seq)
    if not changed.complete:
        return {"seq": changed.seq, "reload": True, "changes": []}
    return {"seq": changed.seq, "changes": rows_missed(seat, changed)}


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
    reference=payload.optional(payload.words(limits.REFERENCE)),
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
        reference=mark_from(rest["reference"]),
    )
    return answer(comments.post_comment(actor, dilemma, said, key))


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
    protect = mends_comment(seen, body)
    return answer(comments.edit_comment(actor, id, words, revision=revision, protect=protect))


@live.hears("comment:remove", gate=COMMENT, pace="write", id=payload.ident)
def remove(actor: Actor, id: Id) -> Change:  # noqa: A002
    return answer(comments.remove_comment(actor, id))


@live.hears(
    "comment:react", gate=COMMENT, pace="write", id=payload.ident, reaction=payload.one_of(Reaction), on=payload.flag
)
def react(actor: Actor, id: Id, reaction: Reaction, *, on: bool) -> Change:  # noqa: A002
    return answer(comments.react(actor, id, reaction, on=on))


@live.hears("typing", gate=THREAD, pace="typing", dilemma=payload.ident, on=payload.flag)
def typing(actor: Actor, dilemma: Id, *, on: bool) -> None:
    thread = thread_for(actor, dilemma)
    told: Change = {"room": thread.room, "on": on}
    if not thread.dilemma.colleague_present and thread.member.account.shown_present:
        told["member"] = thread.member.id
    live.send_to_room(thread.room, dict.fromkeys(Eyes, told), "typing", but_here=True)


def checked_comment(thread: Thread, body: str, kept: list[Change]) -> Checked:
    """Return a comment's words once their direct findings are answered; raises NeedsReview."""
    keeps: list[Keep] = [keep for one in kept if (keep := keep_from(one)) is not None]
    return answered(body, keeps, names_known_in(thread))


def mends_comment(seen: CommentSeen, body: str) -> bool:
    """Tell whether new words of a comment answer a finding in those that stand."""
    standing = words_of([seen.comment.id]).get((seen.comment.id, TextKind.COMMENT))
    return mends(standing.body if standing else None, body, names_known_in(seen.thread))


def names_known_in(thread: Thread) -> list[str]:
    """Return the members' names, which are no finding in a comment; none where somebody signs as 'a colleague'."""
    if thread.dilemma.colleague_present:
        return []
    return list(names_in(thread.seat))


def _sit(seat: Seat, room: str, *, hushed: bool) -> None:
    member = seat.member
    shown = member.role.value if member.role is Role.SUPERVISOR else ""
    if hushed:
        live.presence.hush(room)
    account = member.account
    live.enter(
        room,
        LiveSeat(
            seat.group.id,
            member.id,
            eyes_of(member),
            account.name,
            role=shown,
            standing=member.role.value,
            visible=account.shown_present,
        ),
    )
