"""Indirect details that say little alone and together could single someone out."""

from collections.abc import Sequence

from supervise.disguise.findings import Finding, Kind, Label

_WORDS = {
    Label.AGE: "an exact age",
    Label.LOCATION: "a place",
    Label.ORGANISATION: "a named organisation",
    Label.OCCUPATION_RARE: "a rare job",
    Label.RARE_DETAIL: "a rare event or fact",
    Label.DATE: "a date",
}
_TELLING = {Label.OCCUPATION_RARE: 2, Label.RARE_DETAIL: 2}
_TOO_MUCH = 3


def together(found: Sequence[Finding]) -> str:
    """'an exact age, a place and a rare job together could single someone out', or an empty string.

    An age, a place, an organisation and a date each count for one; a rare job and a rare event for two, since
    few people are in question from the start. Two sorts that count for three are said.
    """
    labels = {finding.label for finding in found if finding.kind is Kind.QUASI}
    sorts = [label for label in _WORDS if label in labels]
    if len(sorts) < 2 or sum(_TELLING.get(label, 1) for label in sorts) < _TOO_MUCH:
        return ""
    *first, last = (_WORDS[label] for label in sorts)
    return f"{', '.join(first)} and {last} together could single someone out"
