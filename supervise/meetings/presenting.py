"""View models of formats: a timetable that can be read by somebody who has never sat in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from supervise.meetings import words
from supervise.meetings.format import Choice, Format, Part, Phase, Stance

_BESIDE = (Part.FACILITATOR, Part.PRESENTER)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One row of the timetable: from when to when, who speaks, and what each person does."""

    number: int
    id: str
    title: str
    minutes: str
    begins: str
    who: str
    kinds: str
    silent: bool
    stance: str
    says: str
    presenter: str
    facilitator: str
    others: Sequence[tuple[str, str]]
    particulars: Sequence[str]
    prompts: Sequence[str]
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class FormatView:
    """A format as its page explains it."""

    id: str
    name: str
    line: str
    about: Sequence[str]
    fits: str
    care: str
    people: str
    minutes: str
    parts: str
    phases: Sequence[PhaseView]
    version: int
    exits: bool


def format_view(found: Format) -> FormatView:
    """Return a format as its page explains it."""
    rows: list[PhaseView] = []
    begins = 0
    for number, phase in enumerate(found.phases, start=1):
        rows.append(_phase(number, begins, phase, found))
        begins += phase.seconds
    return FormatView(
        id=found.id,
        name=found.name,
        line=found.line,
        about=found.about,
        fits=found.fits,
        care=found.care,
        people=_range(found.people),
        minutes=minutes_of(found.seconds),
        parts=words.listed(words.PARTS[part] for part in found.parts),
        phases=rows,
        version=found.version,
        exits=any(phase.presenter_is_silent for phase in found.phases),
    )


def minutes_of(seconds: int) -> str:
    """Return a time in minutes as people write it: 2, 7½."""
    minutes, rest = divmod(seconds, 60)
    if rest == 30:
        return f"{minutes}½" if minutes else "½"
    return str(minutes) if not rest else f"{minutes}:{rest:02d}"


def _phase(number: int, begins: int, phase: Phase, whole: Format) -> PhaseView:
    return PhaseView(
        number=number,
        id=phase.id,
        title=phase.title,
        minutes=minutes_of(phase.seconds),
        begins=minutes_of(begins),
        who=words.who_speaks(phase),
        kinds=words.kinds_of(phase),
        silent=phase.presenter_is_silent,
        stance=words.STANCES[phase.presenter] if phase.presenter is not Stance.NONE else "",
        says=phase.says,
        presenter=phase.does.get(Part.PRESENTER, ""),
        facilitator=phase.does.get(Part.FACILITATOR, ""),
        others=[(words.PARTS[part], line) for part, line in phase.does.items() if part not in _BESIDE],
        particulars=words.particulars(phase, whole),
        prompts=phase.prompts,
        choices=phase.choices,
    )


def _range(between: tuple[int, int]) -> str:
    low, high = between
    return str(low) if low == high else f"{low} to {high}"
