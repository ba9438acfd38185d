"""The review of a text: what in it could identify someone, and which themes it may belong to."""

from collections.abc import Collection

from supervise.disguise.combination import together
from supervise.disguise.detect import find
from supervise.disguise.findings import Review
from supervise.disguise.themes import suggest


def review(text: str, *, known_names: Collection[str] = (), rules_only: bool = False) -> Review:
    """Look for identifying details in any text and suggest themes for it.

    ``known_names`` are names that are no finding here, such as the members of a group in its own
    comments; with ``rules_only`` the name model is not asked. Offsets count Unicode code points. Never raises,
    whatever the text holds.
    """
    found = find(text, known_names, rules_only=rules_only)
    return Review(findings=found, themes=suggest(text), combination=together(found))
