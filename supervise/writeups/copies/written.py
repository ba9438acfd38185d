"""A copy in writing: Markdown, or JSON with a fingerprint that can be checked.

Neither holds a word of the margin: that is between its author and their supervisors.
"""

import json
from collections.abc import Sequence
from typing import Any

from supervise.core.errors import Missing
from supervise.writeups import signing
from supervise.writeups.copies.gathering import Copy, closing, signed_of
from supervise.writeups.models import Decision, Submission
from supervise.writeups.outline import Section
from supervise.writeups.queries import Piece


def as_json(copy: Copy) -> str:
    """Return a copy as JSON; times are ISO 8601 in UTC."""
    signed = signed_of(copy.outline, copy.pieces)
    told: dict[str, Any] = {
        "what": "a write-up",
        "name": copy.outline.name,
        "written_by": copy.author,
        "made_at": copy.made_at.isoformat(),
        "version": copy.version,
        "disguise": copy.disguise or None,
        signing.SIGNED: signed,
        signing.FINGERPRINT: signing.fingerprint(signed),
        "decision": _decided(copy.decision),
        "submission": _submitted(copy.submission),
        "how_to_check": signing.HOW,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_markdown(copy: Copy) -> str:
    """Return a copy as Markdown: its sections with their headings, and at the end what it is."""
    parts = [f"# {copy.outline.name}"]
    for section in copy.outline.sections:
        theirs = [one for one in copy.pieces if one.part.section == section.id]
        if theirs:
            parts += [f"## {section.title}", *_told(section, theirs)]
    return "\n\n".join([*parts, "---", *closing(copy)]) + "\n"


def _told(section: Section, pieces: Sequence[Piece]) -> list[str]:
    if not section.columns:
        return [one.shown for one in pieces]
    titles = {one.id: one.title for one in section.columns}
    told: list[str] = []
    rows = list(dict.fromkeys(one.part.row for one in pieces))
    for number, row in enumerate(rows, start=1):
        cells = [one for one in pieces if one.part.row == row and one.words]
        told += [f"### {number}", *(f"**{titles.get(one.part.column, '')}**\n\n{one.shown}" for one in cells)]
    return told


def as_receipt(copy: Copy) -> str:
    """Return the receipt of a version that was submitted; raise Missing where it was not."""
    if copy.submission is None:
        raise Missing
    recalled = copy.submission.recalled_at
    replaced = copy.submission.replaced_at.isoformat() if copy.submission.replaced_at else ""
    lines = [
        "Receipt",
        f"Version {copy.version} of a write-up by {copy.author} was submitted.",
        f"Time (UTC): {copy.submission.at.isoformat()}",
        *([f"Recalled by its author (UTC): {recalled.isoformat()}"] if recalled else []),
        *([f"Other words were put into it by its author, to disguise it better (UTC): {replaced}"] if replaced else []),
        f"SHA-256{' of what stands there now' if replaced else ''}: {copy.submission.fingerprint}",
        signing.HOW,
    ]
    return "\n\n".join(lines) + "\n"


def _submitted(submission: Submission | None) -> dict[str, str] | None:
    if submission is None:
        return None
    recalled = {"recalled_at": submission.recalled_at.isoformat()} if submission.recalled_at else {}
    if submission.replaced_at:
        recalled[signing.REPLACED] = submission.replaced_at.isoformat()
    return {"at": submission.at.isoformat(), **recalled, signing.FINGERPRINT: submission.fingerprint}


def _decided(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {
        "outcome": decision.outcome.value,
        "by": decision.by.shown_name,
        **({"on_behalf_of": decision.on_behalf.shown_name} if decision.on_behalf else {}),
        "at": decision.at.isoformat(),
        signing.FINGERPRINT: decision.fingerprint,
    }
