"""What may serve as a reference: a code that means something to its author alone, never a name."""

import re
from typing import NewType

from supervise.core import limits
from supervise.core.errors import Invalid
from supervise.disguise import Finding, Label
from supervise.texts.checking import look_at

Mark = NewType("Mark", str)
"""A reference that has been looked at."""

MOST_DIGITS = 3
"""Digits of a code one makes up; more of them are a date, a telephone or a record's number."""

ADVICE = "Use a code that means something to you alone, such as a colour and a number: not a name, a place or a date."
_TOO_MANY = "That looks like a number by which a record could be found."
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")


def mark_from(typed: str | None) -> Mark | None:
    """Return what was typed as a mark, None where nothing was; raise Invalid where it could point to a person.

    It is looked at as it stands, and as a name within a sentence. Must be called with no transaction open.
    """
    mark = _SPACE.sub(" ", typed or "").strip()
    if not mark:
        return None
    if len(mark) > limits.REFERENCE:
        raise _refused(f"At most {limits.REFERENCE} characters.")
    if len(_DIGIT.findall(mark)) > MOST_DIGITS:
        raise _refused(f"{_TOO_MANY} {ADVICE}")
    for words in (mark, f"I met {mark} again last week."):
        if any(_points(one) for one in look_at(words).findings):
            raise _refused(f"That could point to a person. {ADVICE}")
    return Mark(mark)


def _points(finding: Finding) -> bool:
    return finding.label is not Label.ID  # a short code reads like a number of somebody's file, and is meant to


def _refused(why: str) -> Invalid:
    return Invalid(fields={"reference": [why]})
