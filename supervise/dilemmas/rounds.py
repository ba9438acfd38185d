"""What comes round by itself: withdrawn dilemmas are destroyed, quiet ones close, forgotten drafts go."""

from datetime import timedelta

from sqlalchemy import delete, exists, select

from supervise.core import clock
from supervise.core.db import publish, session, transaction
from supervise.core.ids import Id
from supervise.core.jobs import comes_round
from supervise.core.rooms import Op, forget_room, touch
from supervise.dilemmas import events
from supervise.dilemmas.models import Closure, Comment, Dilemma, Signed, Withdrawal
from supervise.dilemmas.queries import group_room, room_of
from supervise.dilemmas.waiting import QUIET_FOR
from supervise.texts import actions as texts
from supervise.texts.models import Draft

DRAFTS_KEPT = timedelta(days=30)
AT_ONCE = 50


@comes_round("withdrawn dilemmas", timedelta(hours=1))
def destroy_withdrawn() -> None:
    """Destroy what was withdrawn when its time has come: words, thread and place."""
    due = select(Withdrawal.dilemma_id).where(Withdrawal.destroy_at <= clock.now()).limit(AT_ONCE)
    for dilemma_id in session().scalars(due).all():
        with transaction() as db:
            dilemma = db.get_one(Dilemma, dilemma_id)
            comments = list(db.scalars(select(Comment.id).where(Comment.dilemma_id == dilemma_id)))
            texts.destroy([dilemma_id, *comments])
            forget_room(room_of(dilemma_id))
            _say(events.DilemmaDestroyed, dilemma, Op.DROP)
            db.delete(dilemma)


@comes_round("quiet dilemmas", timedelta(hours=1))
def close_quiet() -> None:
    """Close dilemmas in which nothing new came for 90 days."""
    closed = exists().where(Closure.dilemma_id == Dilemma.id)
    withdrawn = exists().where(Withdrawal.dilemma_id == Dilemma.id)
    quiet = select(Dilemma.id).where(Dilemma.moved_at <= clock.now() - QUIET_FOR, ~closed, ~withdrawn)
    for dilemma_id in session().scalars(quiet.limit(AT_ONCE)).all():
        with transaction() as db:
            db.add(Closure(dilemma_id=dilemma_id, by_id=None, at=clock.now()))
            dilemma = db.get_one(Dilemma, dilemma_id)
            touch(room_of(dilemma_id), f"dilemma-{dilemma_id}")
            _say(events.DilemmaClosed, dilemma, Op.PUT)


@comes_round("forgotten drafts", timedelta(hours=6))
def drop_drafts() -> None:
    """Throw away drafts that their author has not touched for 30 days."""
    with transaction() as db:
        db.execute(delete(Draft).where(Draft.saved_at <= clock.now() - DRAFTS_KEPT))


def _say(kind: type[events.ThreadEvent], dilemma: Dilemma, op: Op) -> None:
    dilemma_id: Id = dilemma.id
    publish(
        kind(
            actor_id=None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma_id,
            signed=Signed.NAME,
            seq=0,
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma_id}", op),
        )
    )
