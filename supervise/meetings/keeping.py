"""Keeping a sitting on the disk and taking it up again: what changes while a meeting is held, as plain JSON values.

The slots are not in it: their formats are kept as the YAML that was frozen when the meeting began.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from supervise.core.ids import Id
from supervise.meetings.chair import Chair, Person
from supervise.meetings.clock import Clock, Entry, Left, Stretch
from supervise.meetings.format import End, Part
from supervise.meetings.sitting import Sitting, Slot

Kept = Mapping[str, Any]


def kept(sitting: Sitting) -> dict[str, Any]:
    """Return everything of a sitting that its slots' formats do not say, as JSON values."""
    return {
        "clock": asdict(sitting.clock),
        "chair": asdict(sitting.chair),
        "presenters": [slot.presenter for slot in sitting.slots],
        "parts": [{str(part): who for part, who in slot.parts.items()} for slot in sitting.slots],
        "chosen": dict(sitting.chosen),
        "said": dict(sitting.said),
        "done": sorted(sitting.done),
        "hands": list(sitting.hands),
        "presenter_gone": sitting.presenter_gone,
        "veiled": sitting.veiled,
    }


def taken_up(slots: Sequence[Slot], saved: Kept) -> Sitting:
    """Return a sitting as it was kept, over the same slots."""
    given = zip(slots, saved["presenters"], saved["parts"], strict=True)
    return Sitting(
        slots=tuple(
            replace(slot, presenter=who, parts={Part(part): Id(one) for part, one in parts.items()})
            for slot, who, parts in given
        ),
        clock=_clock(saved["clock"]),
        chair=_chair(saved["chair"]),
        chosen=dict(saved["chosen"]),
        said=dict(saved["said"]),
        done=frozenset(saved["done"]),
        hands=tuple(saved["hands"]),
        presenter_gone=saved["presenter_gone"],
        veiled=saved["veiled"],
    )


def _clock(saved: Kept) -> Clock:
    stretches = tuple(Stretch(**{**one, "end": End(one["end"])}) for one in saved["stretches"])
    entries = tuple(Entry(**{**one, "how": Left(one["how"]) if one["how"] else None}) for one in saved["entries"])
    return Clock(stretches, tuple(saved["budgets"]), entries, saved["paused_at"], saved["seen"])


def _chair(saved: Kept) -> Chair:
    here = tuple(Person(**one) for one in saved["here"])
    return Chair(**{**saved, "here": here})
