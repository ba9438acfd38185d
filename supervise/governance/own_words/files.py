"""One's own words as files that can be read without Supervise: Markdown, JSON, CSV, all in one ZIP."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from supervise.core import clock
from supervise.core.sheets import sheet
from supervise.dilemmas.models import Kind, Signed
from supervise.dilemmas.words import KINDS
from supervise.governance.own_words.queries import BESIDE, IN_MEETING, TAKEN_AWAY, WRITE_UP, Begun, Thing, Words
from supervise.texts.models import TextKind

OWN_ONLY = (
    "These are one person's own words and nobody else's: what others answered, and passages of others that were "
    "quoted, are not in it. A passage that is covered is covered here too; destroyed words are gone."
)
_TEXTS = {
    TextKind.ACCOUNT: "The account",
    TextKind.TITLE: "Title",
    TextKind.QUESTION: "What I want from the group",
    TextKind.COMMENT: "",
    TextKind.OUTCOME: "What happened next",
    TextKind.SPOKEN_ABOUT: "Was it spoken about in the therapy?",
    TextKind.SECTION: "A part of it",
    TextKind.NOTE: "",
    TextKind.WORDING: "A wording that I suggested",
    TextKind.ASIDE: "",
    TextKind.FACT: "A fact that I marked",
    TextKind.VERDICT: "",
    TextKind.REASON: "Why I marked it so",
    TextKind.WATCH_FOR: "What would I watch for now?",
    TextKind.LINE: "",
    TextKind.NUDGE: "To one person alone",
    TextKind.DECISIONS: "What we decided",
    TextKind.TAKEAWAY: "",
}
_SIGNED = {Signed.NAME: "signed with my name", Signed.COLLEAGUE: "signed 'a colleague'"}


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes into a copy of one's own words; `mark` is the reference that it was asked for, or None for all."""

    name: str
    zone: str
    made_at: datetime
    mark: str | None
    things: Sequence[Thing]
    drafts: Sequence[Begun]


def as_json(copy: Copy) -> str:
    """Return a copy as JSON: times are ISO 8601 in UTC, the newest version of each text first."""
    told: dict[str, Any] = {
        "about": OWN_ONLY,
        "made_at": copy.made_at.isoformat(),
        "written_by": copy.name,
        "reference": copy.mark,
        "things": [_thing(one) for one in copy.things],
        "drafts": [
            {"saved_at": one.saved_at.isoformat(), "group": one.group, "fields": dict(one.fields)}
            for one in copy.drafts
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_markdown(copy: Copy) -> str:
    """Return a copy as Markdown, times as the person reads them."""
    under = f" under the reference {copy.mark}" if copy.mark else ""
    parts = [f"# What {copy.name} wrote{under}", f"As of {_time(copy, copy.made_at)}. {OWN_ONLY}"]
    if not copy.things and not copy.drafts:
        parts.append("There is nothing.")
    for one in copy.things:
        parts += _told(copy, one)
    for draft in copy.drafts:
        parts.append(f"## A draft in {draft.group}, kept {_time(copy, draft.saved_at)}")
        parts += [f"*{name}*\n\n{words}" for name, words in draft.fields.items()]
    return "\n\n".join(parts) + "\n"


def as_list(copy: Copy) -> str:
    """Return a copy's things as CSV, a line each, without their words."""
    head = ("posted (UTC)", "what", "kind", "group", "signed", "state")
    rows = [
        (f"{one.posted_at:%Y-%m-%d %H:%M}", one.what, one.kind, one.group, one.signed.value, _state(one))
        for one in copy.things
    ]
    return sheet(head, rows)


def as_zip(files: Mapping[str, str], made_at: datetime) -> bytes:
    """Return texts as one ZIP, by file name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text)
    return packed.getvalue()


def _thing(one: Thing) -> dict[str, Any]:
    return {
        "what": one.what,
        "kind": one.kind or None,
        "group": one.group,
        "posted_at": one.posted_at.isoformat(),
        "signed": one.signed.value,
        "state": _state(one),
        "destroyed_on": one.destroy_at.isoformat() if one.destroy_at else None,
        "texts": [_text(text) for text in one.texts],
    }


def _text(text: Words) -> dict[str, Any]:
    versions = [{"written_at": at.isoformat(), "words": words} for at, words in text.versions]
    return {"what": text.kind.value, "versions": versions}


def _told(copy: Copy, one: Thing) -> list[str]:
    kind = KINDS[Kind(one.kind)] if one.kind else ""
    heading = f"## {one.what[:1].upper()}{one.what[1:]}{f' ({kind})' if kind else ''} in {one.group}"
    parts = [f"{heading}, {_time(copy, one.posted_at)}", f"{_SIGNED[one.signed]}; {_state(one)}"]
    for text in one.texts:
        for place, (at, words) in enumerate(text.versions):
            label = _TEXTS.get(text.kind, text.kind.value)
            if place:
                label = f"{label or 'Comment'}, as it was written {_time(copy, at)}"
            parts += [f"### {label}", words] if label else [words]
    return parts


def _state(one: Thing) -> str:
    if one.what in {WRITE_UP, BESIDE}:
        return "read by its author, and by whom they share it with"
    if one.what == TAKEN_AWAY:
        return "read by its author alone"
    if one.what == IN_MEETING:
        return "stands beside the meeting's record"
    if one.destroy_at is None:
        return "stands in the group"
    return f"withdrawn, so nobody reads it; destroyed on {one.destroy_at:%Y-%m-%d}"


def _time(copy: Copy, moment: datetime) -> str:
    there = clock.in_zone(moment, copy.zone)
    return f"{there.day} {there:%B %Y, %H:%M}"
