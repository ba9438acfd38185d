"""How a write-up stands, in one piece that its author and the supervisors see alike: shared, returned, verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.writeups.counting import disguise_in_words
from supervise.writeups.covering.queries import counted_in
from supervise.writeups.marking.queries import marking_of
from supervise.writeups.models import Outcome, Version
from supervise.writeups.queries import Seen, decision_on, readers_of, submissions_of, version_of
from supervise.writeups.words import RESULTS, signed_by


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on the shared version, by whom, with which words."""

    by: str
    verified: bool
    at: datetime
    html: Markup | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Marked:
    """How far the submitted version is marked; what it came to is for its author alone."""

    begun_at: datetime | None
    released_at: datetime | None
    result: str
    own: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The shared version, who reads it, and what came of it."""

    write_up_id: Id
    version: int
    shared_at: datetime
    author: str
    readers: Sequence[str]
    decided: Decided | None
    covered: int
    disguise: str
    submitted_at: datetime | None
    recalled_at: datetime | None
    replaced_at: datetime | None
    fingerprint: str
    first_submitted_at: datetime | None
    marked: Marked | None


def standing_of(seen: Seen) -> Standing | None:
    """Return how a write-up stands; None as long as nothing of it is shared."""
    if seen.write_up.shared_version is None:
        return None
    version = version_of(seen, seen.write_up.shared_version)
    decision, submissions = decision_on(version), submissions_of(seen.write_up)
    submission = submissions.pop(version.id, None)
    earlier = [one for one in submissions.values() if one.recalled_at is not None]
    decided = None
    if decision is not None:
        said = words_of([version.id]).get((version.id, TextKind.VERDICT))
        decided = Decided(
            by=signed_by(decision),
            verified=decision.outcome is Outcome.VERIFIED,
            at=decision.at,
            html=said.html if said else None,
            fingerprint=decision.fingerprint,
        )
    return Standing(
        write_up_id=seen.write_up.id,
        version=version.number,
        shared_at=version.at,
        author=seen.write_up.author.shown_name,
        readers=[one.shown_name for one in readers_of(seen.write_up)],
        decided=decided,
        covered=counted_in(seen.write_up.id),
        submitted_at=submission.at if submission is not None else None,
        recalled_at=submission.recalled_at if submission is not None else None,
        replaced_at=submission.replaced_at if submission is not None else None,
        fingerprint=submission.fingerprint if submission is not None else "",
        first_submitted_at=min((one.at for one in earlier), default=None),
        disguise=disguise_in_words(version.details_changed, version.details_kept),
        marked=_marked(seen, version),
    )


def _marked(seen: Seen, version: Version) -> Marked | None:
    marking = marking_of(version.id)
    if marking is None:
        return None
    told = seen.own and marking.released_at is not None and marking.agreed is not None
    result = RESULTS[marking.agreed] if told and marking.agreed else ""
    return Marked(marking.begun_at, marking.released_at, result, seen.own)
