"""Submitting: a version that was verified, exactly as it was, is handed in by its author, with time and digest.

Where its author notices afterwards that something in it would identify somebody, they recall it, and hand another in;
it was in time if the first was.
"""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.writeups import policy
from supervise.writeups.actions import to_write
from supervise.writeups.events import WriteUpRecalled, WriteUpSubmitted
from supervise.writeups.marking.arranging import close_unopened, open_for
from supervise.writeups.models import Outcome, State, Submission
from supervise.writeups.queries import decision_on, pieces_at, room_of, submission_on, version_of
from supervise.writeups.sharing import fingerprint_of

NEWER = "A newer version was shared meanwhile. Nothing was submitted; look at the newer one first."
UNVERIFIED = "Only a version that a supervisor verified is submitted. This one is not verified."
ALREADY = "This version was submitted already. Its receipt stands under Versions."
RECALLED = (
    "This version was recalled for its disguise and is not submitted again. Change the words, share a new version and "
    "have that verified."
)
UNSUBMITTED = "This version is not submitted, so there is nothing to recall. Look at how it stands now."
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
        before = submission_on(version)
        if before is not None:
            raise Stale(RECALLED if before.recalled_at else ALREADY)
        decision = decision_on(version)
        if decision is None or decision.outcome is not Outcome.VERIFIED:
            raise Stale(UNVERIFIED)
        if fingerprint_of(seen, pieces_at(seen, version)) != decision.fingerprint:
            raise Stale(OTHERWISE)
        submission = Submission(version_id=version.id, at=clock.now(), fingerprint=decision.fingerprint)
        db.add(submission)
        db.flush()
        open_for(seen, version)
        seen.write_up.state, seen.write_up.moved_at = State.SUBMITTED, submission.at
        seq = touch(room_of(write_up_id), "standing")
        publish(WriteUpSubmitted(seen.member.id, seen.write_up.group_id, write_up_id, number, seq))
    return submission


def recall(actor: Actor, write_up_id: Id, number: int) -> Submission:
    """Take a submitted version of one's own write-up back, so that it can be disguised better; return what it was.

    Its time and digest stay on record. Raises Missing for everybody else, Stale where that version is not submitted, or
    a marker has opened it.
    """
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        require(policy.may_recall(seen.member, seen.write_up))
        version = version_of(seen, number)
        submission = submission_on(version)
        if submission is None or submission.recalled_at is not None:
            raise Stale(UNSUBMITTED)
        close_unopened(version)
        submission.recalled_at = clock.now()
        db.flush()
        if number == seen.write_up.shared_version:
            seen.write_up.state = State.RECALLED
        seen.write_up.moved_at = submission.recalled_at
        seq = touch(room_of(write_up_id), "standing")
        publish(WriteUpRecalled(seen.member.id, seen.write_up.group_id, write_up_id, number, seq))
    return submission
