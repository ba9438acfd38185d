"""What is said of stages on pages."""

from collections.abc import Mapping

from supervise.core.ids import Id
from supervise.dilemmas.models import Kind
from supervise.dilemmas.words import KINDS as COMMENT_KINDS
from supervise.meetings.days.stages import Why
from supervise.meetings.format import Part, Phase

HOW_ENDED: Mapping[Why, str] = {
    Why.DATE: "",
    Why.DONE: "all were done",
    Why.MODERATOR: "the moderator went on",
    Why.STOPPED: "stopped",
}


def days(hours: int) -> str:
    """Return how long some hours are as a person says it: 'two days'."""
    if hours % 24:
        return f"{hours} hours"
    many = hours // 24
    return {1: "one day", 2: "two days", 3: "three days"}.get(many, f"{many} days")


def asked(phase: Phase, *, author: bool, moderates: bool, others: Part) -> str:
    """Return what somebody does in a phase, as its format says it to their part."""
    own = phase.does.get(Part.PRESENTER if author else others, "") or (
        "" if author else phase.does.get(Part.MEMBER, "")
    )
    led = phase.does.get(Part.FACILITATOR, "") if moderates else ""
    return " ".join(words for words in (own, led) if words)


def kind_name(kind: Kind) -> str:
    """Return what a kind of comment is called where one is chosen."""
    return COMMENT_KINDS[kind] or "response"


def answered(many: int) -> str:
    """Return how many have answered, and nothing else of them."""
    return {0: "Nobody has answered yet.", 1: "One has answered."}.get(many, f"{many} have answered.")


def element(dilemma_id: Id) -> str:
    """Return the element of a thread's page that shows the stage."""
    return f"stage-{dilemma_id}"
