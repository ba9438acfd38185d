"""Stretching a format to the minutes of its slot."""

from dataclasses import replace

from supervise.meetings.format import Format, Phase

STEP = 30
"""Phases are cut to half minutes, which people can follow."""


def fitted(found: Format, seconds: int) -> Format:
    """Return the format with its phases stretched or shortened in proportion, so that together they take `seconds`.

    No phase leaves what its format allows it, so a slot far outside the format's range is met as nearly as can be.
    """
    if found.seconds == seconds:
        return found
    factor = seconds / found.seconds
    phases = [_within(phase, round(phase.seconds * factor / STEP) * STEP) for phase in found.phases]
    return replace(found, phases=tuple(_evened(phases, seconds)))


def _within(phase: Phase, seconds: int) -> Phase:
    return replace(phase, seconds=max(phase.least, min(phase.most, seconds)))


def _evened(phases: list[Phase], seconds: int) -> list[Phase]:
    """Give what is missing to the longest phases that may still take it, or take there what is too much."""
    missing = seconds - sum(phase.seconds for phase in phases)
    for at in sorted(range(len(phases)), key=lambda one: -phases[one].seconds):
        before = phases[at].seconds
        phases[at] = _within(phases[at], before + missing)
        missing -= phases[at].seconds - before
    return phases
