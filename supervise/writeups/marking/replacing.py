"""Putting other words in the place of some that would identify somebody, in a copy that a marker has opened.

Until then its author recalls it. From then on the marking goes on with the new words, and no time is lost by it. The
earlier words are destroyed in every version that has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.texts import actions as texts
from supervise.texts.checking import Checked, not_yet
from supervise.texts.markdown import editable
from supervise.texts.models import Revision, Text
from supervise.texts.queries import texts_locked
from supervise.writeups.actions import count_saving, is_open, lock
from supervise.writeups.covering.actions import end_rewritten
from supervise.writeups.covering.queries import elements_of
from supervise.writeups.events import WriteUpReplaced
from supervise.writeups.marking import policy
from supervise.writeups.marking.models import Replacement, Why
from supervise.writeups.models import Marking, Part, Submission, Version, VersionPart
from supervise.writeups.outline import Outline
from supervise.writeups.queries import Piece, Seen, own_write_up_for, pieces_at, room_of
from supervise.writeups.sharing import fingerprint_of

SAME = "These are the words that stand there. Change what would identify somebody."


@dataclass(frozen=True, slots=True)
class Opened:
    """A submitted version of the actor's own that a marker has opened."""

    marking: Marking
    version: Version
    submission: Submission
    seen: Seen


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words that were put otherwise, as markers and the convenor are told: in which section, when and why."""

    section: str
    why: Why
    at: datetime


def opened_for(actor: Actor, write_up_id: str) -> Opened:
    """Return the newest submitted version of the actor's own that a marker has opened; raise Missing where none is."""
    seen = own_write_up_for(actor, write_up_id)
    require(policy.may_replace(seen.member, seen.write_up))
    asked = (
        select(Marking, Version, Submission)
        .join(Version, Version.id == Marking.version_id)
        .join(Submission, Submission.version_id == Version.id)
        .where(Marking.write_up_id == seen.write_up.id, Marking.begun_at.is_not(None))
        .order_by(Version.number.desc())
    )
    row = session().execute(asked).first()
    if row is None:
        raise Missing
    return Opened(*row, seen)


def piece_of(opened: Opened, part_id: str) -> Piece:
    """Return the words of one part of a submitted version; raise Missing where there are none."""
    found = next((one for one in pieces_at(opened.seen, opened.version) if one.part.id == part_id), None)
    if found is None or found.text_id is None:
        raise Missing
    return found


def replace_words(actor: Actor, write_up_id: Id, part_id: Id, words: Checked, why: Why) -> Submission:
    """Put other words in a part of a submitted copy; return the submission, with the fingerprint of what now stands.

    What the author has written since stays as it is. Raises Missing for everybody else, Invalid for the same words.
    """
    with transaction() as db:
        lock(write_up_id)
        opened = opened_for(actor, write_up_id)
        seen, piece = opened.seen, piece_of(opened, part_id)
        if words.body == piece.words or not words.body.strip():
            raise Invalid(fields={"words": [SAME]})
        text = next(one for one in texts_locked(part_id) if one.id == piece.text_id)
        gone = _put_in_place(text, piece, words)
        count_saving(seen.member, db.get_one(Part, part_id))
        opened.version.details_changed += 1
        end_rewritten(seen)
        for number in gone:
            texts.empty_revision(text.id, number)
        bare = [replace(one, covers=()) for one in pieces_at(seen, opened.version)]
        opened.submission.fingerprint = fingerprint_of(seen, bare)
        opened.submission.replaced_at = clock.now()
        db.add(Replacement(version_id=opened.version.id, part_id=part_id, why=why, at=opened.submission.replaced_at))
        db.flush()
        numbers = [touch(room_of(write_up_id), element) for element in elements_of([text.id])]
        of = (seen.member.id, seen.write_up.group_id, write_up_id, opened.marking.id)
        publish(WriteUpReplaced(*of, opened.version.number, min(numbers), max(numbers)))
    return opened.submission


def replaced_in(outline: Outline, version_id: Id) -> list[Replaced]:
    """Return what was put otherwise in a submitted version, the oldest first: never the words."""
    rows = session().execute(
        select(Replacement, Part.section)
        .join(Part, Part.id == Replacement.part_id)
        .where(Replacement.version_id == version_id)
        .order_by(Replacement.at, Replacement.id)
    )
    return [Replaced(outline.section(section).title, one.why, one.at) for one, section in rows]


def _put_in_place(text: Text, piece: Piece, words: Checked) -> list[int]:
    """Give a text a revision with the new words, which every version holds that held the old; return what is to go.

    What the author has written since is its newest revision again.
    """
    db = session()
    since, loose = text.revision, text.revision > piece.revision and is_open(text)
    present = db.scalar(select(Revision.body).where(Revision.text_id == text.id, Revision.number == since))
    texts.write_on(text, words)
    texts.keep_answers(text, words)
    held = (VersionPart.text_id == text.id, VersionPart.revision == piece.revision)
    db.execute(update(VersionPart).where(*held).values(revision=text.revision))
    if since > piece.revision:
        texts.write_on(text, not_yet(editable(present)))
    db.flush()
    return [*_earlier(text, piece.revision), *([since] if loose else [])]


def _earlier(text: Text, revision: int) -> Sequence[int]:
    """Return the revisions of a text up to one that still have words."""
    asked = select(Revision.number).where(Revision.text_id == text.id, Revision.number <= revision)
    return session().scalars(asked.where(Revision.body.is_not(None))).all()
