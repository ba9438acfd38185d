"""The earlier words of a text, as differences between one revision and the next: words, not lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from supervise.core.comparing import stretches
from supervise.core.ids import Id
from supervise.texts.markdown import plain
from supervise.texts.models import Revision, TextKind
from supervise.texts.queries import covers_of, revisions_of, words_of

_PIECES = re.compile(r"\s+|[^\s]+")
MOST_PIECES = 6_000
MOST_COMPARED = 40
"""Versions of a text that are compared with the one before; still earlier ones are shown as they were."""


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of a text: when it was written and how it differs from the one before."""

    kind: TextKind
    number: int
    at: datetime
    html: Markup


def histories(thing_id: Id, kinds: Sequence[TextKind]) -> list[Version]:
    """Return the revisions of a thing's texts, the newest first; what is destroyed or covered stays so."""
    words = words_of([thing_id])
    versions: list[Version] = []
    for kind in kinds:
        if found := words.get((thing_id, kind)):
            versions += _versions(kind, revisions_of(found.text_id))
    return versions


def _versions(kind: TextKind, revisions: Sequence[Revision]) -> list[Version]:
    covers = covers_of({r.text_id for r in revisions})
    shown = [plain(r.body, covers[r.text_id, r.number]) if r.body is not None else None for r in revisions]
    first = max(1, len(revisions) - MOST_COMPARED)
    return [
        Version(kind, r.number, r.written_at, difference(shown[i - 1] if i >= first else None, shown[i]))
        for i, r in reversed(list(enumerate(revisions)))
    ]


def difference(before: str | None, after: str | None) -> Markup:
    """Return words with what was added and what was taken out marked."""
    if after is None:
        return Markup('<p class="gone">These words were destroyed.</p>')
    if before is None:
        return escape(after)
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > MOST_PIECES:
        return escape(after)
    shown: list[Markup] = []
    for a, b, c, d in stretches(old, new):
        if old[a:b] == new[c:d]:
            shown.append(escape("".join(new[c:d])))
            continue
        if b > a:
            shown.append(Markup("<del>{}</del>").format("".join(old[a:b])))
        if d > c:
            shown.append(Markup("<ins>{}</ins>").format("".join(new[c:d])))
    return Markup("").join(shown)
