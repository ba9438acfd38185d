"""Covering, uncovering and destroying passages of write-ups. Every verb checks the right again inside."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import exists, select

from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing, Stale
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.texts import actions as texts
from supervise.texts import covering
from supervise.texts.covering import Marked
from supervise.texts.models import Cover, Revision, Text, TextKind, UncoverReason
from supervise.writeups import events, policy
from supervise.writeups.actions import is_open, lock
from supervise.writeups.covering.queries import (
    cases_of,
    coverable,
    elements_of,
    text_in_write_up_for,
    texts_by,
    texts_locked_of,
)
from supervise.writeups.models import Part, VersionPart
from supervise.writeups.queries import Seen, room_of, write_up_for


def cover_passage(actor: Actor, text_id: Id, marked: Marked) -> Id | None:
    """Cover a passage for everybody who reads the write-up; return what it is decided under.

    None where all of it is covered already. It is covered in every version, and wherever the same words stand beside
    it. Raises Missing for a stranger, Invalid where nothing is marked or found, Stale where a newer version is shared.
    """
    with transaction():
        lock(text_in_write_up_for(actor, text_id).seen.write_up.id)
        seen = text_in_write_up_for(actor, text_id).seen
        require(policy.may_cover(seen.member, seen.write_up, assigned=seen.assigned))
        if marked.revision not in {words.revision for _, words in coverable(seen) if words.text_id == text_id}:
            raise Stale
        return cover_for_all(seen, text_id, marked)


def cover_for_all(seen: Seen, text_id: Id, marked: Marked) -> Id | None:
    """Cover a passage inside a transaction, once it is shown that the actor may; return what it is decided under."""
    every = texts_locked_of(seen.write_up.id)
    text = next(one for one in every if one.id == text_id)
    siblings = [one for one in every if one.id != text_id]
    case = covering.cover(seen.member.id, text, siblings, replace(marked, as_read=True))
    if case is not None:
        _say(events.WriteUpPassageCovered, seen, text_id, case)
    return case


def uncover_passage(actor: Actor, write_up_id: Id, case: Id, reason: UncoverReason) -> None:
    """Show covered words again; doing so twice is doing it once. Raises NotAllowed with the reason."""
    with transaction():
        seen = _locked(actor, write_up_id)
        require(policy.may_uncover(seen.member, seen.write_up, assigned=seen.assigned))
        if _stands_in(seen, case):
            first = texts_of(case)[0]
            covering.uncover(seen.member.id, case, reason)
            _say(events.WriteUpPassageUncovered, seen, first, case, reason=reason)


def redact_passage(actor: Actor, write_up_id: Id, case: Id) -> None:
    """Destroy covered words for good, in every version; doing so twice is doing it once. Raises NotAllowed.

    Pages on which their author still has them open cannot bring them back: the part has been saved since.
    """
    with transaction():
        seen = _locked(actor, write_up_id)
        stands, covered = _stands_in(seen, case), _texts(case)
        authors = {one.author_id for one in covered}
        require(policy.may_redact(seen.member, seen.write_up, authors, assigned=seen.assigned))
        if stands:
            ended = covering.redact(seen.member.id, case)
            _leave_nothing_open(covered)
            for one in ended:
                _say(events.WriteUpPassageRedacted, seen, covered[0].id, one, texts_in=[text.id for text in covered])


def note_look(actor: Actor, write_up_id: Id) -> None:
    """Put on the trail that a supervisor looks at what is covered in a write-up, to decide about it."""
    with transaction():
        seen = write_up_for(actor, write_up_id)
        require(policy.may_uncover(seen.member, seen.write_up, assigned=seen.assigned))
        for case in cases_of(write_up_id):
            _say(events.WriteUpPassageLookedAt, seen, case.text_id, case.id, silent=True)


def end_rewritten(seen: Seen) -> None:
    """End, inside the transaction that shares new words, every cover whose words are in none of the parts any more."""
    for case in cases_of(seen.write_up.id):
        every = _texts(case.id)
        covered = [text for text in every if session().get(Part, text.thing_id) is not None]
        now = {(text.id, text.revision) for text in covered}
        if not covered or any((cover.text_id, cover.revision) in now for cover in case.covers):
            continue
        # an author who says it otherwise has said it so in what they noted for themselves, too
        facts = [text.id for text in every if text.kind is TextKind.FACT]
        covering.rewrite(seen.member.id, case.id, [*(text.id for text in covered), *facts])
        _leave_nothing_open(covered)
        if not covering.still_stands(case.id):
            in_texts = [text.id for text in covered]
            _say(events.WriteUpPassageRewritten, seen, case.text_id, case.id, texts_in=in_texts)


def texts_of(case: Id) -> Sequence[Id]:
    """Return the texts that a case covers, or covered, the one that was marked first."""
    found = select(Cover.text_id).where(Cover.case_id == case).order_by(Cover.at, Cover.id)
    return list(dict.fromkeys(session().scalars(found)))


def _texts(case: Id) -> Sequence[Text]:
    return texts_by(texts_of(case))


def _leave_nothing_open(covered: Sequence[Text]) -> None:
    """Empty what no version holds of some texts, but for what stands now, which becomes a revision of its own.

    An author's words are changed in place until a version holds them, so a backup may have others under their number.
    """
    for text in covered:
        part = session().get(Part, text.thing_id)
        if part is None:
            continue
        if is_open(text):
            covering.renew(text)
        for number in session().scalars(_unheld(text)).all():
            texts.empty_revision(text.id, number)
        part.saved += 1


def _unheld(text: Text) -> Any:
    held = exists().where(VersionPart.text_id == Revision.text_id, VersionPart.revision == Revision.number)
    earlier = (Revision.text_id == text.id, Revision.number < text.revision, Revision.body.is_not(None))
    return select(Revision.number).where(*earlier, ~held)


def _locked(actor: Actor, write_up_id: Id) -> Seen:
    lock(write_up_id)
    return write_up_for(actor, write_up_id)


def _stands_in(seen: Seen, case: Id) -> bool:
    """Tell whether a case still stands in the texts of a write-up, which stay as they are for the transaction."""
    if covering.belongs_to(case, [text.id for text in texts_locked_of(seen.write_up.id)]):
        return covering.still_stands(case)
    raise Missing


def _say(
    kind: type[events.WriteUpPassageEvent],
    seen: Seen,
    text_id: Id,
    case: Id,
    *,
    silent: bool = False,
    texts_in: Collection[Id] | None = None,
    **more: Any,
) -> None:
    """Publish what happened; unless it is silent, whatever shows the words takes new numbers."""
    shown = [] if silent else elements_of(texts_in if texts_in is not None else texts_of(case))
    numbers = [touch(room_of(seen.write_up.id), element) for element in shown]
    publish(
        kind(
            actor_id=seen.member.id,
            group_id=seen.write_up.group_id,
            write_up_id=seen.write_up.id,
            text_id=text_id,
            cover_id=case,
            first_seq=min(numbers, default=0),
            seq=max(numbers, default=0),
            **more,
        )
    )
