"""What comes round by itself: withdrawn dilemmas are destroyed, and quiet ones close. (Retention is above us.)

What was found due is looked at again inside its own transaction: meanwhile somebody may have written, closed, held.
"""

from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Select, exists, select

from supervise.core import clock
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Collision
from supervise.core.ids import Id
from supervise.core.jobs import comes_round
from supervise.core.rooms import touch
from supervise.dilemmas import events
from supervise.dilemmas.destroying import destroy_thread
from supervise.dilemmas.holds.queries import is_held, steady
from supervise.dilemmas.models import Closure, Dilemma, Signed, Withdrawal
from supervise.dilemmas.queries import group_room, room_of
from supervise.dilemmas.waiting import QUIET_FOR

T = TypeVar("T")

AT_ONCE = 50


@comes_round("withdrawn dilemmas", timedelta(hours=1))
def destroy_withdrawn() -> None:
    """Destroy what was withdrawn when its time has come and nobody holds it: words, thread and place."""
    destroy_some_withdrawn()


def destroy_some_withdrawn() -> int:
    """Do that for at most AT_ONCE of them; return how many went."""
    gone = 0
    for dilemma_id, group_id in session().execute(_withdrawn().limit(AT_ONCE)).all():
        with transaction() as db:
            steady(group_id)
            if db.execute(_withdrawn().where(Dilemma.id == dilemma_id)).first() is not None:
                destroy_thread(db.get_one(Dilemma, dilemma_id))
                gone += 1
    return gone


@comes_round("quiet dilemmas", timedelta(hours=1))
def close_quiet() -> None:
    """Close dilemmas in which nothing new came for 90 days."""
    for dilemma_id in session().scalars(_quiet(select(Dilemma.id)).limit(AT_ONCE)).all():
        with suppress(Collision), transaction() as db:
            # whoever writes in the thread moves this row, so the lock waits for them and the row is looked at again
            dilemma = db.scalar(_quiet(select(Dilemma)).where(Dilemma.id == dilemma_id).with_for_update())
            if dilemma is not None:
                db.add(Closure(dilemma_id=dilemma_id, by_id=None, at=clock.now()))
                touch(room_of(dilemma_id), f"dilemma-{dilemma_id}")
                _say(events.DilemmaClosed, dilemma)


def _withdrawn() -> Select[Id, Id]:
    due = select(Dilemma.id, Dilemma.group_id).join(Withdrawal, Withdrawal.dilemma_id == Dilemma.id)
    return due.where(Withdrawal.destroy_at <= clock.now(), ~is_held(Dilemma.group_id, Dilemma.id))


def _quiet(found: Select[T]) -> Select[T]:
    closed = exists().where(Closure.dilemma_id == Dilemma.id)
    withdrawn = exists().where(Withdrawal.dilemma_id == Dilemma.id)
    return found.where(Dilemma.moved_at <= clock.now() - QUIET_FOR, ~closed, ~withdrawn)


def _say(kind: type[events.ThreadEvent], dilemma: Dilemma) -> None:
    dilemma_id: Id = dilemma.id
    publish(
        kind(
            actor_id=None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma_id,
            signed=Signed.NAME,
            seq=0,
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma_id}"),
        )
    )
