"""What states, versions and decisions of write-ups are called."""

from supervise.writeups.models import Decision, FactKind, Place, Result, State, Why

STATES = {
    State.DRAFT: "a draft that only you read",
    State.SHARED: "shared, not yet answered",
    State.RETURNED: "returned for revision",
    State.VERIFIED: "verified",
    State.SUBMITTED: "submitted",
    State.RECALLED: "recalled, to be disguised better",
    State.PASSED: "marked: passed",
    State.REFERRED: "marked: referred, to be revised",
}
TO_READERS = STATES | {State.PASSED: "marked", State.REFERRED: "marked"}
"""What states are called to others than the author, who alone learns what it was marked."""
WHYS = {
    Why.BY_HAND: "kept by you",
    Why.BY_ITSELF: "kept by itself",
    Why.BEFORE_RESTORING: "as it stood before an earlier one was restored",
    Why.BEFORE_TAKING: "as it stood before a suggested wording was taken",
    Why.SHARED: "shared",
}
FACT_KINDS = {
    FactKind.SOMEBODY: "somebody",
    FactKind.LOSS: "a loss",
    FactKind.TIME: "a time",
    FactKind.RISK: "a risk",
    FactKind.OTHER: "something else",
}
RESULTS = {Result.PASS: "pass", Result.REFER: "refer"}
MARKERS = {Place.FIRST: "First marker", Place.SECOND: "Second marker, who moderates"}
STANDING = "standing"
"""The element of a write-up's page that says how it stands."""


def signed_by(decision: Decision) -> str:
    """Return who decided, and on whose behalf, where they signed in another's place; members must be loaded."""
    behalf = decision.on_behalf
    return decision.by.shown_name + (f", on behalf of {behalf.shown_name}," if behalf is not None else "")
