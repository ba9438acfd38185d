"""Writing in the margin: a supervisor about a passage, an answer to that, settling, taking one's own words back."""

from dataclasses import dataclass

from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.groups.models import Member
from supervise.texts import actions as texts
from supervise.texts import passages
from supervise.texts.checking import Checked
from supervise.texts.models import Text, TextKind
from supervise.writeups import events, policy
from supervise.writeups.actions import lock
from supervise.writeups.margin import NoteSeen, note_for
from supervise.writeups.models import Note, WriteUp
from supervise.writeups.queries import Piece, Seen, pieces_at, room_of, version_of, write_up_for

NEWER = "A newer version was shared meanwhile, so your note is not posted. Your words are below; look at the newer one."
FOR_WHICH = "Say here in the place of which words it would stand."
NOT_FOUND = "These words do not stand there in this order. Select them on the page, or leave it empty for all of it."


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: a part, and the words as they are seen, or their place in a revision that was read."""

    part_id: Id
    words: str = ""
    revision: int | None = None
    span: passages.Span | None = None


def note(
    actor: Actor,
    write_up_id: Id,
    about: About,
    words: Checked,
    key: str,
    *,
    wording: Checked | None = None,
    tag: str = "",
) -> Note:
    """Write in the margin of the shared version; the same key again returns what was written the first time.

    `wording` is what could stand in the place of the words that it is about, `tag` an item of a framework that it
    points to. Raises Stale where another version is shared by now, Invalid where the words do not stand there.
    """
    with transaction() as db:
        lock(write_up_id)
        seen = write_up_for(actor, write_up_id)
        require(policy.may_note(seen.member, seen.write_up, assigned=seen.assigned))
        if again := _again(seen.member, key):
            return again
        piece = _piece(seen, about)
        start, end = _span(piece, about)
        if wording is not None and about.span is None and not about.words.strip():
            raise Invalid(fields={"words": [FOR_WHICH]})
        written = Note(id=new_id(), part_id=about.part_id, key=key, tag=tag)
        text = _write(seen, written, words)
        db.flush()
        texts.quote(text, piece.text_id or Id(""), piece.revision, start, end)
        if wording is not None:
            texts.write(seen.member, written.id, TextKind.WORDING, wording)
        announce(events.NoteWritten, seen.member, seen.write_up, written, written.id)
    return written


def answer(actor: Actor, note_id: Id, words: Checked, key: str) -> Note:
    """Answer a note; the same key again returns what was answered the first time."""
    with transaction():
        found = to_act(actor, note_id)
        if again := _again(found.seen.member, key):
            return again
        above = found.note.parent_id or found.note.id
        written = Note(id=new_id(), part_id=found.note.part_id, parent_id=above, key=key)
        _write(found.seen, written, words)
        announce(events.NoteAnswered, found.seen.member, found.seen.write_up, written, above)
    return written


def settle(actor: Actor, note_id: Id, *, on: bool) -> None:
    """Settle a note, or open it again."""
    with transaction():
        found = to_act(actor, note_id)
        if found.note.parent_id is not None or (found.note.settled_at is not None) == on:
            return
        found.note.settled_at = clock.now() if on else None
        found.note.settled_by_id = found.seen.member.id if on else None
        kind = events.NoteSettled if on else events.NoteReopened
        announce(kind, found.seen.member, found.seen.write_up, found.note, found.note.id)


def remove(actor: Actor, note_id: Id) -> None:
    """Remove a note of one's own: its words are destroyed, a line stays where it was."""
    with transaction():
        found = to_act(actor, note_id)
        require(policy.may_remove(found.seen.member, found.note))
        texts.empty([found.note.id])
        found.note.removed_at = clock.now()
        shown_in = found.note.parent_id or found.note.id
        announce(events.NoteRemoved, found.seen.member, found.seen.write_up, found.note, shown_in)


def to_act(actor: Actor, note_id: Id) -> NoteSeen:
    """Return a note for the rest of a transaction, one act after another; raise Missing."""
    lock(note_for(actor, note_id).seen.write_up.id)
    found = note_for(actor, note_id)
    session().refresh(found.note)
    require(policy.may_answer(found.seen.member, found.seen.write_up, assigned=found.seen.assigned))
    return found


def _again(member: Member, key: str) -> Note | None:
    return session().scalar(select(Note).where(Note.author_id == member.id, Note.key == key))


def _piece(seen: Seen, about: About) -> Piece:
    """Return the words of the shared version that a note is about."""
    piece = next(iter(pieces_at(seen, version_of(seen, seen.write_up.shared_version), about.part_id)), None)
    if piece is None or not piece.body:
        raise Invalid(NOT_FOUND)
    if about.revision is not None and about.revision != piece.revision:
        raise Stale(NEWER)
    return piece


def _span(piece: Piece, about: About) -> passages.Span:
    body = piece.body or ""
    if about.span is not None and about.span[1] <= len(body):
        span = passages.widened(body, about.span)
        if span[0] < span[1]:
            return span
    if not about.words.strip():
        return 0, len(body)
    if (very := passages.verbatim(body, about.words.strip())) is not None:
        return very
    found = passages.find(body, about.words)
    if not found:
        raise Invalid(fields={"words": [NOT_FOUND]})
    return _with_signs(body, found[0], about.words.strip())


def _with_signs(body: str, span: passages.Span, words: str) -> passages.Span:
    """Return the place of some words with the signs that were written round them, where these stand there, too."""
    before = words[: next((place for place, one in enumerate(words) if one.isalnum()), 0)]
    after = words[len(words) - next((place for place, one in enumerate(reversed(words)) if one.isalnum()), 0) :]
    start = span[0] - len(before) if body[: span[0]].endswith(before) else span[0]
    return start, span[1] + len(after) if body.startswith(after, span[1]) else span[1]


def _write(seen: Seen, written: Note, words: Checked) -> Text:
    count = select(func.max(Note.number)).where(Note.write_up_id == seen.write_up.id)
    written.write_up_id, written.author_id = seen.write_up.id, seen.member.id
    written.number = (session().scalar(count) or 0) + 1
    written.at = clock.now()
    session().add(written)
    session().flush()
    return texts.write(seen.member, written.id, TextKind.NOTE, words)


def announce(kind: type[events.NoteEvent], member: Member, write_up: WriteUp, written: Note, shown_in: Id) -> None:
    """Publish what happened to a note, in a number of the write-up's room."""
    seq = touch(room_of(write_up.id), f"note-{shown_in}")
    publish(kind(member.id, write_up.group_id, write_up.id, written.id, shown_in, seq))
