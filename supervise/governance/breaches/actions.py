"""Keeping the breach log: begin, fill in, close. Every verb checks the right again inside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.disguise import Kind
from supervise.governance.breaches import events
from supervise.governance.breaches.models import Breach, DataKind, Risk
from supervise.governance.breaches.queries import Entry, entry_for, entry_to_close, seat_to_keep, start_from
from supervise.groups.models import Member
from supervise.texts.checking import look_at

_WITHOUT = "Say it without {what}: this log names nobody."


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a breach; times are moments, None where it has not happened or is not known."""

    noticed_at: datetime
    posted_at: datetime | None = None
    covered_at: datetime | None = None
    reported_at: datetime | None = None
    told_at: datetime | None = None
    readers: int | None = None
    people: int | None = None
    kinds: Sequence[DataKind] = ()
    risk: Risk | None = None
    what: str = ""
    measures: str = ""


def looked_over(facts: Facts) -> Facts:
    """Return facts whose words name nobody and whose times can be; raise Invalid. Outside of any transaction."""
    wrong: dict[str, list[str]] = {}
    for field, words in (("what", facts.what), ("measures", facts.measures)):
        found = [words[f.start : f.end] for f in look_at(words).findings if f.kind is Kind.DIRECT]
        if found:
            wrong[field] = [_WITHOUT.format(what=", ".join(f"“{one}”" for one in dict.fromkeys(found)))]
    for field in ("noticed_at", "posted_at", "covered_at", "reported_at", "told_at"):
        moment = getattr(facts, field)
        if moment is not None and moment > clock.now():
            wrong[field] = ["This lies in the future. Give the time at which it happened."]
    if facts.reported_at is not None and facts.reported_at < facts.noticed_at:
        wrong["reported_at"] = ["It cannot have been reported before it was noticed."]
    if wrong:
        raise Invalid(fields=wrong)
    return replace(facts, kinds=tuple(dict.fromkeys(facts.kinds)))


def open_entry(actor: Actor, group_id: Id, facts: Facts, cover_id: Id | None = None) -> Breach:
    """Begin an entry of a group's breach log, from a covered passage or by hand; `facts` are looked over."""
    with transaction() as db:
        seat = seat_to_keep(actor, group_id)
        start = start_from(actor, cover_id) if cover_id is not None else None
        if start is not None and start.seat.group.id != seat.group.id:
            raise Invalid("This passage stands in another group. Begin the entry there.")
        breach = Breach(
            id=new_id(),
            group_id=seat.group.id,
            opened_by_id=seat.member.id,
            opened_at=clock.now(),
            cover_id=cover_id,
            dilemma_id=start.dilemma_id if start else None,
        )
        _fill(breach, facts)
        db.add(breach)
        db.flush()
        publish(events.BreachOpened(seat.member.id, seat.group.id, breach.id, start is not None))
    return breach


def fill_in(actor: Actor, breach_id: Id, facts: Facts, version: int) -> None:
    """Fill an entry in further; raise Stale when it was changed since `version`, Invalid once it is closed."""
    with transaction():
        entry = entry_for(actor, breach_id)
        if entry.breach.closed_at is not None:
            raise Invalid("This entry is closed. Its convenor can open it again.")
        if entry.breach.version != version:
            raise Stale
        _fill(entry.breach, facts)
        entry.breach.version += 1
        _announce(events.BreachChanged, entry)


def close(actor: Actor, breach_id: Id) -> None:
    """Close an entry; raise Invalid while it says nothing of the risk, on which hangs who has to be told."""
    with transaction():
        entry = entry_to_close(actor, breach_id)
        if entry.breach.closed_at is not None:
            return
        if entry.breach.risk is None:
            raise Invalid("Say first what it is likely to mean for the people concerned.")
        if entry.breach.risk is not Risk.NONE and entry.breach.reported_at is None:
            raise Invalid("There is a risk, so it has to be reported first. Fill in when it was.")
        entry.breach.closed_at, entry.breach.closed_by_id = clock.now(), entry.seat.member.id
        _announce(events.BreachClosed, entry)


def reopen(actor: Actor, breach_id: Id) -> None:
    """Open a closed entry again."""
    with transaction():
        entry = entry_to_close(actor, breach_id)
        if entry.breach.closed_at is not None:
            entry.breach.closed_at = entry.breach.closed_by_id = None
            _announce(events.BreachReopened, entry)


def note_taken(actor: Actor, breach_id: Id) -> None:
    """Put on the trail that somebody takes an entry as a document."""
    with transaction():
        _announce(events.BreachTaken, entry_for(actor, breach_id))


def _fill(breach: Breach, facts: Facts) -> None:
    breach.noticed_at, breach.posted_at, breach.covered_at = facts.noticed_at, facts.posted_at, facts.covered_at
    breach.reported_at, breach.told_at = facts.reported_at, facts.told_at
    breach.readers, breach.people, breach.risk = facts.readers, facts.people, facts.risk
    breach.kinds = [kind.value for kind in facts.kinds]
    breach.what, breach.measures = facts.what, facts.measures


def _announce(kind: type[events.BreachEvent], entry: Entry) -> None:
    member: Member = entry.seat.member
    session().flush()
    publish(kind(member.id, entry.seat.group.id, entry.breach.id))
