"""The way of a write-up: a version is shared with supervisors, one of whom returns or verifies it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.groups.models import Member
from supervise.groups.queries import supervisors_of
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind
from supervise.texts.queries import texts_locked
from supervise.writeups import events, policy, signing
from supervise.writeups.actions import Typed, lock, put, to_write
from supervise.writeups.copies.gathering import signed_of
from supervise.writeups.covering.actions import end_rewritten
from supervise.writeups.models import Assigned, Decision, Outcome, Part, ShownTo, State, Version, Why
from supervise.writeups.queries import (
    Piece,
    Seen,
    decision_on,
    pieces_at,
    pieces_of,
    room_of,
    version_of,
    write_up_for,
)
from supervise.writeups.shared import shared_version_of
from supervise.writeups.versions import keep

CHANGED = "It was changed on another page while it was looked at, so nothing is shared. Look at it again."
NEWER = "A newer version was shared meanwhile. Nothing was decided; your words are below. Read the newer one first."
DECIDED = "Somebody has answered this version already. Nothing was decided; your words are below."


def share(
    actor: Actor,
    write_up_id: Id,
    words: Mapping[Id, Checked],
    read_at: Sequence[Typed],
    with_ids: Collection[str],
    *,
    changed: int = 0,
) -> Version:
    """Share one's own write-up with supervisors as it was looked at: `words` by part, `read_at` what they were made of.

    Raises Stale where any of it was changed meanwhile, Invalid where nobody is named or nothing is written, NotAllowed
    where somebody named supervises here no more. Whoever is not named again reads it no longer. `changed` counts what
    was said otherwise just now; with what was kept it is counted in the version, their words never.
    """
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        require(policy.may_share(seen.member, seen.write_up))
        _as_looked_at(seen, words, read_at)
        readers = [one for one in supervisors_of(seen.seat) if one.id in with_ids]
        for one in readers:
            require(policy.may_be_asked(one, seen.write_up))
        if not readers:
            raise Invalid(fields={"readers": ["Choose at least one supervisor of this group."]})
        before = shared_version_of(seen.write_up)
        version = keep(seen.write_up, Why.SHARED, also_unchanged=True)
        version.details_changed = changed + (before.details_changed if before is not None else 0)
        version.details_kept = sum(len(checked.kept) for checked in words.values())
        db.execute(delete(Assigned).where(Assigned.write_up_id == write_up_id))
        db.add_all(Assigned(write_up_id=write_up_id, member_id=one.id, at=clock.now()) for one in readers)
        for one in readers:
            db.merge(ShownTo(write_up_id=write_up_id, member_id=one.id))
        seen.write_up.state, seen.write_up.shared_version = State.SHARED, version.number
        seen.write_up.moved_at = clock.now()
        _announce(events.WriteUpShared, seen, version)
    return version


def send_back(actor: Actor, write_up_id: Id, number: int, words: Checked | None) -> Decision:
    """Return the shared version for revision, perhaps with words to its author; raise Stale where it is an old one."""
    with transaction():
        seen, version = _to_decide(actor, write_up_id, number)
        if words is not None:
            texts.write(seen.member, version.id, TextKind.VERDICT, words)
        return _decide(seen, version, Outcome.RETURNED)


def verify(actor: Actor, write_up_id: Id, number: int, for_id: str = "") -> Decision:
    """Verify the shared version: seen, client known in supervision, disguise adequate; raise Stale as above.

    `for_id` names another supervisor of the group on whose behalf it is verified; raises Invalid where they are none.
    """
    with transaction():
        seen, version = _to_decide(actor, write_up_id, number)
        if for_id and for_id not in {one.id for one in others_supervising(seen)}:
            raise Invalid(fields={"for_id": ["Choose another supervisor of this group, or sign for yourself."]})
        return _decide(seen, version, Outcome.VERIFIED, Id(for_id) if for_id else None)


def others_supervising(seen: Seen) -> list[Member]:
    """Return the supervisors on whose behalf somebody can sign: all others of the group."""
    return [one for one in supervisors_of(seen.seat) if one.id not in {seen.member.id, seen.write_up.author_id}]


def fingerprint_of(seen: Seen, pieces: Sequence[Piece]) -> str:
    """Return the fingerprint of the words of a version, as its copies have it."""
    return signing.fingerprint(signed_of(seen.outline, pieces))


def _as_looked_at(seen: Seen, words: Mapping[Id, Checked], read_at: Sequence[Typed]) -> None:
    """Bring the write-up to the words that were looked at, and keep what was answered; only if all stands as it did."""
    parts: dict[Id, Part] = {one.part.id: one.part for one in pieces_of(seen)}
    then = {one.part_id: one.saved for one in read_at}
    if any(part.saved != then.get(part_id, 0) for part_id, part in parts.items()):
        raise Stale(CHANGED)
    if not words:
        raise Invalid(fields={"readers": ["Nothing is written yet."]})
    for part_id, checked in words.items():
        part = parts.get(part_id)
        if part is None:
            raise Stale(CHANGED)
        put(seen.member, part, checked.body)
    end_rewritten(seen)
    for part_id, checked in words.items():
        for text in texts_locked(part_id):
            texts.keep_answers(text, checked)


def _to_decide(actor: Actor, write_up_id: Id, number: int) -> tuple[Seen, Version]:
    lock(write_up_id)
    seen = write_up_for(actor, write_up_id)
    require(policy.may_decide(seen.member, seen.write_up, assigned=seen.assigned))
    if number != seen.write_up.shared_version:
        raise Stale(NEWER)
    version = version_of(seen, number)
    if decision_on(version) is not None:
        raise Stale(DECIDED)
    return seen, version


def _decide(seen: Seen, version: Version, outcome: Outcome, for_id: Id | None = None) -> Decision:
    signed = fingerprint_of(seen, pieces_at(seen, version))
    decision = Decision(
        version_id=version.id,
        by_id=seen.member.id,
        for_id=for_id,
        outcome=outcome,
        at=clock.now(),
        fingerprint=signed,
    )
    session().add(decision)
    session().flush()
    seen.write_up.state = State.VERIFIED if outcome is Outcome.VERIFIED else State.RETURNED
    seen.write_up.moved_at = clock.now()
    if outcome is Outcome.VERIFIED:
        _announce(events.WriteUpVerified, seen, version, for_id)
    else:
        _announce(events.WriteUpReturned, seen, version)
    return decision


def _announce(
    kind: type[events.WriteUpShared | events.WriteUpDecided], seen: Seen, version: Version, *more: Id | None
) -> None:
    write_up = seen.write_up
    seq = touch(room_of(write_up.id), "standing")
    publish(kind(seen.member.id, write_up.group_id, write_up.id, version.number, seq, *more))
