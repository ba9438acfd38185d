"""What goes into a copy of a write-up: the words of now or of a version, what was decided on it, notes if wished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.ids import Id
from supervise.writeups import signing
from supervise.writeups.counting import disguise_in_words, section_meter, whole_meter
from supervise.writeups.events import WriteUpCopied
from supervise.writeups.margin import NoteView, notes_on
from supervise.writeups.models import Decision, Outcome, Submission, Why
from supervise.writeups.outline import Outline
from supervise.writeups.queries import (
    Piece,
    Seen,
    decision_on,
    own_write_up_for,
    pieces_at,
    pieces_of,
    submission_on,
    version_of,
    write_up_for,
)
from supervise.writeups.words import signed_by

NEUTRAL = "Write-up"
"""What a file calls itself where others see it without opening it."""


class Form(StrEnum):
    """The forms of a copy."""

    MARKDOWN = "md"
    JSON = "json"
    WORD = "docx"
    PDF = "pdf"
    RECEIPT = "txt"


OPEN_TO_READERS = (Form.WORD, Form.PDF)
"""What supervisors take, too: a write-up that is shared with them as they read it. All else is its author's."""

VERIFIED_MEANS = "seen, the client known from supervision, the disguise adequate"


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes into a copy: the words of now, or of a version with what was decided on it.

    `notes` are those of the margin, only where they were asked for.
    """

    outline: Outline
    author: str
    zone: str
    made_at: datetime
    version: int | None
    pieces: Sequence[Piece]
    decision: Decision | None
    disguise: str = ""
    notes: Sequence[NoteView] = ()
    with_margin: bool = False
    submission: Submission | None = None


def copy_of(actor: Actor, write_up_id: Id, number: int | None, form: Form, *, margin: bool = False) -> Copy:
    """Return a write-up to be taken away: one's own as it stands now or in a version, or one that is shared with one.

    Missing for everybody else, and for a form that is its author's alone. That a supervisor took it is on the trail.
    """
    seen = (write_up_for if form in OPEN_TO_READERS else own_write_up_for)(actor, write_up_id)
    copy = seen_as_copy(actor, seen, number, margin=margin)
    if copy.version is not None and not seen.own:
        _put_on_the_trail(seen, copy.version)
    return copy


def seen_as_copy(actor: Actor, seen: Seen, number: int | None, *, margin: bool = False) -> Copy:
    """Return what a copy would hold of a write-up, to be read; Missing for a version that is not open to the actor."""
    number = number if seen.own or number is not None else seen.write_up.shared_version
    version = version_of(seen, number) if number is not None else None
    disguise = disguise_in_words(version.details_changed, version.details_kept) if version else ""
    pieces = pieces_at(seen, version) if version else [one for one in pieces_of(seen) if one.words]
    submission = submission_on(version) if version else None
    margin = margin and submission is None and seen.write_up.shared_version is not None  # what is submitted has none
    return Copy(
        outline=seen.outline,
        author=seen.write_up.author.account.name,
        zone=actor.zone,
        made_at=clock.now(),
        version=number,
        pieces=pieces,
        decision=decision_on(version) if version else None,
        disguise=disguise if version and version.why is Why.SHARED else "",
        notes=notes_on(seen, pieces) if margin else (),
        with_margin=margin,
        submission=submission,
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


def whence(copy: Copy) -> str:
    """Return which version a copy is of, by whom, made when, and how many words of it count."""
    counted = [
        (one, section_meter(copy.outline, one, [piece.words for piece in copy.pieces if piece.part.section == one.id]))
        for one in copy.outline.sections
    ]
    words = whole_meter(copy.outline, [(section, meter.words) for section, meter in counted]).words
    which = f"Version {copy.version}" if copy.version else "As it stood"
    return f"{which}, written by {copy.author}. Copied on {_day(copy, copy.made_at)}. {words:,} words count."


def signatures(copy: Copy) -> list[str]:
    """Return who decided what on the version of a copy, sentence by sentence."""
    if copy.decision is None:
        return []
    said = [_decided(copy, copy.decision)]
    if copy.submission is not None:
        replaced = copy.submission.replaced_at
        words = f"; other words were put into it on {_day(copy, replaced)}, to disguise it better" if replaced else ""
        what = "with the words that were verified"
        said.append(f"{copy.author} submitted it on {_day(copy, copy.submission.at)}, {what}{words}.")
        if copy.submission.recalled_at is not None:
            said.append(f"{copy.author} recalled it on {_day(copy, copy.submission.recalled_at)} for its disguise.")
    return said


def _decided(copy: Copy, decision: Decision) -> str:
    verified = decision.outcome is Outcome.VERIFIED
    what = f": {VERIFIED_MEANS}" if verified else " for revision"
    verb = decision.outcome.value
    return f"{signed_by(decision)} {verb} it on {_day(copy, decision.at)}{what}."


def closing(copy: Copy) -> list[str]:
    """Return what stands at the end of a copy: whence it is, what was disguised, who signed, the fingerprint."""
    signed = signatures(copy) or ["Nobody has signed this."]
    fingerprint = signing.fingerprint(signed_of(copy.outline, copy.pieces))
    disguise = [copy.disguise] if copy.disguise else []
    return [whence(copy), *disguise, *signed, f"SHA-256 of the words: {fingerprint}"]


def foot(copy: Copy) -> str:
    """Return what stands at the foot of every page of a copy."""
    return copy.disguise or "No version that was shared: nothing is counted as changed for disguise."


def _day(copy: Copy, moment: datetime) -> str:
    there = clock.in_zone(moment, copy.zone)
    return f"{there.day} {there:%B %Y}"


def _put_on_the_trail(seen: Seen, version: int) -> None:
    with transaction():
        publish(WriteUpCopied(seen.member.id, seen.write_up.group_id, seen.write_up.id, version))
