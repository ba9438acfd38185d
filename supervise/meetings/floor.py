"""The floor: who may say what, in which kind, at this moment. Pure, and the same for every way that words can come in.

The law is the phase's: each part has its kinds. On top of it lie the turns of a round, the order of a queue, the
number that each person may say, the presenter's silence, pauses, and the veil.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes, require
from supervise.meetings.format import Bells, Exit, Kind, Mode, Part, Phase, Reveal, Stance

_NONE: frozenset[Id] = frozenset()


@dataclass(frozen=True, slots=True)
class Floor:
    """A phase that is on, and those who sit in it.

    `parts` says what each person is who was given something; all others in `order` (that of entering) are `others`.
    `said` counts what each has said in this stay in the phase, `done` holds those whose turn is over, `hands` those
    who raised one. `open` is False before the beginning, in a pause of the clock, and after the end.
    """

    phase: Phase | None
    others: Part = Part.MEMBER
    parts: Mapping[Id, frozenset[Part]] = field(default_factory=dict)
    order: tuple[Id, ...] = ()
    said: Mapping[Id, int] = field(default_factory=dict)
    done: frozenset[Id] = _NONE
    hands: tuple[Id, ...] = ()
    open: bool = False
    veiled: bool = False


def parts_of(floor: Floor, who: Id) -> frozenset[Part]:
    """Return what somebody is in this slot."""
    return floor.parts.get(who) or frozenset({floor.others})


def is_silenced(floor: Floor, who: Id) -> bool:
    """Tell whether somebody presents and is protected from speaking, whatever else they are."""
    return floor.phase is not None and floor.phase.presenter_is_silent and Part.PRESENTER in parts_of(floor, who)


def law_for(floor: Floor, who: Id) -> tuple[Kind, ...]:
    """Return the kinds that the phase gives somebody, turns and numbers aside."""
    if floor.phase is None or who not in floor.order or is_silenced(floor, who):
        return ()
    mine = parts_of(floor, who)
    watches_only = mine == {Part.OBSERVER} and floor.others is not Part.OBSERVER
    named = [kinds for part, kinds in floor.phase.may.items() if part in mine]
    named += [floor.phase.may.get(Part.ALL, ())] if not watches_only else []
    return tuple(dict.fromkeys(kind for kinds in named for kind in kinds))


def turn(floor: Floor) -> Id | None:
    """Return whose turn it is in a round, or who is first in the queue; None where nobody's or everybody's."""
    if floor.phase is None:
        return None
    if floor.phase.mode is Mode.QUEUE:
        return next((who for who in floor.hands if _takes_turns(floor, who)), None)
    if floor.phase.mode is Mode.ROUND:
        waiting = (who for who in floor.order if who not in floor.done and not _used_up(floor, who))
        return next((who for who in waiting if _takes_turns(floor, who)), None)
    return None


def voices(floor: Floor, who: Id) -> tuple[Kind, ...]:
    """Return the kinds that somebody may say now; nothing: listen."""
    return law_for(floor, who) if not _silent_because(floor, who) else ()


def may_say(floor: Floor, who: Id, kind: Kind) -> Verdict:
    """Tell whether somebody may say something of a kind now, and if not, why."""
    if reason := _silent_because(floor, who):
        return No(reason)
    if kind not in law_for(floor, who):
        return No("This phase is for something else. Look at what is asked of you now; your words are kept.")
    return Yes()


def may_note(floor: Floor, who: Id) -> Verdict:
    """Tell whether somebody may write in the notes that all read: whoever may say something now, and the scribe.

    Where words are shown later, or not to everybody, the notes would give them away.
    """
    phase, mine = floor.phase, parts_of(floor, who)
    if phase and (phase.reveal is Reveal.TOGETHER or phase.presenter is Stance.AWAY or mine & phase.holds.keys()):
        return No("What is said in this phase is not for everybody yet, and all read the notes. Your words are kept.")
    scribe = Part.SCRIBE in mine and who in floor.order and floor.open and not floor.veiled
    if scribe and not is_silenced(floor, who):
        return Yes()
    reason = _silent_because(floor, who)
    return No(reason) if reason else Yes()


def say(floor: Floor, who: Id, kind: Kind) -> Floor:
    """Return the floor after somebody has said something; raise NotAllowed with the reason where they may not."""
    require(may_say(floor, who, kind))
    count = floor.said.get(who, 0) + 1
    after = replace(floor, said={**floor.said, who: count})
    return finish(after, who) if _used_up(after, who) else after


def finish(floor: Floor, who: Id) -> Floor:
    """Somebody's turn is over: they have spoken, or pass."""
    return replace(floor, done=floor.done | {who}, hands=tuple(one for one in floor.hands if one != who))


def raise_hand(floor: Floor, who: Id) -> Floor:
    """Somebody would like to speak; twice is once."""
    require(may_raise(floor, who))
    return floor if who in floor.hands else replace(floor, hands=(*floor.hands, who))


def lower_hand(floor: Floor, who: Id) -> Floor:
    """Somebody would rather not."""
    return replace(floor, hands=tuple(one for one in floor.hands if one != who))


def may_raise(floor: Floor, who: Id) -> Verdict:
    """Tell whether somebody may raise a hand."""
    if floor.phase is None or who not in floor.order:
        return No("The meeting is not on.")
    if is_silenced(floor, who):
        return No("You are listening now, and need not speak. Your two ways out are open.")
    return Yes()


def may_ring(floor: Floor, who: Id) -> Verdict:
    """Tell whether somebody may mark a moment with their private bell: the listeners, while bells are rung."""
    if floor.phase is None or floor.phase.bells is not Bells.RING or not floor.open:
        return No("Bells are rung while the case is told and asked about.")
    if who not in floor.order or floor.others not in parts_of(floor, who):
        return No("The bells are for those who listen.")
    return Yes()


def exits(floor: Floor, who: Id) -> tuple[Exit, ...]:
    """Return the ways out that a silent presenter has now; a pause or a veil leaves them the way to stop."""
    if floor.phase is None or not is_silenced(floor, who):
        return ()
    ways = floor.phase.exits
    return ways if floor.open and not floor.veiled else tuple(way for way in ways if way is Exit.STOP)


def may_correct(floor: Floor, who: Id) -> Verdict:
    """Tell whether somebody may put a fact right in one line."""
    return Yes() if Exit.FACT_CORRECTION in exits(floor, who) else No("A fact is put right by a presenter who listens.")


def may_stop(floor: Floor, who: Id) -> Verdict:
    """Tell whether somebody may ask the facilitator in private to stop."""
    return Yes() if Exit.STOP in exits(floor, who) else No("This way out is for a presenter who listens.")


def sees(
    floor: Floor, reader: Id, author: Id, said_as: frozenset[Part], of: Phase, *, left: bool, begun: frozenset[str]
) -> bool:
    """Tell whether somebody sees words of another in a phase.

    `of` is the phase in which they were said, `left` whether that stay in it is over, `begun` the ids of the phases of
    its slot that have begun; `said_as` is what the author was.
    """
    if reader == author:
        return True
    if floor.veiled:
        return False
    if of.presenter is Stance.AWAY and Part.PRESENTER in parts_of(floor, reader):
        return False
    if of.reveal is Reveal.TOGETHER and not left:
        return False
    held_until = [phase for part, phase in of.holds.items() if part in said_as]
    return all(phase in begun for phase in held_until)


def _silent_because(floor: Floor, who: Id) -> str:
    """Return why somebody may say nothing at all now; empty where they may."""
    if floor.phase is None or who not in floor.order:
        return "The meeting is not on, so nothing can be said in it. Your words are kept."
    if floor.veiled:
        return "Somebody is looking at what was written. Nothing is said until that is settled; your words are kept."
    if not floor.open:
        return "The meeting is paused. Your words are kept until it goes on."
    if is_silenced(floor, who):
        return "You are listening now, and the group works for you. Your words are kept for when you return."
    if not law_for(floor, who):
        return "You are listening in this phase. Your words are kept."
    if _used_up(floor, who):
        return "You have said what this phase asks of each person. Your words are kept."
    if _takes_turns(floor, who) and turn(floor) != who:
        return _waiting_because(floor, who)
    return ""


def _waiting_because(floor: Floor, who: Id) -> str:
    if floor.phase is not None and floor.phase.mode is Mode.QUEUE:
        return "Raise your hand, and wait until you are first. Your words are kept."
    if who in floor.done:
        return "You have had your turn in this round. Your words are kept."
    return "It is somebody else's turn just now. Your words are kept."


def _takes_turns(floor: Floor, who: Id) -> bool:
    """Tell whether somebody waits for a turn here; a presenter who answers does not."""
    if floor.phase is None or floor.phase.mode not in {Mode.ROUND, Mode.QUEUE}:
        return False
    answers = Part.PRESENTER in parts_of(floor, who) and Part.PRESENTER in floor.phase.may
    return not answers and bool(law_for(floor, who))


def _used_up(floor: Floor, who: Id) -> bool:
    """Tell whether somebody has said as much as the phase asks of each; whoever only answers is not counted."""
    if floor.phase is None or floor.phase.each is None:
        return False
    answers = Part.PRESENTER in parts_of(floor, who) and Part.PRESENTER in floor.phase.may
    return not answers and floor.said.get(who, 0) >= floor.phase.each
