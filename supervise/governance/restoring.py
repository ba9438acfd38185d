"""After a restore, before anybody is served: what was erased since the backup goes again, nobody stays signed in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import delete, select, update

from supervise.accounts.models import OneTimeLink, SignIn
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.core.rooms import Op, touch
from supervise.dilemmas.destroying import destroy_thread
from supervise.dilemmas.models import Acknowledgement, Comment, Dilemma, Withdrawal
from supervise.dilemmas.queries import group_room, room_of
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.rounds import destroy_some_withdrawn
from supervise.governance.erased import (
    ACCOUNTS,
    COMMENTS,
    DEACTIVATED,
    DESTROYED,
    GROUPS,
    PASSAGES,
    PASSWORDS,
    REVISIONS,
    SEATS,
    WITHDRAWN,
    WORDS,
    WRITE_UPS,
)
from supervise.governance.restoring_people import close_accounts, erase_people, forget_passwords, seat_as_listed
from supervise.texts import actions as texts
from supervise.texts.covering import erase_spans
from supervise.writeups import destroying as write_ups
from supervise.writeups.models import WriteUp

_AT_ONCE = 500
List = Mapping[str, Sequence[str]]


def settle(erased: List) -> None:
    """Empty again what a list (erased.py) names, let go again who has gone, and end every session and one-time link."""
    with transaction() as db:
        db.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=clock.now()))
        db.execute(delete(OneTimeLink))
        _empty_words(erased)
        forget_passwords(erased.get(PASSWORDS, ()))
        close_accounts(erased.get(DEACTIVATED, ()))
        seat_as_listed(erased.get(SEATS, ()))
    _destroy(erased.get(DESTROYED, ()))
    _destroy_write_ups(erased.get(WRITE_UPS, ()))
    erase_people(erased.get(ACCOUNTS, ()), erased.get(WORDS, ()), erased.get(GROUPS, ()))


def _empty_words(erased: List) -> None:
    now = clock.millis(clock.now())
    for some in _parts(erased.get(COMMENTS, ())):
        _remove(some)
    _destroy_passages(erased.get(PASSAGES, ()))
    for one in erased.get(REVISIONS, ()):
        text_id, _, number = one.partition(":")
        texts.empty_revision(Id(text_id), int(number))
    for one in erased.get(WITHDRAWN, ()):
        dilemma_id, at, destroy_at = one.split(":")
        _withdraw(Id(dilemma_id), int(at), int(destroy_at))
    for dilemma_id in erased.get(DESTROYED, ()):
        _withdraw(Id(dilemma_id), now, now)


def _remove(ids: Sequence[str]) -> None:
    """Remove comments again: their words go, a tombstone stays."""
    db = session()
    found = db.scalars(select(Comment).where(Comment.id.in_(ids), Comment.removed_at.is_(None))).all()
    for comment in found:
        comment.removed_at = clock.now()
        touch(room_of(comment.dilemma_id), f"comment-{comment.id}")
    texts.empty([comment.id for comment in found])
    db.execute(delete(Acknowledgement).where(Acknowledgement.comment_id.in_([comment.id for comment in found])))
    references.unfile([comment.id for comment in found])


def _destroy_passages(passages: Sequence[str]) -> None:
    """Destroy passages of revisions again; a revision never changes otherwise, so that they stand where they stood."""
    spans: dict[tuple[Id, int], list[tuple[int, int]]] = defaultdict(list)
    for one in passages:
        text_id, number, start, end = one.split(":")
        spans[Id(text_id), int(number)].append((int(start), int(end)))
    erase_spans(spans)


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


def _destroy(ids: Sequence[str]) -> None:
    """Destroy what was destroyed since the backup, held at its time or not, and all else whose time has come."""
    for dilemma_id in ids:
        with transaction() as db:
            dilemma = db.get(Dilemma, Id(dilemma_id))
            if dilemma is not None:
                destroy_thread(dilemma)
    while destroy_some_withdrawn():
        pass


def _destroy_write_ups(ids: Sequence[str]) -> None:
    for write_up_id in ids:
        with transaction() as db:
            write_up = db.get(WriteUp, Id(write_up_id))
            if write_up is not None:
                write_ups.destroy(write_up)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
