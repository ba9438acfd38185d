"""Verdicts: a policy function answers Yes, or No with the reason that the person is shown."""

from dataclasses import dataclass
from typing import Literal

from supervise.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Yes:
    """It may be done."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class No:
    """It may not be done, for a reason that can be said aloud."""

    reason: str

    def __bool__(self) -> Literal[False]:
        return False


Verdict = Yes | No


def require(verdict: Verdict) -> None:
    """Go on after a Yes; raise NotAllowed with the reason after a No."""
    if isinstance(verdict, No):
        raise NotAllowed(verdict.reason)


def either(*verdicts: Verdict) -> Verdict:
    """Return Yes if any verdict is Yes, else the last No: rights add up."""
    return next((one for one in verdicts if one), verdicts[-1])
