"""The house's words for kinds of things that are kept for a time."""

from supervise.governance.retention.models import Kind

KEPT = {
    Kind.DILEMMAS: "dilemmas with their comments",
    Kind.COMMENTS: "the words of comments",
    Kind.WRITE_UPS: "verified write-ups",
    Kind.NOTES: "the notes of its meetings, where it keeps them",
    Kind.DRAFTS: "drafts",
    Kind.READS: "the note of who had a dilemma open",
    Kind.ACTS: "the trail of acts",
}
"""Each goes on after 'how long the group keeps'."""
