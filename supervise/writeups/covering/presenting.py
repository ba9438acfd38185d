"""View models of what is covered in a write-up: never the words, except for their author and for who decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from supervise.dilemmas.covering.presenting import CaseView, excerpts_of, places_of
from supervise.dilemmas.covering.queries import Case, bodies_of
from supervise.texts.models import Text, TextKind
from supervise.writeups import policy
from supervise.writeups.covering.queries import cases_of, texts_by
from supervise.writeups.queries import Seen

_NEVER = (TextKind.FACT, TextKind.REASON)
"""What whoever decides about covered words is not shown: an author's own facts, and why something was marked so."""


@dataclass(frozen=True, slots=True)
class CoveredView:
    """A cover that waits, with what this reader may do about it; `own` where words of theirs are covered."""

    case: CaseView
    own: bool
    may_redact: bool


def covered_views(seen: Seen, *, looking: bool = False) -> list[CoveredView]:
    """Return what is covered in a write-up and beside it, as the actor may know of it."""
    cases = cases_of(seen.write_up.id)
    covered = {text.id: text for text in texts_by({cover.text_id for case in cases for cover in case.covers})}
    return [
        _view(seen, case, [covered[one] for one in {cover.text_id for cover in case.covers}], looking=looking)
        for case in cases
    ]


def _view(seen: Seen, case: Case, covered: Sequence[Text], *, looking: bool) -> CoveredView:
    decides = bool(policy.may_uncover(seen.member, seen.write_up, assigned=seen.assigned))
    for_all = {text.id for text in covered if looking and decides and text.kind not in _NEVER}
    own = {text.id for text in covered if seen.own and text.author_id == seen.member.id}
    authors = {text.author_id for text in covered}
    by = case.by.shown_name if decides else ""
    return CoveredView(
        case=CaseView(case.id, case.at, by, places_of(case), excerpts_of(case, bodies_of(for_all | own))),
        own=seen.member.id in authors,
        may_redact=bool(policy.may_redact(seen.member, seen.write_up, authors, assigned=seen.assigned)),
    )
