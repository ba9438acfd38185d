"""What was found, as its reader may see it: names as they were signed, passages with the words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from supervise.core.ids import Id
from supervise.dilemmas.models import Comment, Dilemma
from supervise.dilemmas.presenting import role_shown, signer
from supervise.dilemmas.presenting_dilemmas import heading_of
from supervise.dilemmas.seen import eyes_of
from supervise.dilemmas.words import KINDS
from supervise.meetings.planning.words import on_day
from supervise.search.asking import Question
from supervise.search.entries import HEADING, kinds_shown
from supervise.search.passages import marked, passage
from supervise.search.queries import AnyFound, Found, FoundRecord, FoundWriteUp
from supervise.search.records import RecordWords, records_of
from supervise.texts.markdown import excerpt
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, WordsOf, words_of
from supervise.writeups.models import Version
from supervise.writeups.presenting import row_view
from supervise.writeups.shared import shared_versions_of, words_in_versions

_LONGEST = 160
_WHOLE = 10**6


@dataclass(frozen=True, slots=True)
class HitView:
    """One thing that was found; `kind` is what it is, `passage` where the words stand in it."""

    id: str
    href: str
    heading: Markup
    passage: Markup
    author: str
    role: str
    kind: str
    group: str
    state: str
    posted_at: datetime


def hit_views(found: Sequence[AnyFound], question: Question) -> list[HitView]:
    """Return what was found as its reader may see it."""
    threads = [one for one in found if isinstance(one, Found)]
    words = words_of({thing.id for one in threads for thing in (one.dilemma, one.comment) if thing is not None})
    versions = shared_versions_of([one.write_up for one in found if isinstance(one, FoundWriteUp)])
    said = words_in_versions(versions.values()) if versions else {}
    records = records_of([one.meeting for one in found if isinstance(one, FoundRecord)])

    def view(one: AnyFound) -> HitView:
        if isinstance(one, Found):
            return _view(one, words, question)
        if isinstance(one, FoundWriteUp):
            return _of_write_up(one, versions, said, question)
        return _of_record(one, records.get(one.meeting.id), question)

    return [view(one) for one in found]


def _of_record(found: FoundRecord, words: RecordWords | None, question: Question) -> HitView:
    meeting = found.meeting
    decided = words.decisions if words else None
    lines = [excerpt(decided.body, decided.covers, _WHOLE)] if decided and decided.body else []
    lines += [", ".join(named) for named in ((words.formats, words.themes) if words else ()) if named]
    held_at = meeting.ended_at or meeting.starts_at
    return HitView(
        id=meeting.id,
        href=url_for("room.record", id=meeting.id),
        heading=Markup.escape(f"Meeting of {on_day(meeting.starts_at, found.seat.group.zone)}"),
        passage=_told(lines, question),
        author="",
        role="",
        kind="record of a meeting",
        group=found.seat.group.name,
        state="",
        posted_at=held_at,
    )


def _of_write_up(
    found: FoundWriteUp, versions: Mapping[Id, Version], words: Mapping[Id, Sequence[Words]], question: Question
) -> HitView:
    write_up, version = found.write_up, versions.get(found.write_up.id)
    row = row_view(write_up)
    said = words[version.id] if version is not None else []
    lines = [excerpt(one.body, one.covers, _WHOLE) for one in said]
    return HitView(
        id=write_up.id,
        href=url_for("writeups.show", id=write_up.id),
        heading=Markup.escape(row.name),
        passage=_told(lines, question),
        author=row.by,
        role=write_up.author.role.value,
        kind="write-up",
        group=found.seat.group.name,
        state=row.said_to_readers,
        posted_at=version.at if version is not None else write_up.moved_at,
    )


def _view(found: Found, words: WordsOf, question: Question) -> HitView:
    dilemma, comment = found.dilemma, found.comment
    written: Dilemma | Comment = comment or dilemma
    heading = heading_of(dilemma.id, words)
    return HitView(
        id=written.id,
        href=_href(found),
        heading=marked(heading, question) if comment is None else Markup.escape(heading),
        passage=_passage(found, words, question, heading),
        author=signer(written.author, written.signed, eyes_of(found.seat.member)),
        role=role_shown(written.author_role, written.signed),
        kind="" if comment is None else KINDS[comment.kind] or "response",
        group=found.seat.group.name,
        state="closed" if found.closed else "",
        posted_at=written.posted_at,
    )


def _href(found: Found) -> str:
    if found.comment is None:
        return url_for("dilemmas.show", id=found.dilemma.id)
    before = found.comment.number + 1 if found.far_back else None
    return url_for("dilemmas.show", id=found.dilemma.id, before=before, _anchor=f"comment-{found.comment.id}")


def _passage(found: Found, words: WordsOf, question: Question, heading: str) -> Markup:
    """Return the first text's passage that holds the words; the first words where none does, or none was asked for."""
    return _told([line for line in _lines(found, words) if line != heading], question)


def _told(lines: Sequence[str], question: Question) -> Markup:
    for line in lines:
        if (here := passage(line, question)) is not None:
            return here
    return Markup.escape(_shortened(lines[0])) if lines else Markup("")


def _lines(found: Found, words: WordsOf) -> list[str]:
    if found.comment is not None:
        wanted = [(found.comment.id, TextKind.COMMENT)]
    else:
        kinds = [kind for kind in kinds_shown(closed=found.closed) if kind not in HEADING]
        wanted = [(found.dilemma.id, kind) for kind in (*kinds, TextKind.QUESTION)]
    return [excerpt(words[one].body, words[one].covers, _WHOLE) for one in wanted if one in words and words[one].body]


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
