"""What is kept for a time: one rule for each kind. A feature that keeps something joins with one entry in `RULES`.

A rule says what the kind is called, how long it is kept unless a group chooses otherwise, among what a group may
choose, which things have had their time, and how they are destroyed. The page of the group, the sweep, its report and
the table for the data-protection officer all read this list.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from supervise.core.ids import Id
from supervise.governance.retention import things
from supervise.governance.retention.models import Kind
from supervise.governance.retention.terms import NO_END, Term, days, months

Due = Callable[[Collection[Id | None], datetime], things.Found]
"""Selects the things (columns `thing_id`, `group_id`) of some groups whose time began at or before a moment.

What is held is left out. None among the groups stands for what belongs to the installation.
"""

Destroy = Callable[[Collection[Id]], int]
"""Destroys some things inside a transaction and returns how many of the kind went."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind is kept. `counted_from` ends the sentence 'kept for ... after'.

    `shown_before` says that its going is shown a week before it happens, `at_once` how many go in one transaction,
    `of_installation` that there are such things outside any group.
    """

    kind: Kind
    label: str
    what: str
    counted_from: str
    default: Term
    choices: tuple[Term, ...]
    due: Due
    destroy: Destroy
    at_once: int
    shown_before: bool = False
    of_installation: bool = False


RULES: Mapping[Kind, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(
            kind=Kind.DILEMMAS,
            label="Dilemmas with their comments",
            what="The account, the question, the comments, every earlier version, and how it was closed.",
            counted_from="the dilemma was closed",
            default=months(12),
            choices=(months(3), months(6), months(12), months(24), months(36)),
            due=things.dilemmas_closed_before,
            destroy=things.destroy_dilemmas,
            at_once=1,
            shown_before=True,
        ),
        Rule(
            kind=Kind.COMMENTS,
            label="Comments, where they go first",
            what="The words of all comments in a closed dilemma; a line saying so stays in the place of each.",
            counted_from="the dilemma was closed",
            default=NO_END,
            choices=(months(1), months(3), months(6), NO_END),
            due=things.threads_closed_before,
            destroy=things.destroy_comments_in,
            at_once=1,
            shown_before=True,
        ),
        Rule(
            kind=Kind.WRITE_UPS,
            label="Write-ups that were verified",
            what="Their words, every version, what supervisors wrote beside them, how they were marked. One that is "
            "not verified stays until its author destroys it, one that is being marked until its marks are released.",
            counted_from="it was verified, or its marks were released",
            default=months(12),
            choices=(months(3), months(6), months(12), months(24), months(36)),
            due=things.write_ups_verified_before,
            destroy=things.destroy_write_ups,
            at_once=1,
            shown_before=True,
        ),
        Rule(
            kind=Kind.NOTES,
            label="Notes of meetings, where they are kept",
            what="What the group wrote together while it met. Where it does not keep what is said in meetings, they go "
            "24 hours after the meeting.",
            counted_from="the meeting ended",
            default=months(12),
            choices=(months(1), months(3), months(6), months(12), months(24)),
            due=things.meeting_notes_before,
            destroy=things.destroy_meeting_notes,
            at_once=20,
        ),
        Rule(
            kind=Kind.DRAFTS,
            label="Drafts",
            what="What somebody began to write and has not posted. Only they see it.",
            counted_from="its writer last changed it",
            default=days(30),
            choices=(days(14), days(30), days(90)),
            due=things.drafts_saved_before,
            destroy=things.destroy_drafts,
            at_once=200,
        ),
        Rule(
            kind=Kind.READS,
            label="Who had a dilemma open, and when",
            what="Kept for one purpose: to say who may have seen words that had to be covered.",
            counted_from="the page was last open",
            default=months(6),
            choices=(months(3), months(6), months(12)),
            due=things.readings_before,
            destroy=things.destroy_readings,
            at_once=500,
        ),
        Rule(
            kind=Kind.ACTS,
            label="The trail of acts",
            what="Who did what and when, never what was written.",
            counted_from="the act",
            default=months(24),
            choices=(months(12), months(24), months(36)),
            due=things.acts_before,
            destroy=things.destroy_acts,
            at_once=500,
            of_installation=True,
        ),
    )
}
