"""Taking a copy of one's own words, and erasing what stands under a reference. Both are put on the trail."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.ids import Id
from supervise.dilemmas.comments import take_out
from supervise.dilemmas.destroying import destroy_thread
from supervise.dilemmas.events import DilemmaErased
from supervise.dilemmas.holds.queries import holds_over, steady
from supervise.dilemmas.models import Comment, Dilemma
from supervise.dilemmas.references.models import Reference
from supervise.dilemmas.references.queries import filed_under, reference_for
from supervise.governance.own_words.events import OwnWordsErased, OwnWordsExported
from supervise.governance.own_words.queries import is_marked, seats_ever
from supervise.groups.models import Member
from supervise.texts.models import Draft
from supervise.writeups import destroying as write_ups
from supervise.writeups.destroying import holds_over as over_write_ups
from supervise.writeups.models import WriteUp


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased under a reference, and how much a hold kept."""

    dilemmas: int
    comments: int
    write_ups: int
    held: int


def note_export(actor: Actor, *, everything: bool) -> None:
    """Put on the trail that the actor takes a copy of their own words, before they have it."""
    with transaction():
        publish(OwnWordsExported(actor.account_id, actor.account_id, everything))


def erase_under(actor: Actor, reference_id: Id) -> Erased:
    """Erase all that the actor wrote under a reference of theirs, and the reference with it. Raises Missing.

    Dilemmas go with their threads, write-ups with their versions, at once; of comments elsewhere a tombstone stays;
    drafts that carry the mark go. What is held stays, under the reference still. It needs no present seat: who has
    left a group takes back what they wrote there.
    """
    with transaction():
        reference = reference_for(actor, reference_id)
        seats = seats_ever(actor)
        for group_id in sorted({seat.group_id for seat in seats.values()}):
            steady(group_id)
        _throw_drafts_away(reference, seats)
        things = [one.thing_id for one in filed_under(reference)]
        dilemmas = session().scalars(select(Dilemma).where(Dilemma.id.in_(things))).all()
        comments = _comments_elsewhere(things, dilemmas)
        free = [one for one in dilemmas if not holds_over(one)]
        loose = [(comment, thread) for comment, thread in comments if not holds_over(thread)]
        for comment, thread in loose:
            take_out(seats[comment.author_id], thread, comment)
        for dilemma in free:
            destroy_thread(dilemma, seats[dilemma.author_id], DilemmaErased)
        gone, kept = _destroy_write_ups(things, seats)
        held = len(dilemmas) - len(free) + len(comments) - len(loose) + kept
        counted = Erased(len(free), len(loose), gone, held)
        publish(OwnWordsErased(actor.account_id, actor.account_id, len(free), len(loose), gone, held))
    return counted


def _destroy_write_ups(things: Sequence[Id], seats: dict[Id, Member]) -> tuple[int, int]:
    """Destroy the write-ups among some things; return how many went, and how many a hold kept."""
    found = session().scalars(select(WriteUp).where(WriteUp.id.in_(things))).all()
    free = [one for one in found if not over_write_ups(WriteUp.id == one.id)]
    for write_up in free:
        write_ups.destroy(write_up, seats[write_up.author_id])
    return len(free), len(found) - len(free)


def _comments_elsewhere(things: Sequence[Id], dilemmas: Sequence[Dilemma]) -> list[tuple[Comment, Dilemma]]:
    """Return the comments among some things that do not stand in one of the dilemmas."""
    rows = session().execute(
        select(Comment, Dilemma)
        .join(Dilemma, Dilemma.id == Comment.dilemma_id)
        .where(Comment.id.in_(things), Comment.removed_at.is_(None))
        .where(Dilemma.id.not_in([dilemma.id for dilemma in dilemmas]))
    )
    return [(comment, dilemma) for comment, dilemma in rows]


def _throw_drafts_away(reference: Reference, seats: dict[Id, Member]) -> None:
    for draft in session().scalars(select(Draft).where(Draft.author_id.in_(seats))).all():
        if is_marked(draft.fields, reference):
            session().delete(draft)
