"""What a format is: phases in an order, and for each who may say what, for how long, while the presenter is protected.

Pure. The schema is that of the files in `data/formats`; `reading.py` reads them, `fitting.py` stretches them to a slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What an utterance is. The phase chooses it, so nobody has to pick."""

    OFFER = "offer"
    TELL = "tell"
    FOCUS = "focus"
    ASK_FACT = "ask_fact"
    ASK_OPEN = "ask_open"
    ANSWER = "answer"
    ASSOCIATION = "association"
    IMAGE = "image"
    IDENTIFY = "identify"
    RESONANCE = "resonance"
    OBSERVATION = "observation"
    HYPOTHESIS = "hypothesis"
    SUGGESTION = "suggestion"
    TAKEAWAY = "takeaway"
    PROCESS_NOTE = "process_note"


class Part(StrEnum):
    """What somebody is in a format; `all` in a phase's law stands for everybody who takes part."""

    FACILITATOR = "facilitator"
    CO_LEADER = "co_leader"
    PRESENTER = "presenter"
    CONSULTANT = "consultant"
    MEMBER = "member"
    REFLECTOR = "reflector"
    OBSERVER = "observer"
    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"
    ACTION_PLANNER = "action_planner"
    ALL = "all"


class Stance(StrEnum):
    """How the presenter takes part in a phase."""

    NONE = "none"
    SPEAKS = "speaks"
    ANSWERS = "answers"
    JOINS = "joins"
    SILENT = "silent"
    LISTENS_APART = "listens_apart"
    AWAY = "away"


class Mode(StrEnum):
    """How turns are taken in a phase."""

    FREE = "free"
    ROUND = "round"
    QUEUE = "queue"
    SILENT_WRITE = "silent_write"
    PAUSE = "pause"


class Reveal(StrEnum):
    """When words of a phase are shown to the others."""

    LIVE = "live"
    TOGETHER = "together_at_end"


class End(StrEnum):
    """What happens when a phase's time is over: a bell and counting up, the next phase, or nothing at all."""

    SOFT = "soft"
    HARD = "hard"
    MANUAL = "manual"


class Exit(StrEnum):
    """What a silent presenter can still do: correct a fact in one line, or ask privately to stop."""

    FACT_CORRECTION = "fact_correction"
    STOP = "stop"


class Bells(StrEnum):
    """Whether private bells are rung in a phase or opened in it."""

    RING = "ring"
    OPEN = "open"


SILENT = frozenset({Stance.SILENT, Stance.LISTENS_APART, Stance.AWAY})
BOTH_EXITS = (Exit.FACT_CORRECTION, Exit.STOP)
OTHERS = (Part.MEMBER, Part.REFLECTOR, Part.OBSERVER)
"""What those are who were given nothing else: the first of these that the format knows."""

May = Mapping[Part, tuple[Kind, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a phase can go, for the group to choose: a module, an eye."""

    id: str
    title: str
    about: str
    prompts: tuple[str, ...] = ()
    may: May | None = None
    mode: Mode | None = None
    reveal: Reveal | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One timed step: its law, its time, and what each person does in it.

    `each` is the most that one person says in it (None: as much as they like). `holds` names for a part the
    later phase at whose beginning its words are shown. `rates` names the earlier phase whose words the presenter
    marks. `chooses_for` names the phase, perhaps this one, among whose `choices` is chosen here.
    """

    id: str
    title: str
    seconds: int
    least: int
    most: int
    presenter: Stance
    may: May
    mode: Mode = Mode.FREE
    reveal: Reveal = Reveal.LIVE
    end: End = End.SOFT
    skippable: bool = False
    repeatable: bool = False
    exits: tuple[Exit, ...] = ()
    give_time_to: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    says: str = ""
    does: Mapping[Part, str] = field(default_factory=dict)
    bells: Bells | None = None
    each: int | None = None
    holds: Mapping[Part, str] = field(default_factory=dict)
    rates: str | None = None
    chooses_for: str | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def presenter_is_silent(self) -> bool:
        """Whether the presenter is protected from having to speak."""
        return self.presenter in SILENT

    def choice(self, choice_id: str | None) -> Choice | None:
        """Return one of the ways in which the phase can go, the first where none is named."""
        return next((one for one in self.choices if one.id == choice_id), self.choices[0] if self.choices else None)

    def as_chosen(self, choice_id: str | None) -> "Phase":
        """Return the phase as it goes once the group has chosen; the first way holds until then."""
        way = self.choice(choice_id)
        if way is None:
            return self
        return replace(
            self,
            prompts=way.prompts or self.prompts,
            may=self.may if way.may is None else way.may,
            mode=way.mode or self.mode,
            reveal=way.reveal or self.reveal,
        )


@dataclass(frozen=True, slots=True)
class Format:
    """A known structure for one slot of a meeting. `frame` marks what stands around the cases (check-in, check-out).

    `people` and `minutes` are the sizes it is meant for; `stages` the hours of each phase when it is done in writing
    over days.
    """

    id: str
    version: int
    name: str
    line: str
    about: tuple[str, ...]
    people: tuple[int, int]
    minutes: tuple[int, int]
    parts: tuple[Part, ...]
    phases: tuple[Phase, ...]
    fits: str = ""
    care: str = ""
    frame: bool = False
    stages: Mapping[str, int] = field(default_factory=dict)
    invariants: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """How long all phases take together."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def others(self) -> Part:
        """What those are who were given nothing else."""
        return next((part for part in OTHERS if part in self.parts), Part.MEMBER)

    def phase(self, phase_id: str) -> Phase | None:
        """Return a phase by its id."""
        return next((one for one in self.phases if one.id == phase_id), None)
