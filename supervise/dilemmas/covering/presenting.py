"""View models of what is covered: never the words, except for whoever looks at them to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.covering.queries import Case, TextSeen, Waiting, bodies_of, cases_in
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.presenting_dilemmas import heading_of
from supervise.dilemmas.words import A_COLLEAGUE, PARTS
from supervise.groups.models import Member
from supervise.groups.queries import Seat
from supervise.texts.models import Text
from supervise.texts.queries import Words, words_of

AROUND = 60
"""Code points shown on each side of covered words, to whoever decides about them."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Covered words and what stands around them; `earlier` where they stand only in what was edited since."""

    before: str
    words: str
    after: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A cover that waits; `by` is empty where who covered may not be told, `excerpts` empty unless somebody looks."""

    id: Id
    at: datetime
    by: str
    places: int
    excerpts: Sequence[Excerpt]


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A cover in a list, and where it is decided about."""

    id: Id
    href: str
    heading: str
    what: str
    at: datetime
    by: str


def case_views(seen: TextSeen, *, looking: bool = False) -> list[CaseView]:
    """Return what is covered in a thing, as the actor may know of it."""
    cases = cases_in([seen.text.thing_id])
    texts = {cover.text_id for case in cases for cover in case.covers}
    bodies = bodies_of(texts) if looking else {}
    member, dilemma = seen.thread.member, seen.thread.dilemma
    return [
        CaseView(case.id, case.at, by_shown(case.by, dilemma, member), places_of(case), excerpts_of(case, bodies))
        for case in cases
    ]


def parts_of(seen: TextSeen) -> list[tuple[str, Words]]:
    """Return the texts of a thing that hold words, each with what it is called, the one asked for first."""
    words = words_of([seen.text.thing_id])
    found = [(PARTS[kind], one) for (_, kind), one in words.items() if one.body]
    order = list(PARTS.values())
    return sorted(found, key=lambda part: (part[1].text_id != seen.text.id, order.index(part[0])))


def waiting_views(seat: Seat, waiting: Sequence[Waiting]) -> list[WaitingView]:
    """Return covers of a group as a list that holds no covered word."""
    words = words_of({one.dilemma.id for one in waiting})
    return [
        WaitingView(
            id=one.case.id,
            href=f"/texts/{one.text.id}/covered",
            heading=heading_of(one.dilemma.id, words),
            what=_what(one.text, one.comment is not None),
            at=one.case.at,
            by=by_shown(one.case.by, one.dilemma, seat.member),
        )
        for one in waiting
    ]


def by_shown(by: Member, dilemma: Dilemma, reader: Member) -> str:
    """Return who covered, as a reader may know it: where somebody is 'a colleague', no name is told."""
    if not policy.may_uncover(reader):
        return ""
    if dilemma.colleague_present and not policy.may_see_signer(reader):
        return A_COLLEAGUE
    return by.shown_name


def _what(text: Text, is_comment: bool) -> str:
    return "in a response" if is_comment else f"in the {PARTS[text.kind].removeprefix('The ').lower()}"


def places_of(case: Case) -> int:
    """Return in how many places the words of a case stand now."""
    newest = max(cover.revision for cover in case.covers)
    return len({(c.text_id, c.start) for c in case.covers if c.revision == newest})


def excerpts_of(case: Case, bodies: Mapping[tuple[Id, int], str]) -> list[Excerpt]:
    """Return each covered passage once, from the newest revision that holds it."""
    found: dict[str, Excerpt] = {}
    for cover in case.covers:
        body = bodies.get((cover.text_id, cover.revision))
        if body is None:
            continue
        words = body[cover.start : cover.end]
        newest = max(number for text_id, number in bodies if text_id == cover.text_id)
        before, after = body[max(0, cover.start - AROUND) : cover.start], body[cover.end : cover.end + AROUND]
        found.setdefault(words, Excerpt(before, words, after, cover.revision < newest))
    return list(found.values())
