"""The live half of the room: the same calls as the forms make."""

from typing import Any

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import afresh
from supervise.core.ids import Id
from supervise.core.rooms import since
from supervise.dilemmas.sent import keep_from
from supervise.meetings.format import Kind
from supervise.meetings.room import coming, saying
from supervise.meetings.room.commanding import Command, Given, carry_out, reviewed
from supervise.meetings.room.queries import Room, room_for, room_of
from supervise.meetings.room.seen import standing
from supervise.meetings.room.telling import change_of, changes_for, shown_to
from supervise.texts.checking import Keep
from supervise.texts.models import KeptReason
from supervise.web import bus, live, payload
from supervise.web.connections import Seat as LiveSeat

Answer = dict[str, Any]
ROOM = "through meetings.room.queries.room_for"

kept_words = payload.optional(
    payload.list_of(
        payload.fields({"start": payload.number, "end": payload.number, "reason": payload.one_of(KeptReason)}),
        limits.KEPT_PER_TEXT,
    ),
    [],
)
_name = payload.optional(payload.words(limits.MEETING_NAME))


@live.hears("meeting:open", gate=ROOM, id=payload.ident, after=payload.optional(payload.number))
def open_room(actor: Actor, id: Id, after: int | None) -> Answer:  # noqa: A002
    room = room_for(actor, id)
    _sit(room)
    coming.come_in(actor, id, bus.name())
    room = afresh(lambda: room_for(actor, id))
    now = standing(room.meeting, room.items)
    changed = since(room.name, after, limits.CATCH_UP_MOST) if after is not None else None
    live.follow(room.name, now.seq)
    told = shown_to(now, room.member)
    return {**told, "present": live.presence.shown(room.name), "changes": changes_for(now, room.member, changed)}


@live.hears("meeting:time", gate=ROOM, id=payload.ident)
def time(actor: Actor, id: Id) -> Answer:  # noqa: A002
    room_for(actor, id)
    return {"now": clock.millis(clock.now())}


@live.hears("meeting:leave", gate="own socket", id=payload.ident)
def leave_room(actor: Actor, id: Id) -> None:  # noqa: ARG001, A002
    live.leave(room_of(id))


@live.hears(
    "meeting:say",
    gate=ROOM,
    pace="write",
    meeting=payload.ident,
    body=payload.words(limits.COMMENT),
    key=payload.key,
    kind=payload.optional(payload.one_of(Kind)),
    kept=kept_words,
)
def say(actor: Actor, meeting: Id, *, body: str, key: str, kind: Kind | None, kept: list[Answer]) -> Answer:
    room = room_for(actor, meeting)
    line = saying.say(actor, meeting, reviewed(room, body, keeps(kept)), kind, key)
    return {"change": change_of(standing(room.meeting), line)}


@live.hears(
    "meeting:command",
    gate=ROOM,
    pace="event",
    meeting=payload.ident,
    command=payload.one_of(Command),
    seq=payload.optional(payload.number),
    seconds=payload.optional(payload.number),
    left=payload.optional(payload.number),
    to=payload.optional(payload.ident),
    role=_name,
    choice=_name,
    line=payload.optional(payload.ident),
    warm=payload.optional(payload.flag, otherwise=True),
    text=payload.optional(payload.words(limits.MEETING_LINE)),
    key=payload.optional(payload.key),
    kept=kept_words,
    **{"from": _name},
)
def command(actor: Actor, meeting: Id, *, command: Command, **given: Any) -> Answer:
    room = room_for(actor, meeting)
    given["source"], given["kept"] = given.pop("from"), keeps(given["kept"])
    carry_out(actor, room, command, Given(**given))
    room = afresh(lambda: room_for(actor, meeting))
    return shown_to(standing(room.meeting, room.items), room.member)


def keeps(kept: list[Answer]) -> tuple[Keep, ...]:
    """Return which marked words somebody keeps, and why."""
    return tuple(keep for one in kept if (keep := keep_from(one)) is not None)


def _sit(room: Room) -> None:
    """Each person is an audience of their own: what one may see, another may not."""
    member = room.member
    role = member.role.value
    live.enter(
        room.name,
        LiveSeat(room.seat.group.id, member.id, member.id, member.account.name, role=role, standing=role),
    )
