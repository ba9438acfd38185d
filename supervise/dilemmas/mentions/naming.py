"""Which names stand in words after an `@`, and how they are marked where the words are shown. Pure."""

import re
from collections.abc import Collection
from functools import lru_cache
from html import escape

from markupsafe import Markup

_TAG = re.compile(r"(<[^>]*>)")
_LEFT_ALONE = ("a", "code")
"""Within a link or what stands as it was typed nothing is marked."""


def named_in(words: str, names: Collection[str]) -> frozenset[str]:
    """Return those of some names that stand whole in words after an `@`; of two that begin alike the longer."""
    if "@" not in words or not names:
        return frozenset()
    spelled = {name.casefold(): name for name in names}
    return frozenset(spelled[said[1].casefold()] for said in _after_at(tuple(sorted(names))).finditer(words))


def marked(html: Markup, names: Collection[str]) -> Markup:
    """Return words that are HTML already with some names in them quietly marked, as they were written."""
    if not names:
        return html
    sought = _after_at(tuple(sorted(escape(name, quote=False) for name in names)))
    pieces = _TAG.split(html)
    within = 0
    for place, piece in enumerate(pieces):
        if place % 2:
            within += _opens(piece)
        elif not within:
            pieces[place] = sought.sub(r'<span class="mention">\g<0></span>', piece)
    return Markup("".join(pieces))  # noqa: S704  the words were made safe before, and nothing of them is added


def _opens(tag: str) -> int:
    """Return 1 where a tag begins what is left alone, -1 where it ends it, else 0."""
    name = tag.strip("</>").partition(" ")[0]
    if name not in _LEFT_ALONE:
        return 0
    return -1 if tag.startswith("</") else 1


@lru_cache(maxsize=256)
def _after_at(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w@/])@({longest_first})(?!\w)", re.IGNORECASE)
