"""After a restore, before anybody is served: what was erased since the backup goes again, nobody stays signed in."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import delete, select, update

from supervise.accounts.models import OneTimeLink, SignIn
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.core.rooms import Op, touch
from supervise.dilemmas.models import Acknowledgement, Comment, Dilemma, Withdrawal
from supervise.dilemmas.queries import group_room, room_of
from supervise.dilemmas.rounds import destroy_withdrawn
from supervise.governance.erased import COMMENTS, DESTROYED, REVISIONS, WITHDRAWN
from supervise.texts import actions as texts

_AT_ONCE = 500


def settle(erased: Mapping[str, Sequence[str]]) -> None:
    """Empty again what a list (erased.py) names, and end every session and one-time link of the backup's time."""
    with transaction() as db:
        now = clock.now()
        db.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now))
        db.execute(delete(OneTimeLink))
        for some in _parts(erased.get(COMMENTS, ())):
            _remove(some)
        for one in erased.get(REVISIONS, ()):
            text_id, _, number = one.partition(":")
            texts.empty_revision(Id(text_id), int(number))
        for one in erased.get(WITHDRAWN, ()):
            dilemma_id, at, destroy_at = one.split(":")
            _withdraw(Id(dilemma_id), int(at), int(destroy_at))
        for dilemma_id in erased.get(DESTROYED, ()):
            _withdraw(Id(dilemma_id), clock.millis(now), clock.millis(now))
    _destroy()


def _remove(ids: Sequence[str]) -> None:
    """Remove comments again: their words go, a tombstone stays."""
    db = session()
    found = db.scalars(select(Comment).where(Comment.id.in_(ids), Comment.removed_at.is_(None))).all()
    for comment in found:
        comment.removed_at = clock.now()
        touch(room_of(comment.dilemma_id), f"comment-{comment.id}")
    texts.empty([comment.id for comment in found])
    db.execute(delete(Acknowledgement).where(Acknowledgement.comment_id.in_([comment.id for comment in found])))


def _withdraw(dilemma_id: Id, at: int, destroy_at: int) -> None:
    """Hide a dilemma again, until its time; one that the backup does not hold is left alone."""
    db = session()
    dilemma = db.get(Dilemma, dilemma_id)
    if dilemma is None:
        return
    withdrawal = db.get(Withdrawal, dilemma_id) or Withdrawal(dilemma_id=dilemma_id, at=clock.from_millis(at))
    withdrawal.destroy_at = clock.from_millis(destroy_at)
    db.add(withdrawal)
    db.flush()
    touch(room_of(dilemma_id), f"dilemma-{dilemma_id}", Op.DROP)
    touch(group_room(dilemma.group_id), f"row-{dilemma_id}", Op.DROP)


def _destroy() -> None:
    """Destroy all whose time has come."""
    due = select(Withdrawal.dilemma_id).where(Withdrawal.destroy_at <= clock.now()).limit(1)
    while session().scalar(due) is not None:
        destroy_withdrawn()


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
