"""The review of a text: what in it could identify someone, and which themes it may belong to."""

from collections.abc import Collection

from supervise.disguise.detect import find
from supervise.disguise.findings import Review
from supervise.disguise.themes import suggest


def review(text: str, *, known_names: Collection[str] = ()) -> Review:
    """Look for identifying details in any text and suggest themes for it.

    ``known_names`` are names that are no finding here, such as the members of a group in its own
    comments. Offsets count Unicode code points. Never raises, whatever the text holds.
    """
    return Review(findings=find(text, known_names), themes=suggest(text))
