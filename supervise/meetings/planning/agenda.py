"""What somebody plans: a meeting and its agenda, as they gave it; and whether it holds together."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from supervise.core import clock, limits
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.meetings.format import Format
from supervise.meetings.library import CHECK_IN, CHECK_OUT, PRACTICAL
from supervise.meetings.models import Every, ItemKind, Talk

LATE = timedelta(hours=1)
"""A meeting that began a little while ago can still be planned."""

FURTHEST = timedelta(days=800)
FRAMES: Mapping[ItemKind, str] = {
    ItemKind.CHECK_IN: CHECK_IN,
    ItemKind.PRACTICAL: PRACTICAL,
    ItemKind.CHECK_OUT: CHECK_OUT,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One part of an agenda; a case without a presenter is 'to be named'. `id` names one that is there already."""

    kind: ItemKind
    minutes: int
    format_slug: str
    presenter_id: Id | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as somebody plans it; a series comes round by the wall clock of `zone`."""

    starts_at: datetime
    minutes: int
    facilitator_id: Id
    agenda: Sequence[Item]
    deputy_id: Id | None = None
    talk: Talk = Talk.ALOUD
    call_link: str = ""
    zone: str = "Europe/London"
    every: Every | None = None
    times: int = 1

    @property
    def total(self) -> int:
        """How many minutes the agenda takes."""
        return sum(one.minutes for one in self.agenda)


def frame(kind: ItemKind, minutes: int) -> Item:
    """Return what stands around the cases: check-in, check-out, practical matters."""
    return Item(kind, minutes, FRAMES[kind])


def check(plan: Plan, members: AbstractSet[Id], formats: Mapping[str, Format]) -> None:
    """Go on where a plan holds together; raise Invalid with a sentence for each field at fault."""
    wrong: dict[str, list[str]] = {}
    now = clock.now()
    if not now - LATE <= plan.starts_at <= now + FURTHEST:
        wrong["day"] = ["Give a day and a time that are still to come, within two years."]
    if not limits.MEETING_SHORTEST <= plan.minutes <= limits.MEETING_LONGEST:
        wrong["minutes"] = [f"A meeting takes {limits.MEETING_SHORTEST} to {limits.MEETING_LONGEST} minutes."]
    elif plan.total > plan.minutes:
        wrong["minutes"] = [
            f"The agenda takes {plan.total} minutes and the meeting {plan.minutes}. Shorten a case, or meet for longer."
        ]
    if plan.facilitator_id not in members:
        wrong["facilitator"] = ["Choose somebody of the group."]
    if plan.deputy_id is not None and plan.deputy_id not in members - {plan.facilitator_id}:
        wrong["deputy"] = ["Choose somebody else of the group, or nobody."]
    if plan.call_link and not is_call_link(plan.call_link):
        wrong["call_link"] = ["Give a full address that begins with https://, or leave this empty."]
    if plan.every is not None and not 2 <= plan.times <= limits.SERIES_LONGEST:
        wrong["times"] = [f"A series has 2 to {limits.SERIES_LONGEST} meetings."]
    if problem := _agenda_problem(plan, members, formats):
        wrong["agenda"] = [problem]
    if wrong:
        raise Invalid(fields=wrong)


def is_call_link(words: str) -> bool:
    """Tell whether words are the address of a call that a browser can open."""
    if len(words) > limits.CALL_LINK or not words.isprintable() or any(one.isspace() for one in words):
        return False
    try:
        found = urlsplit(words)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.hostname)


def _agenda_problem(plan: Plan, members: AbstractSet[Id], formats: Mapping[str, Format]) -> str:
    cases = [one for one in plan.agenda if one.kind is ItemKind.CASE]
    if not plan.agenda:
        return "Put at least one thing on the agenda."
    if len(cases) > limits.CASES_PER_MEETING:
        return f"A meeting has at most {limits.CASES_PER_MEETING} cases."
    for one in plan.agenda:
        known = formats.get(one.format_slug)
        if known is None or known.frame != (one.kind is not ItemKind.CASE):
            return "Choose a format for each case."
        if not 1 <= one.minutes <= limits.MEETING_LONGEST:
            return "Give each part of the agenda its minutes."
        if one.presenter_id is not None and one.presenter_id not in members:
            return "A case is presented by somebody of the group."
    return ""
