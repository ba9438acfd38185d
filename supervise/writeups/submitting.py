"""Submitting: a version that was verified, exactly as it was, is handed in by its author, with time and digest."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.writeups import policy
from supervise.writeups.actions import to_write
from supervise.writeups.events import WriteUpSubmitted
from supervise.writeups.models import Outcome, State, Submission
from supervise.writeups.queries import decision_on, pieces_at, room_of, submission_on, version_of
from supervise.writeups.sharing import fingerprint_of

NEWER = "A newer version was shared meanwhile. Nothing was submitted; look at the newer one first."
UNVERIFIED = "Only a version that a supervisor verified is submitted. This one is not verified."
ALREADY = "This version was submitted already. Its receipt stands under Versions."
OTHERWISE = (
    "These are not the words that were verified: some of them are covered, or were destroyed since. Nothing was "
    "submitted. Share a version again and have it verified."
)


def submit(actor: Actor, write_up_id: Id, number: int) -> Submission:
    """Submit the shared version of one's own write-up, which somebody verified; its words are what was verified.

    Raises Missing for everybody else, Stale where it is an old version, is not verified, was submitted before, or has
    other words by now.
    """
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        require(policy.may_submit(seen.member, seen.write_up))
        if number != seen.write_up.shared_version:
            raise Stale(NEWER)
        version = version_of(seen, number)
        if submission_on(version) is not None:
            raise Stale(ALREADY)
        decision = decision_on(version)
        if decision is None or decision.outcome is not Outcome.VERIFIED:
            raise Stale(UNVERIFIED)
        if fingerprint_of(seen, pieces_at(seen, version)) != decision.fingerprint:
            raise Stale(OTHERWISE)
        submission = Submission(version_id=version.id, at=clock.now(), fingerprint=decision.fingerprint)
        db.add(submission)
        db.flush()
        seen.write_up.state, seen.write_up.moved_at = State.SUBMITTED, submission.at
        seq = touch(room_of(write_up_id), "standing")
        publish(WriteUpSubmitted(seen.member.id, seen.write_up.group_id, write_up_id, number, seq))
    return submission
