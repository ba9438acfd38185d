"""Asking who had a thread open: the asking is an act of its own, on the trail, and those who are named are told."""

from dataclasses import dataclass

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.dilemmas import events, policy
from supervise.dilemmas.covering.queries import wrote_unnamed
from supervise.dilemmas.models import ReaderNamed, ReadersAsked, ReadersReason, Signed
from supervise.dilemmas.readers.queries import (
    Reader,
    Span,
    named_for,
    names_hidden,
    readers_in,
    span_of,
    text_with_readers,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who had a thread open, while which time; nobody is named where that would tell who 'a colleague' is."""

    span: Span
    readers: list[Reader]
    hidden: bool


def ask_readers(actor: Actor, text_id: Id, reason: ReadersReason) -> Answer:
    """Return who had a thread open while covered words stood there; raises Missing, or NotAllowed with the reason."""
    with transaction() as db:
        seen = text_with_readers(actor, text_id)
        me, dilemma = seen.thread.member, seen.thread.dilemma
        require(policy.may_ask_readers(me))
        span = span_of(seen)
        if span is None:
            raise Missing
        hidden = names_hidden(seen)
        readers = [] if hidden else readers_in(dilemma.id, span)
        asked = ReadersAsked(
            id=new_id(), dilemma_id=dilemma.id, text_id=text_id, by_id=me.id, reason=reason, at=clock.now()
        )
        db.add(asked)
        db.flush()
        db.add_all(ReaderNamed(asked_id=asked.id, member_id=one.member.id) for one in readers if one.member.id != me.id)
        publish(
            events.ReadersNamed(
                actor_id=me.id,
                group_id=dilemma.group_id,
                dilemma_id=dilemma.id,
                signed=Signed.COLLEAGUE if wrote_unnamed(me, dilemma) else Signed.NAME,
                seq=0,
                row_seq=0,
                text_id=text_id,
                reason=reason,
                asked_id=asked.id,
            )
        )
    return Answer(span, readers, hidden)


def put_away(actor: Actor, asked_id: Id) -> None:
    """Put away the note that one was named."""
    with transaction():
        named_for(actor, asked_id).put_away_at = clock.now()
