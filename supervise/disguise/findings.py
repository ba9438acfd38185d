"""What a review says: findings in a text, and the themes its words speak for."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What sort of detail a finding is."""

    PERSON = "PERSON"
    AGE = "AGE"
    DATE = "DATE"
    LOCATION = "LOCATION"
    ORGANISATION = "ORGANISATION"
    CONTACT = "CONTACT"
    ID = "ID"
    OCCUPATION_RARE = "OCCUPATION_RARE"
    RARE_DETAIL = "RARE_DETAIL"


class Kind(StrEnum):
    """Whether a detail points to one person by itself, or narrows the circle with others."""

    DIRECT = "direct"
    QUASI = "quasi"


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage by which someone could be recognised, and ways to put it differently.

    ``start`` and ``end`` count Unicode code points, end exclusive. ``replacements`` holds one to
    three wordings that fit the place of the passage in its sentence, the gentlest change first.
    """

    start: int
    end: int
    label: Label
    kind: Kind
    reason: str
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeHint:
    """A theme or an area of the taxonomy that a text may belong to, with the words that spoke for it."""

    slug: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Findings in the order of the text, never overlapping; themes best first.

    ``combination`` says which indirect details could single someone out together, else it is empty.
    """

    findings: tuple[Finding, ...]
    themes: tuple[ThemeHint, ...]
    combination: str = ""
