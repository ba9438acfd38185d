"""Writing a format down as YAML, such that reading it gives the same format again."""

from collections.abc import Mapping
from typing import Any

import yaml

from supervise.meetings.format import Choice, End, Format, Mode, Part, Phase, Reveal
from supervise.meetings.reading import exits_of

_WIDE = 10_000


def as_yaml(found: Format) -> str:
    """Return a format as YAML that a person can read and change."""
    whole: dict[str, Any] = {
        "id": found.id,
        "version": found.version,
        "name": found.name,
        "line": found.line,
        **({"fits": found.fits} if found.fits else {}),
        **({"care": found.care} if found.care else {}),
        "about": list(found.about),
        "range": {"people": list(found.people), "minutes": list(found.minutes)},
        "roles": [str(part) for part in found.parts],
        **({"frame": True} if found.frame else {}),
        "phases": [_phase(phase) for phase in found.phases],
        **({"async": {name: f"{hours}h" for name, hours in found.stages.items()}} if found.stages else {}),
        **({"invariants": list(found.invariants)} if found.invariants else {}),
    }
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=_WIDE)


def _phase(phase: Phase) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": phase.id,
        "title": phase.title,
        "seconds": phase.seconds,
        "min_s": phase.least,
        "max_s": phase.most,
        "presenter": str(phase.presenter),
        "may": _law(phase.may),
    }
    usual = {
        "mode": (str(phase.mode), str(Mode.FREE)),
        "reveal": (str(phase.reveal), str(Reveal.LIVE)),
        "end": (str(phase.end), str(End.SOFT)),
        "skippable": (phase.skippable, False),
        "repeatable": (phase.repeatable, False),
        "exits": ([str(way) for way in phase.exits], [str(way) for way in exits_of(phase.presenter)]),
        "give_time_to": (list(phase.give_time_to), []),
        "says": (phase.says, ""),
        "prompts": (list(phase.prompts), []),
        "does": ({str(part): words for part, words in phase.does.items()}, {}),
        "bells": (str(phase.bells) if phase.bells else None, None),
        "each": (phase.each, None),
        "holds": ({str(part): name for part, name in phase.holds.items()}, {}),
        "rates": (phase.rates, None),
        "chooses_for": (phase.chooses_for, None),
        "choices": ([_choice(one) for one in phase.choices], []),
    }
    return written | {name: value for name, (value, default) in usual.items() if value != default}


def _choice(one: Choice) -> dict[str, Any]:
    written: dict[str, Any] = {"id": one.id, "title": one.title, "about": one.about}
    if one.prompts:
        written["prompts"] = list(one.prompts)
    if one.may is not None:
        written["may"] = _law(one.may)
    if one.mode is not None:
        written["mode"] = str(one.mode)
    if one.reveal is not None:
        written["reveal"] = str(one.reveal)
    return written


def _law(may: Mapping[Part, tuple[Any, ...]]) -> dict[str, list[str]]:
    return {str(part): [str(kind) for kind in kinds] for part, kinds in may.items()}
