"""Whether a format holds together: its minutes, its parts, what its phases point to, and the presenter's protection."""

from collections.abc import Iterator, Mapping, Sequence

from supervise.core.documents import Node
from supervise.meetings.format import SILENT, Exit, Format, Mode, Part, Phase, Stance

_PROMISES = ("one_facilitator", "no_kind_outside_may", "clock_monotonic", "every_phase_left_once")
_SILENT_IN = "presenter_silent_in("


def check(found: Format, given: Mapping[str, Node], phases: Sequence[Node]) -> None:
    """Raise Unfit with the line where a format does not hold together; `given` are the fields it was read from."""
    earlier: list[str] = []
    for phase, at in zip(found.phases, phases, strict=True):
        if phase.id in earlier:
            raise at.wrong(f"there is a phase '{phase.id}' already")
        for why in _of_a_phase(found, phase, earlier):
            raise at.wrong(why)
        earlier.append(phase.id)
    for field, why in _of_the_whole(found):
        raise given[field].wrong(why)


def _of_the_whole(found: Format) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the format as a whole, and the field in which it stands."""
    if len(set(found.parts)) != len(found.parts) or Part.ALL in found.parts:
        yield "roles", "each role stands once here, and 'all' is none"
    if Part.FACILITATOR not in found.parts:
        yield "roles", "somebody has to facilitate: add facilitator"
    if not found.frame and Part.PRESENTER not in found.parts:
        yield "roles", "somebody has to present: add presenter"
    low, high = found.minutes
    if not low * 60 <= found.seconds <= high * 60:
        minutes = found.seconds / 60
        yield "range", f"the phases take {minutes:g} minutes together, and the range says {low} to {high}"
    unknown = set(found.stages) - {phase.id for phase in found.phases}
    if unknown:
        yield "async", f"'{min(unknown)}' is no phase"
    for promise in found.invariants:
        if promise not in _PROMISES and not _is_silent_in(found, promise):
            yield "invariants", f"'{promise}' is no promise that this format can keep"


def _of_a_phase(found: Format, phase: Phase, earlier: Sequence[str]) -> Iterator[str]:
    if not phase.least <= phase.seconds <= phase.most:
        yield f"{phase.seconds} seconds do not lie between {phase.least} and {phase.most}"
    yield from _of_its_law(found, phase)
    later = [one.id for one in found.phases if one.id not in earlier and one.id != phase.id]
    for name in (*phase.give_time_to, *phase.holds.values()):
        if name not in later:
            yield f"'{name}' is no later phase"
    if phase.rates is not None and phase.rates not in earlier:
        yield f"'{phase.rates}' is no earlier phase"
    chosen = found.phase(phase.chooses_for) if phase.chooses_for else None
    if phase.chooses_for and (chosen is None or not chosen.choices or chosen.id not in (*later, phase.id)):
        yield f"'{phase.chooses_for}' is no phase from here on that has choices"
    if len({one.id for one in phase.choices}) != len(phase.choices):
        yield "each choice needs a name of its own"
    if phase.bells is not None and found.others not in phase.may and phase.bells == "open":
        yield "where bells are opened, those who rang them must have a voice"


def _of_its_law(found: Format, phase: Phase) -> Iterator[str]:
    laws = [phase.may, *(one.may for one in phase.choices if one.may is not None)]
    for part in {part for law in laws for part in law} | set(phase.does) | set(phase.holds):
        if part not in (*found.parts, Part.ALL):
            yield f"'{part}' is not among the roles of this format"
    if phase.mode is Mode.PAUSE and phase.may:
        yield "in a pause nobody says anything"
    if phase.mode is not Mode.PAUSE and not phase.may:
        yield "somebody must be able to say something, or it is a pause"
    if phase.presenter in SILENT:
        if any(Part.PRESENTER in law or Part.ALL in law for law in laws):
            yield "the presenter is silent here, so neither presenter nor all may speak"
        if Exit.STOP not in phase.exits:
            yield "a silent presenter must be able to ask to stop: add stop to exits"
        if phase.presenter is not Stance.AWAY and Exit.FACT_CORRECTION not in phase.exits:
            yield "a silent presenter must be able to correct a fact: add fact_correction to exits"
    elif phase.exits:
        yield "exits are for a silent presenter"
    if phase.presenter in {Stance.SPEAKS, Stance.ANSWERS} and not ({Part.PRESENTER, Part.ALL} & set(phase.may)):
        yield "the presenter speaks here, so may must say what"


def _is_silent_in(found: Format, promise: str) -> bool:
    if not (promise.startswith(_SILENT_IN) and promise.endswith(")")):
        return False
    phase = found.phase(promise[len(_SILENT_IN) : -1])
    return phase is not None and phase.presenter_is_silent
