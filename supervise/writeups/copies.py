"""A write-up as a file that can be read without Supervise: Markdown, or JSON with a fingerprint that can be checked.

Neither holds a word of the margin: that is between its author and their supervisors.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.ids import Id
from supervise.writeups import signing
from supervise.writeups.counting import disguise_in_words, section_meter, whole_meter
from supervise.writeups.models import Decision, Why
from supervise.writeups.outline import Outline, Section
from supervise.writeups.queries import Piece, decision_on, own_write_up_for, pieces_at, pieces_of, version_of


class Form(StrEnum):
    """The forms of a copy."""

    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes into a copy: the words of now, or of a version with what was decided on it."""

    outline: Outline
    author: str
    zone: str
    made_at: datetime
    version: int | None
    pieces: Sequence[Piece]
    decision: Decision | None
    disguise: str = ""


def copy_of(actor: Actor, write_up_id: Id, number: int | None) -> Copy:
    """Return one's own write-up to be taken away, as it stands now or in a version; Missing for everybody else."""
    seen = own_write_up_for(actor, write_up_id)
    version = version_of(seen, number) if number is not None else None
    disguise = disguise_in_words(version.details_changed, version.details_kept) if version else ""
    return Copy(
        outline=seen.outline,
        author=seen.member.account.name,
        zone=actor.zone,
        made_at=clock.now(),
        version=number,
        pieces=pieces_at(seen, version) if version else [one for one in pieces_of(seen) if one.words],
        decision=decision_on(version) if version else None,
        disguise=disguise if version and version.why is Why.SHARED else "",
    )


def signed_of(outline: Outline, pieces: Sequence[Piece]) -> dict[str, Any]:
    """Return what is signed of a version: its outline, and of each part its section, row, column and words."""
    rows: dict[str, list[str]] = {}
    told = []
    for one in pieces:
        theirs = rows.setdefault(one.part.section, [])
        if one.part.row not in theirs:
            theirs.append(one.part.row)
        row = theirs.index(one.part.row) + 1 if one.part.row else None
        told.append({"section": one.part.section, "row": row, "column": one.part.column or None, "words": one.shown})
    return {"outline": outline.id, "outline_version": outline.version, "parts": told}


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
    return "\n\n".join([*parts, "---", *_footer(copy)]) + "\n"


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


def _footer(copy: Copy) -> list[str]:
    sections = {one.id: one for one in copy.outline.sections}
    counted = [
        (sections[name], section_meter(copy.outline, sections[name], _bodies(copy, name)).words) for name in sections
    ]
    which = f"Version {copy.version}" if copy.version else "As it stood"
    there = clock.in_zone(copy.made_at, copy.zone)
    said = f"{which}, written by {copy.author}. Copied on {there.day} {there:%B %Y}."
    lines = [f"{said} {whole_meter(copy.outline, counted).words:,} words count."]
    if copy.disguise:
        lines.append(copy.disguise)
    if copy.decision is not None:
        at = clock.in_zone(copy.decision.at, copy.zone)
        verb = copy.decision.outcome.value
        lines.append(f"{copy.decision.by.shown_name} {verb} it on {at.day} {at:%B %Y}.")
    lines.append(f"SHA-256 of the words: {signing.fingerprint(signed_of(copy.outline, copy.pieces))}")
    return lines


def _bodies(copy: Copy, section: str) -> list[str]:
    return [one.words for one in copy.pieces if one.part.section == section]


def _decided(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {
        "outcome": decision.outcome.value,
        "by": decision.by.shown_name,
        "at": decision.at.isoformat(),
        signing.FINGERPRINT: decision.fingerprint,
    }
