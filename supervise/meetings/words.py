"""What the parts, kinds and manners of a format are called on pages."""

from collections.abc import Iterable, Mapping

from supervise.meetings.format import Bells, End, Format, Kind, Mode, Part, Phase, Reveal, Stance

KINDS: Mapping[Kind, str] = {
    Kind.OFFER: "an offer",
    Kind.TELL: "telling",
    Kind.FOCUS: "the question",
    Kind.ASK_FACT: "a question for a fact",
    Kind.ASK_OPEN: "an open question",
    Kind.ANSWER: "an answer",
    Kind.ASSOCIATION: "an association",
    Kind.IMAGE: "a picture",
    Kind.IDENTIFY: "speaking as one of them",
    Kind.RESONANCE: "what it stirs in me",
    Kind.OBSERVATION: "an observation",
    Kind.HYPOTHESIS: "a hypothesis",
    Kind.SUGGESTION: "a suggestion",
    Kind.TAKEAWAY: "what I take with me",
    Kind.PROCESS_NOTE: "a word on how we work",
}
PARTS: Mapping[Part, str] = {
    Part.FACILITATOR: "the facilitator",
    Part.CO_LEADER: "the second leader",
    Part.PRESENTER: "the presenter",
    Part.CONSULTANT: "the interviewer",
    Part.MEMBER: "the members",
    Part.REFLECTOR: "the team",
    Part.OBSERVER: "the listeners",
    Part.SCRIBE: "the scribe",
    Part.TIMEKEEPER: "the timekeeper",
    Part.ACTION_PLANNER: "the action planner",
    Part.ALL: "everybody",
}
STANCES: Mapping[Stance, str] = {
    Stance.NONE: "",
    Stance.SPEAKS: "speaks",
    Stance.ANSWERS: "answers",
    Stance.JOINS: "is one of the group",
    Stance.SILENT: "is silent and listens",
    Stance.LISTENS_APART: "listens from a distance",
    Stance.AWAY: "is out of the room",
}


def who_speaks(phase: Phase) -> str:
    """Return who may speak in a phase, as a few words for a timetable."""
    if phase.mode is Mode.PAUSE:
        return "Nobody"
    if Part.ALL in phase.may:
        return "Everybody, in turn" if phase.mode is Mode.ROUND else "Everybody"
    named = listed(PARTS[part] for part in phase.may)
    turns = {Mode.ROUND: ", in turn", Mode.QUEUE: ", by raised hand", Mode.SILENT_WRITE: ", in writing and in silence"}
    return named[0].upper() + named[1:] + turns.get(phase.mode, "")


def kinds_of(phase: Phase) -> str:
    """Return what may be said in a phase, as a few words."""
    seen = dict.fromkeys(kind for kinds in phase.may.values() for kind in kinds)
    return listed((KINDS[kind] for kind in seen), last="or")


def particulars(phase: Phase, whole: Format) -> list[str]:
    """Return what else there is to know of a phase, a sentence each."""
    titles = {one.id: one.title for one in whole.phases}
    said = [
        (phase.reveal is Reveal.TOGETHER, "Nobody sees the others' words before all are shown together."),
        (phase.each == 1, "One from each person."),
        (bool(phase.each and phase.each > 1), f"{phase.each} from each person."),
        (phase.bells is Bells.RING, "A private bell marks a moment. Nobody else sees or hears it."),
        (phase.bells is Bells.OPEN, "Each sees the moments that they marked."),
        (bool(phase.rates), "The presenter marks each of the questions, warm or cold."),
        (bool(phase.holds), f"The listeners' notes stay their own until '{_first(phase.holds, titles)}'."),
        (phase.end is End.HARD, "The next phase begins by itself."),
        (phase.end is End.MANUAL, "It lasts until it is settled."),
        (phase.repeatable, "It can be done again."),
        (phase.skippable, "It can be left out."),
    ]
    return [words for holds, words in said if holds]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as a list in a sentence."""
    found = list(names)
    return f" {last} ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def _first(holds: Mapping[Part, str], titles: Mapping[str, str]) -> str:
    return next((titles[name] for name in holds.values()), "")
