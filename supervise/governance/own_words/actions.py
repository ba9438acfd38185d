"""Taking a copy of one's own words, and erasing what stands under a reference. Both are put on the trail."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.ids import Id
from supervise.dilemmas.actions import take_back
from supervise.dilemmas.comments import take_out
from supervise.dilemmas.models import Comment, Dilemma, Withdrawal
from supervise.dilemmas.references.queries import filed_under, reference_for
from supervise.dilemmas.rounds import AT_ONCE, destroy_withdrawn
from supervise.governance.own_words.events import OwnWordsErased, OwnWordsExported
from supervise.governance.own_words.queries import is_marked, seats_ever
from supervise.groups.models import Member
from supervise.texts.models import Draft


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased under a reference."""

    dilemmas: int
    comments: int


def note_export(actor: Actor, *, everything: bool) -> None:
    """Put on the trail that the actor takes a copy of their own words, before they have it."""
    with transaction():
        publish(OwnWordsExported(actor.account_id, actor.account_id, everything))


def erase_under(actor: Actor, reference_id: Id) -> Erased:
    """Erase all that the actor wrote under a reference of theirs, and the reference with it. Raises Missing.

    Dilemmas go with their threads, at once; of comments elsewhere a tombstone stays; drafts that carry the mark go.
    It needs no present seat: who has left a group takes back what they wrote there.
    """
    with transaction():
        reference = reference_for(actor, reference_id)
        seats = seats_ever(actor)
        things = [one.thing_id for one in filed_under(reference)]
        dilemmas = session().scalars(select(Dilemma).where(Dilemma.id.in_(things))).all()
        comments = _comments_elsewhere(things, dilemmas)
        for dilemma in dilemmas:
            _hide(seats[dilemma.author_id], dilemma)
        for comment, thread in comments:
            take_out(seats[comment.author_id], thread, comment)
        for draft in session().scalars(select(Draft).where(Draft.author_id.in_(seats))).all():
            if is_marked(draft.fields, reference):
                session().delete(draft)
        counted = Erased(len(dilemmas), len(comments))
        publish(OwnWordsErased(actor.account_id, actor.account_id, counted.dilemmas, counted.comments))
    _destroy(len(dilemmas))
    return counted


def _comments_elsewhere(things: Sequence[Id], dilemmas: Sequence[Dilemma]) -> list[tuple[Comment, Dilemma]]:
    """Return the comments among some things that do not go with one of the dilemmas."""
    rows = session().execute(
        select(Comment, Dilemma)
        .join(Dilemma, Dilemma.id == Comment.dilemma_id)
        .where(Comment.id.in_(things), Comment.removed_at.is_(None))
        .where(Dilemma.id.not_in([dilemma.id for dilemma in dilemmas]))
    )
    return [(comment, dilemma) for comment, dilemma in rows]


def _hide(author: Member, dilemma: Dilemma) -> None:
    """Take a dilemma back, to be destroyed now; one that waits for its day waits no longer."""
    withdrawal = session().get(Withdrawal, dilemma.id)
    if withdrawal is None:
        take_back(author, dilemma, clock.now())
    else:
        withdrawal.destroy_at = clock.now()


def _destroy(count: int) -> None:
    """Destroy what was hidden, without waiting for the hour at which that comes round."""
    for _ in range(0, count, AT_ONCE):
        destroy_withdrawn()
