"""Taking a wording that a note suggests: it stands where the words stood that it is for, and the note is settled."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.writeups import events, policy
from supervise.writeups.actions import Typed, has_other_words, part_to_write, put
from supervise.writeups.margin import NoteView, notes_on
from supervise.writeups.models import Version, Why
from supervise.writeups.notes import announce, to_act
from supervise.writeups.queries import Piece, pieces_of
from supervise.writeups.suggested import Suggested, put_in
from supervise.writeups.versions import keep

NOTHING = "This note suggests no wording."
SETTLED = "This note is settled. Open it again first, if you want the wording after all."
CHANGED = "This part was changed on another page meanwhile, so nothing was taken. Look at both again."
OTHERWISE = (
    "The words that it was suggested for do not stand in your text any more, so nothing was taken. It stays here."
)
COVERED = "Some of the suggested words are covered, or were destroyed. Nothing was taken."


def take(actor: Actor, note_id: Id, as_read: Typed) -> Version | None:
    """Put a suggested wording in the place of the words that it is for, in one's own write-up; the note is settled.

    `as_read` is the part as the page had it. What stood there is a version from then on, which is returned; None where
    it was taken before, which is done once. Raises Missing for a stranger, NotAllowed for whoever did not write the
    text, Stale where it has other words by now or these are covered, Invalid where nothing is suggested.
    """
    with transaction():
        found = to_act(actor, note_id)
        require(policy.may_take(found.seen.member, found.seen.write_up))
        part = part_to_write(actor, found.note.part_id).part
        pieces = pieces_of(found.seen)
        piece = next(one for one in pieces if one.part.id == part.id)
        suggested = _suggested(notes_on(found.seen, pieces, {note_id}))
        if found.note.settled_at is not None:
            if suggested.taken_at is not None:
                return None
            raise Stale(SETTLED)
        if has_other_words(part, as_read):
            raise Stale(CHANGED)
        body = _taken_into(piece, suggested)
        before = keep(found.seen.write_up, Why.BEFORE_TAKING)
        put(found.seen.member, part, body)
        now = clock.now()
        found.seen.write_up.moved_at = now
        found.note.taken_at = found.note.settled_at = now
        found.note.settled_by = found.seen.member
        announce(events.NoteTaken, found.seen.member, found.seen.write_up, found.note, found.note.id)
        return before


def _suggested(views: list[NoteView]) -> Suggested:
    suggested = views[0].suggested if views else None
    if suggested is None:
        raise Invalid(NOTHING)
    return suggested


def _taken_into(piece: Piece, suggested: Suggested) -> str:
    """Return the words of a part with a wording taken into them."""
    if suggested.place is None:
        raise Stale(OTHERWISE)
    if not suggested.whole:
        raise Stale(COVERED)
    return put_in(piece.body or "", suggested.place, suggested.words.body or "")
