"""The live half of write-ups: whoever may read one hears of it as long as they may."""

from typing import Any

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import afresh
from supervise.core.ids import Id
from supervise.core.rooms import seq_of, since
from supervise.texts.covering import Marked
from supervise.web import live, payload
from supervise.web.connections import Seat as LiveSeat
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.queries import text_in_write_up_for
from supervise.writeups.queries import room_of, write_up_for
from supervise.writeups.telling import answer_about, changes_for

Answer = dict[str, Any]


@live.hears("writeup:open", gate="through writeups.queries.write_up_for", id=payload.ident, after=payload.number)
def open_write_up(actor: Actor, id: Id, after: int) -> Answer:  # noqa: A002
    member, room = write_up_for(actor, id).member, room_of(id)
    role = member.role.value
    live.enter(room, LiveSeat(member.group_id, member.id, member.id, member.account.name, role=role, standing=role))
    seen = afresh(lambda: write_up_for(actor, id))
    changed = since(room, after, limits.CATCH_UP_MOST)
    live.follow(room, changed.seq)
    if not changed.complete:
        return {"seq": changed.seq, "changes": [], "reload": True}
    return {"seq": seq_of(room), "changes": changes_for(seen, changed)}


@live.hears("writeup:leave", gate="own socket", id=payload.ident)
def leave_write_up(actor: Actor, id: Id) -> None:  # noqa: ARG001, A002
    live.leave(room_of(id))


@live.hears(
    "writeup:cover",
    gate="through writeups.covering.queries.text_in_write_up_for",
    pace="write",
    text=payload.ident,
    revision=payload.number,
    start=payload.number,
    end=payload.number,
    words=payload.optional(payload.words(limits.SECTION), ""),
)
def cover(actor: Actor, *, text: Id, revision: int, start: int, end: int, words: str) -> dict[str, Any]:
    marked = Marked(revision, (start, end) if start < end else None, words, else_all=True)
    covering.cover_passage(actor, text, marked)
    return answer_about(text_in_write_up_for(actor, text))
