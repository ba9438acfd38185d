"""The comments that the load posts: ordinary words, and a mark by which each is known again wherever it arrives.

The mark is letters only, so that no check of the words takes it for a number that could identify somebody.
"""

import random
import re

NAMESPACE = "/live"
PLACE = "@@WORDS@@"
"""Stands in a change for the words of a comment."""

MARK = re.compile(rb"zq([a-j]+)k([a-j]+)z")
LENGTH = 400
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_DIGITS = bytes.maketrans(b"abcdefghij", b"0123456789")
_VOCABULARY = re.findall(
    r"\w+",
    "the client spoke about an ending and I noticed a wish to hold on longer than the frame allows what would "
    "supervision make of that boundary and of my own need to be useful while the silence in the room grew",
)


def comment(number: int, due_ns: int) -> str:
    """Return the words of one comment, its number and the moment it is due within them."""
    chosen = random.Random(number)
    parts = [*_VOCABULARY[:8], f"zq{number}k{due_ns}z".translate(_LETTERS)]
    size = sum(map(len, parts)) + len(parts)
    while size < LENGTH:
        parts.append(chosen.choice(_VOCABULARY))
        size += len(parts[-1]) + 1
    return " ".join(parts) + "."


def marked(event: bytes) -> tuple[int, int] | None:
    """Return the number and the due moment of the comment in an event, None if there is none."""
    found = MARK.search(event)
    return (int(found[1].translate(_DIGITS)), int(found[2].translate(_DIGITS))) if found else None
