"""What each act is called on the trail: one sentence per tag; a rung above adds its own with `say`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervise.dilemmas.holds.words import HOLD_REASONS
from supervise.dilemmas.words import READERS_REASONS, UNCOVER_REASONS
from supervise.governance.retention.queries import in_words
from supervise.governance.retention.terms import Term, Unit
from supervise.governance.retention.words import KEPT
from supervise.groups.words import MODES, ROLES

HOUSE = "Whoever runs this installation"

_NAMED: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: word for role, word in ROLES.items()},
    "mode": {mode.value: word for mode, word in MODES.items()},
    "reason": {
        str(reason): word
        for reasons in (UNCOVER_REASONS, READERS_REASONS, HOLD_REASONS)
        for reason, word in reasons.items()
    },
    "kind": {kind.value: word for kind, word in KEPT.items()},
    "rule": {"keep": "it is kept", "takeaways": "takeaways are kept", "delete": "it goes after a day"},
}


@dataclass
class _Book:
    sentences: dict[str, str] = field(default_factory=dict)


_book = _Book()


def say(tag: str, sentence: str) -> None:
    """Let the trail call acts of a tag this; `{who}`, `{whom}` and what the event holds may stand in it."""
    _book.sentences[tag] = sentence


def is_said(tag: str) -> bool:
    """Tell whether acts of a tag have a sentence."""
    return tag in _book.sentences


def sentence(tag: str, who: str, whom: str, about: Mapping[str, str | int | None], *, by_itself: bool = False) -> str:
    """Return what an act is called: who did it, whom it concerns, and what else the trail keeps of it.

    `by_itself` says that nobody of the group did it.
    """
    said = _book.sentences.get(tag, "{who}: {tag}.")
    for variant, holds in {
        "by-itself": by_itself,
        "on-paper": about.get("on_paper"),
        "convenor": about.get("convenor"),
        "on-behalf": about.get("member_id"),
        "of-everybody": "member_id" in about and about["member_id"] is None,
    }.items():
        if holds:
            said = _book.sentences.get(f"{tag}:{variant}", said)
    words = {name: _NAMED.get(name, {}).get(str(value), str(value)) for name, value in about.items()}
    return said.format_map({**words, "term": _term(about), "who": who, "whom": whom, "tag": tag})


def _term(about: Mapping[str, str | int | None]) -> str:
    """Return how long something is kept, where the trail keeps that of an act."""
    unit, count = about.get("unit"), about.get("count")
    return in_words(Term(Unit(str(unit)) if unit else None, int(count or 0)))


for _tag, _sentence in {
    "group.created": "The group was made.",
    "group.described": "{who} changed the group's name, description or zone.",
    "group.mode.changed": "{who} changed how the group works. It is now {mode}.",
    "group.convenor.named": f"{HOUSE} named {{whom}} as convenor, since the group had none.",
    "member.joined": "{whom} joined as {role}.",
    "member.joined:convenor": "{whom} joined as {role} and convenor.",
    "member.removed": "{who} removed {whom} from the group.",
    "member.left": "{whom} left the group.",
    "member.role.changed": "{who} changed {whom}'s role to {role}.",
    "member.convenor.changed": "{who} took the convenor's mark from {whom}.",
    "member.convenor.changed:convenor": "{who} gave {whom} the convenor's mark.",
    "agreement.made": "{who} made version {version} of the agreement.",
    "agreement.accepted": "{whom} accepted version {version} of the agreement.",
    "agreement.accepted:on-paper": "{whom} accepted version {version} of the agreement, on paper.",
    "invitation.made": "{who} invited somebody as {role}.",
    "invitation.made:convenor": "{who} invited somebody as {role} and convenor.",
    "invitation.revoked": "{who} took an invitation back.",
    "theme.added": "{who} added a theme of the group's own.",
    "theme.retired": "{who} retired a theme of the group's own.",
    "dilemma.posted": "{who} posted a dilemma.",
    "dilemma.edited": "{who} changed the words of a dilemma.",
    "dilemma.themes.changed": "{who} changed the themes of a dilemma.",
    "dilemma.closed": "{who} closed a dilemma.",
    "dilemma.closed:by-itself": "A dilemma was closed, since nothing new had come for a long time.",
    "dilemma.kept_open": "{who} kept a dilemma open.",
    "dilemma.gate.put": "{who} chose that each reader of a dilemma is asked first.",
    "dilemma.gate.taken_away": "{who} chose that readers of a dilemma are asked first no more.",
    "dilemma.destroyed": "{who} destroyed a withdrawn dilemma.",
    "dilemma.destroyed:by-itself": "A withdrawn dilemma was destroyed, its time being over.",
    "dilemma.erased": "{who} destroyed a dilemma of their own with its thread.",
    "dilemma.erased:by-itself": "A dilemma was erased with its thread.",
    "dilemma.lines_erased": "What a former member wrote when a dilemma was closed was erased.",
    "dilemma.comment.erased": "A response of a former member was erased.",
    "group.erased": f"{HOUSE} erased the group.",
    "dilemma.reopened": "{who} reopened a dilemma.",
    "dilemma.withdrawn": "{who} withdrew a dilemma.",
    "dilemma.comment.posted": "{who} responded to a dilemma.",
    "dilemma.comment.edited": "{who} changed the words of a response.",
    "dilemma.comment.removed": "{who} removed a response of their own.",
    "dilemma.passage.covered": "{who} covered a passage.",
    "dilemma.passage.uncovered": "{who} uncovered a passage: {reason}.",
    "dilemma.passage.redacted": "{who} destroyed covered words.",
    "dilemma.passage.rewritten": "{who} rewrote words that were covered; the earlier words were destroyed.",
    "dilemma.passage.looked_at": "{who} looked at covered words, to decide about them.",
    "dilemma.readers.named": "{who} asked who had a dilemma open while covered words stood there, {reason}.",
    "calendar.feed.made": "{who} made an address for their calendar.",
    "calendar.feed.taken_away": "{who} took the address for their calendar away.",
    "dilemma.comment.expired": "The words of a response were destroyed, their time being over.",
    "dilemma.going.shown": "It was shown that a closed dilemma goes soon; it is kept for a week more at least.",
    "dilemma.comments_going.shown": "It was shown that the responses in a closed dilemma go soon; they are kept for a "
    "week more at least.",
    "dilemma.days.began": "{who} began a format over days with a dilemma.",
    "dilemma.days.stage_left": "{who} went on to the next stage of a format over days.",
    "dilemma.days.stage_left:by-itself": "A stage of a format over days was over.",
    "dilemma.days.moderator": "{who} handed the moderating of a format over days to {whom}.",
    "dilemma.days.moderator:by-itself": "{whom} moderates a format over days, since whoever did has left the group.",
    "dilemma.days.ended": "{who} ended a format over days.",
    "dilemma.days.ended:by-itself": "A format over days was over.",
    "dilemma.held": "{who} placed a hold on a dilemma, because {reason}.",
    "dilemma.hold_lifted": "{who} lifted a hold on a dilemma.",
    "texts.held": "{who} placed a hold on what {whom} wrote, because {reason}.",
    "texts.held:of-everybody": "{who} placed a hold on all that the group wrote, because {reason}.",
    "texts.hold_lifted": "{who} lifted a hold on what {whom} wrote.",
    "texts.hold_lifted:of-everybody": "{who} lifted a hold on all that the group wrote.",
    "group.keeping.changed": "{who} changed how long the group keeps {kind}: {term}.",
    "group.keeping.shortened": "The group was told that a shorter time begins in a week.",
    "meeting.planned": "{who} planned a meeting.",
    "meeting.changed": "{who} changed when or how a meeting is held.",
    "meeting.cancelled": "{who} cancelled a meeting.",
    "meeting.cancelled:by-itself": "A meeting was cancelled.",
    "meeting.case.brought": "{who} brought a case to a meeting.",
    "meeting.case.taken_back": "{who} took a case off the agenda of a meeting.",
    "meeting.case.taken_back:by-itself": "A case was taken off the agenda of a meeting.",
    "meeting.chair.named": "{who} gave {whom} the chair of a meeting.",
    "meeting.chair.named:by-itself": "{whom} holds a meeting, since whoever was to hold it left the group.",
    "format.copied": "{who} made a format of the group's own.",
    "format.changed": "{who} changed a format of the group's own. It is now version {version}.",
    "format.retired": "{who} retired a format of the group's own.",
    "outline.copied": "{who} made an outline of the group's own.",
    "outline.changed": "{who} changed an outline of the group's own. It is now version {version}.",
    "outline.retired": "{who} retired an outline of the group's own.",
    "outline.offered": "{who} offers an outline of the group's own again.",
    "meeting.began": "{who} began a meeting.",
    "meeting.began:by-itself": "A meeting began.",
    "meeting.ended": "{who} ended a meeting.",
    "meeting.ended:by-itself": "A meeting ended.",
    "meeting.chair.passed": "{whom} held a meeting from then on.",
    "meeting.words.kept": "What was said about a case in a meeting became part of its thread.",
    "meeting.decisions.written": "{who} wrote down what a meeting decided, or took it away.",
    "meeting.decisions.erased": "What a meeting decided was destroyed with all that its writer wrote.",
    "meeting.notes.destroyed": "{who} destroyed the notes of a meeting.",
    "meeting.line.covered": "{who} covered a line in a meeting.",
    "meeting.line.uncovered": "{who} uncovered a line in a meeting: {reason}.",
    "meeting.line.redacted": "{who} destroyed a covered line of a meeting.",
    "meeting.line.looked_at": "{who} looked at a covered line of a meeting, to decide about it.",
    "meeting.words.gone": "What was said in a meeting and not kept was destroyed.",
    "writeup.shared": "{who} shared version {version} of a write-up with supervisors.",
    "writeup.returned": "{who} returned version {version} of a write-up for revision.",
    "writeup.verified": "{who} verified version {version} of a write-up.",
    "writeup.verified:on-behalf": "{who} verified version {version} of a write-up on behalf of {whom}.",
    "writeup.submitted": "{who} submitted version {version} of a write-up.",
    "writeup.recalled": "{who} recalled version {version} of a write-up, to disguise it better.",
    "writeup.copied": "{who} took a copy of version {version} of a write-up away.",
    "writeup.note.written": "{who} wrote in the margin of a write-up.",
    "writeup.note.answered": "{who} answered a note in the margin of a write-up.",
    "writeup.note.settled": "{who} settled a note in the margin of a write-up.",
    "writeup.note.reopened": "{who} opened a note in the margin of a write-up again.",
    "writeup.aside.said": "{who} wrote between author and supervisors of a write-up.",
    "writeup.aside.removed": "{who} took back what they wrote between author and supervisors of a write-up.",
    "writeup.note.taken": "{who} took a wording that was suggested in the margin of a write-up of their own.",
    "writeup.note.removed": "{who} removed a note of their own in the margin of a write-up.",
    "writeup.passage.covered": "{who} covered a passage of a write-up.",
    "writeup.passage.uncovered": "{who} uncovered a passage of a write-up: {reason}.",
    "writeup.passage.redacted": "{who} destroyed covered words of a write-up.",
    "writeup.passage.rewritten": "{who} rewrote covered words of a write-up; the earlier words were destroyed.",
    "writeup.passage.looked_at": "{who} looked at covered words of a write-up, to decide about them.",
    "writeup.marker.appointed": "{who} appointed {whom} to mark a write-up, as its {place} marker.",
    "writeup.marker.replaced": "{whom} marks a write-up no more, since {who} arranged it otherwise.",
    "writeup.marker.told_name": "{whom} marks a write-up no more, since it was shared with them by name.",
    "writeup.marking.begun": "{who} opened a submitted write-up to mark it.",
    "writeup.marks.given": "{who} gave their marks for a write-up.",
    "writeup.marks.settled": "{who} wrote down what both markers of a write-up agreed on.",
    "writeup.marks.released": "{who} released the marks of a write-up.",
    "writeup.replaced": "{who} put other words into submitted version {version} of a write-up, to disguise it better.",
    "writeup.destroyed": "{who} destroyed a write-up of their own with its versions.",
    "writeup.destroyed:by-itself": "A write-up was destroyed with its versions.",
    "meeting.words.rule": "{who} chose what becomes of what is said in meetings: {rule}.",
}.items():
    say(_tag, _sentence)
