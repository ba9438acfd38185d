"""Who had a thread open while covered words stood there: for the convenor with a reason, and each of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import either
from supervise.dilemmas import policy
from supervise.dilemmas.covering.queries import TextSeen, text_for
from supervise.dilemmas.models import Dilemma, ReaderNamed, ReadersAsked, Reading
from supervise.groups.models import Member
from supervise.groups.queries import Seat
from supervise.texts.models import Cover, Revision, Text


@dataclass(frozen=True, slots=True)
class Span:
    """From when on words stood that were covered, and until when."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who had a thread open while the words stood, from when to when."""

    member: Member
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody asked who had a thread open, and this member was named."""

    asked: ReadersAsked
    by: Member
    dilemma: Dilemma


def text_with_readers(actor: Actor, text_id: str) -> TextSeen:
    """Return a text of whose readers the actor may learn something, be it of themselves; raises Missing otherwise."""
    seen = text_for(actor, text_id)
    member = seen.thread.member
    if not either(policy.may_ask_readers(member), policy.may_see_own_reading(member)) or span_of(seen) is None:
        raise Missing
    return seen


def span_of(seen: TextSeen) -> Span | None:
    """Return while which time the words stood that were covered in a thing; None where nothing ever was."""
    row = session().execute(
        select(func.min(Revision.written_at), func.max(Cover.at))
        .select_from(Cover)
        .join(Text, Text.id == Cover.text_id)
        .join(Revision, (Revision.text_id == Cover.text_id) & (Revision.number == Cover.revision))
        .where(Text.thing_id == seen.text.thing_id)
    )
    since, until = row.one()
    return Span(since, until) if since is not None and until is not None else None


def readers_in(dilemma_id: Id, span: Span) -> list[Reader]:
    """Return who had a thread open at any time of a span, by name; an open page, which need not have been read."""
    visits = (
        select(Reading.member_id, func.min(Reading.first_at).label("first"), func.max(Reading.last_at).label("last"))
        .where(Reading.dilemma_id == dilemma_id, Reading.first_at <= span.until, Reading.last_at >= span.since)
        .group_by(Reading.member_id)
        .subquery()
    )
    rows = session().execute(
        select(Member, visits.c.first, visits.c.last)
        .join(visits, visits.c.member_id == Member.id)
        .options(joinedload(Member.account))
    )
    return sorted((Reader(member, first, last) for member, first, last in rows), key=lambda r: r.member.shown_name)


def own_reading(seen: TextSeen) -> Reader | None:
    """Return from when to when the actor had the thread open themselves while the words stood."""
    span = span_of(seen)
    found = readers_in(seen.thread.dilemma.id, span) if span else []
    return next((one for one in found if one.member.id == seen.thread.member.id), None)


def names_hidden(seen: TextSeen) -> bool:
    """Tell whether naming who had the thread open would narrow down who 'a colleague' is, for this actor."""
    return seen.thread.dilemma.colleague_present and not policy.may_see_signer(seen.thread.member)


def told_in(seat: Seat) -> list[Told]:
    """Return where the actor was named to whoever asked, and has not put that away yet; the newest first."""
    rows = session().execute(
        select(ReadersAsked, Member, Dilemma)
        .join(ReaderNamed, ReaderNamed.asked_id == ReadersAsked.id)
        .join(Member, Member.id == ReadersAsked.by_id)
        .join(Dilemma, Dilemma.id == ReadersAsked.dilemma_id)
        .options(joinedload(Member.account))
        .where(ReaderNamed.member_id == seat.member.id, ReaderNamed.put_away_at.is_(None))
        .order_by(ReadersAsked.at.desc())
    )
    return [Told(asked, by, dilemma) for asked, by, dilemma in rows]


def named_for(actor: Actor, asked_id: str) -> ReaderNamed:
    """Return the note that the actor was named; raises Missing where they were not."""
    own = select(ReaderNamed).join(Member, Member.id == ReaderNamed.member_id)
    found = session().scalar(own.where(ReaderNamed.asked_id == asked_id, Member.account_id == actor.account_id))
    if found is None:
        raise Missing
    return found


def accounts_named(asked_id: Id) -> Sequence[Id]:
    """Return the accounts of those who were named to somebody who asked."""
    found = select(Member.account_id).join(ReaderNamed, ReaderNamed.member_id == Member.id)
    return session().scalars(found.where(ReaderNamed.asked_id == asked_id, Member.left_at.is_(None))).all()
