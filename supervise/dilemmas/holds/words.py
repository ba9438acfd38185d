"""The house's words for holds."""

from supervise.dilemmas.holds.models import HoldReason

HOLD_REASONS = {
    HoldReason.COMPLAINT: "a complaint is being looked into",
    HoldReason.LEGAL: "a court, a lawyer or the police asked for it",
    HoldReason.INSURER: "an insurer asked for it",
    HoldReason.SAFEGUARDING: "a safeguarding concern is being looked into",
    HoldReason.CLIENT: "a client's own request is being answered",
}
"""Each goes on after 'because'."""
