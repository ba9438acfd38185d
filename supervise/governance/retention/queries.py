"""How long a group keeps each kind, what of it goes soon, and what went."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.governance.retention.models import KeepingChoice, Kind
from supervise.governance.retention.rules import RULES, Rule
from supervise.governance.retention.terms import Term, end_of_date, term_of
from supervise.groups.models import Group
from supervise.groups.policy import may_change_keeping
from supervise.groups.queries import Seat, seat_for

SHOWN_BEFORE = timedelta(days=7)
"""How long before its end a thing is shown as going, and how long a shorter time is known before it begins."""

HOUSE_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a group keeps a kind: `term` now, and where a change is coming `next_term` from `next_from` on."""

    rule: Rule
    zone: str
    term: Term
    next_term: Term | None = None
    next_from: datetime | None = None

    def in_force(self, moment: datetime) -> Term:
        """Return what holds at a moment."""
        if self.next_term is not None and self.next_from is not None and moment >= self.next_from:
            return self.next_term
        return self.term

    def ends(self, start: datetime) -> datetime | None:
        """Return the last moment at which what began at a moment is kept, as things stand; None for no end."""
        end = self.term.ends(start, self.zone)
        if self.next_term is None or self.next_from is None or (end is not None and end < self.next_from):
            return end
        new = self.next_term.ends(start, self.zone)
        return None if new is None else max(new, self.next_from)

    def latest_start(self, moment: datetime) -> datetime | None:
        """Return the latest beginning whose time will be over at a moment; None where none ever is."""
        return self.in_force(moment).latest_start(moment, self.zone)

    def goes_after(self, start: datetime, told_at: datetime) -> datetime | None:
        """Return the last moment at which what was shown to go, or will be, at `told_at` is kept; None for no end."""
        end = self.ends(start)
        if end is None or not self.rule.shown_before:
            return end
        return max(end, clock.end_of_day(told_at + SHOWN_BEFORE, self.zone))


@dataclass(frozen=True, slots=True)
class Line:
    """One kind in the table of what is kept how long; `days` is about how many, None for no end of its own."""

    kind: Kind
    label: str
    what: str
    kept: str
    days: int | None
    counted_from: str
    coming: str
    coming_from: datetime | None


def retention_table(group: Group | None = None) -> list[Line]:
    """Return what is kept how long: in a group, or without one by default in this installation.

    `kept` reads as 'kept for ...' ('12 months'), `coming` likewise for a shorter time that begins at `coming_from`.
    """
    found = (
        keeping_of(group) if group else {kind: Keeping(rule, HOUSE_ZONE, rule.default) for kind, rule in RULES.items()}
    )
    return [_line(keeping) for keeping in found.values()]


def keeping_of(group: Group) -> dict[Kind, Keeping]:
    """Return how long a group keeps each kind, in the order of the rules."""
    chosen = session().scalars(select(KeepingChoice).where(KeepingChoice.group_id == group.id))
    rows = {choice.kind: choice for choice in chosen}
    return {kind: _keeping(rule, group.zone, rows.get(kind)) for kind, rule in RULES.items()}


def keeping_in(group_id: Id | None, kind: Kind) -> Keeping:
    """Return how long a group, or None for the installation, keeps a kind."""
    group = session().get(Group, group_id) if group_id else None
    return keeping_of(group)[kind] if group else Keeping(RULES[kind], HOUSE_ZONE, RULES[kind].default)


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups of which goes what began at or before `latest` and, where that is the rule, was shown by `shown_by`."""

    latest: datetime
    shown_by: datetime
    groups: list[Id | None]


def batches(rule: Rule, now: datetime, *, soon: bool = False) -> list[Batch]:
    """Return the groups, those together that share the moments, for what goes now or within a week.

    None stands among them for what belongs to the installation.
    """
    rows = session().execute(
        select(Group.id, Group.zone, KeepingChoice).outerjoin(
            KeepingChoice, (KeepingChoice.group_id == Group.id) & (KeepingChoice.kind == rule.kind)
        )
    )
    keepings: list[tuple[Id | None, Keeping]] = [(id_, _keeping(rule, zone, row)) for id_, zone, row in rows]
    if rule.of_installation:
        keepings.append((None, Keeping(rule, HOUSE_ZONE, rule.default)))
    found: dict[tuple[datetime, datetime], list[Id | None]] = defaultdict(list)
    for group_id, keeping in keepings:
        latest = keeping.latest_start(a_week_on(now, keeping.zone) if soon else now)
        if latest is not None:
            found[latest, shown_by(now, keeping.zone)].append(group_id)
    return [Batch(latest, told, groups) for (latest, told), groups in found.items()]


def a_week_on(now: datetime, zone: str) -> datetime:
    """Return when what is told now may begin: after the day in a zone that comes a week from now."""
    return clock.end_of_day(now + SHOWN_BEFORE, zone) + timedelta(milliseconds=1)


def shown_by(now: datetime, zone: str) -> datetime:
    """Return the latest moment of telling from which a week and the rest of that day have gone by, the inverse."""
    yesterday = clock.in_zone(now, zone).date() - timedelta(days=1)
    return end_of_date(yesterday, zone) - SHOWN_BEFORE


def seat_to_change_keeping(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may change how long the group keeps things; Missing for other members."""
    seat = seat_for(actor, group_id)
    if not may_change_keeping(seat.member):
        raise Missing
    return seat


def in_words(term: Term) -> str:
    """Return a term as it reads after 'kept for'."""
    if term.unit is None:
        return "as long as the dilemma itself"
    unit = {"h": "hour", "d": "day", "m": "month"}[term.unit]
    return f"{term.count} {unit}{'' if term.count == 1 else 's'}"


def _keeping(rule: Rule, zone: str, row: KeepingChoice | None) -> Keeping:
    if row is None:
        return Keeping(rule, zone, rule.default)
    if row.next_term is not None and row.next_from is not None and row.next_from <= clock.now():
        return Keeping(rule, zone, term_of(row.next_term))
    coming = term_of(row.next_term) if row.next_term is not None else None
    return Keeping(rule, zone, term_of(row.term), coming, row.next_from if coming else None)


def _line(keeping: Keeping) -> Line:
    rule, term, coming = keeping.rule, keeping.term, keeping.next_term
    return Line(
        kind=rule.kind,
        label=rule.label,
        what=rule.what,
        kept=in_words(term),
        days=round(term.hours / 24) if term.unit else None,
        counted_from=rule.counted_from,
        coming=in_words(coming) if coming else "",
        coming_from=keeping.next_from,
    )
