"""From a sent command, over the socket or by a form, to the one act it stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.groups.queries import names_in
from supervise.meetings.format import Part
from supervise.meetings.room import actions, saying
from supervise.meetings.room.queries import Room
from supervise.texts.checking import Checked, Keep, answered


class Command(StrEnum):
    """What can be commanded in a meeting (docs/live.md)."""

    BEGIN = "begin"
    NEXT = "next"
    SKIP = "skip"
    REPEAT = "repeat"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    ASSIGN = "assign"
    END = "end"
    CHOOSE = "choose"
    RATE = "rate"
    NUDGE = "nudge"
    RAISE_HAND = "raise_hand"
    LOWER_HAND = "lower_hand"
    BELL = "bell"
    MARK = "mark"
    CORRECT = "correct"
    PLEASE_STOP = "please_stop"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Given:
    """What came with a command; `words` are reviewed before anything is stored."""

    seq: int | None = None
    seconds: int | None = None
    source: str | None = None
    left: int | None = None
    to: Id | None = None
    role: Part | str | None = None
    choice: str | None = None
    line: Id | None = None
    warm: bool = True
    text: str | None = None
    key: str | None = None
    kept: tuple[Keep, ...] = ()


Doer = Callable[[Actor, Room, Given], object]

_AT_A_NUMBER: Mapping[Command, Callable[[Actor, Id, int], None]] = {
    Command.BEGIN: actions.begin,
    Command.NEXT: actions.go_on,
    Command.SKIP: actions.skip,
    Command.REPEAT: actions.repeat,
    Command.PAUSE: actions.pause,
    Command.TAKE_BACK: actions.take_back,
    Command.END: actions.end,
}
_OF_ONESELF: Mapping[Command, Callable[[Actor, Id], None]] = {
    Command.RAISE_HAND: actions.raise_hand,
    Command.BELL: actions.ring,
    Command.MARK: actions.mark_process,
    Command.PLEASE_STOP: actions.please_stop,
}


def carry_out(actor: Actor, room: Room, command: Command, given: Given) -> None:
    """Carry a command out; raises Invalid for what is missing, Stale, NotAllowed with the reason, NeedsReview."""
    meeting = room.meeting.id
    if command in _AT_A_NUMBER:
        _AT_A_NUMBER[command](actor, meeting, _number(given))
    elif command in _OF_ONESELF:
        _OF_ONESELF[command](actor, meeting)
    else:
        _OTHERS[command](actor, room, given)


def reviewed(room: Room, words: str, kept: tuple[Keep, ...] = ()) -> Checked:
    """Return words once their direct findings are answered; the members' names are none. Raises NeedsReview."""
    return answered(words, kept, names_in(room.seat))


def _extend(actor: Actor, room: Room, given: Given) -> None:
    if given.seconds is None or not given.source:
        raise Invalid(fields={"from": ["Say how many seconds, and from which later phase."]})
    actions.extend(actor, room.meeting.id, _number(given), given.seconds, given.source)


def _resume(actor: Actor, room: Room, given: Given) -> None:
    actions.resume(actor, room.meeting.id, _number(given), given.left)


def _hand_over(actor: Actor, room: Room, given: Given) -> None:
    actions.hand_over(actor, room.meeting.id, _number(given), _to(given))


def _assign(actor: Actor, room: Room, given: Given) -> None:
    if given.role == "deputy":
        actions.rename_deputy(actor, room.meeting.id, _number(given), _to(given))
    elif given.role in set(Part):
        actions.assign(actor, room.meeting.id, _number(given), Part(str(given.role)), _to(given))
    else:
        raise Invalid(fields={"role": ["Choose a part that the format has."]})


def _choose(actor: Actor, room: Room, given: Given) -> None:
    actions.choose(actor, room.meeting.id, given.choice or "")


def _rate(actor: Actor, room: Room, given: Given) -> None:
    if given.line is None:
        raise Invalid(fields={"line": ["Say which question."]})
    actions.rate(actor, room.meeting.id, given.line, warm=given.warm)


def _nudge(actor: Actor, room: Room, given: Given) -> None:
    to = _to(given)
    actions.nudge(actor, room.meeting.id, to, reviewed(room, _words(given), given.kept))


def _lower(actor: Actor, room: Room, given: Given) -> None:  # noqa: ARG001  all are called alike
    actions.raise_hand(actor, room.meeting.id, up=False)


def _correct(actor: Actor, room: Room, given: Given) -> None:
    saying.correct(actor, room.meeting.id, reviewed(room, _words(given), given.kept), given.key)


def _done(actor: Actor, room: Room, given: Given) -> None:
    actions.finish(actor, room.meeting.id, given.to)


_OTHERS: Mapping[Command, Doer] = {
    Command.EXTEND: _extend,
    Command.RESUME: _resume,
    Command.HAND_OVER: _hand_over,
    Command.ASSIGN: _assign,
    Command.CHOOSE: _choose,
    Command.RATE: _rate,
    Command.NUDGE: _nudge,
    Command.LOWER_HAND: _lower,
    Command.CORRECT: _correct,
    Command.DONE: _done,
}


def _number(given: Given) -> int:
    if given.seq is None:
        raise Invalid(fields={"seq": ["Say at which number of the room this was given."]})
    return given.seq


def _to(given: Given) -> Id:
    if given.to is None:
        raise Invalid(fields={"to": ["Say to whom."]})
    return given.to


def _words(given: Given) -> str:
    if not given.text:
        raise Invalid(fields={"text": ["There are no words yet."]})
    return given.text
