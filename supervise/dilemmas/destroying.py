"""Destroying for good: a dilemma with its thread, or all that somebody wrote. Called inside a transaction."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import delete, func, not_, select
from sqlalchemy.orm import joinedload

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.jobs import comes_round
from supervise.core.policy import require
from supervise.core.rooms import Change, Op, Room, touch
from supervise.dilemmas import events, policy
from supervise.dilemmas.holds.policy import may_be_destroyed
from supervise.dilemmas.holds.queries import holds_over, steady
from supervise.dilemmas.models import Acknowledgement, Comment, Dilemma, Signed, Withdrawal
from supervise.dilemmas.queries import group_room, room_of
from supervise.groups.models import Member
from supervise.groups.queries import seat_for
from supervise.texts import actions as texts
from supervise.texts.models import Text, TextKind

AT_ONCE = 200
CLOSING = (TextKind.OUTCOME, TextKind.SPOKEN_ABOUT, TextKind.WATCH_FOR)
"""What stands with a dilemma and may be somebody else's."""


def destroy_thread(
    dilemma: Dilemma, by: Member | None = None, kind: type[events.DilemmaDestroyed] = events.DilemmaDestroyed
) -> Counter[str]:
    """Destroy a dilemma with its thread: words, comments, place; return how much of what went."""
    db = session()
    dilemma_id = dilemma.id
    comments = list(db.scalars(select(Comment.id).where(Comment.dilemma_id == dilemma_id)))
    for some in _parts([dilemma_id, *comments]):
        texts.destroy(some)
    _forget(dilemma_id)
    touch(room_of(dilemma_id), f"dilemma-{dilemma_id}", Op.DROP)  # who has it open learns that it is gone
    publish(
        kind(
            actor_id=by.id if by else None,
            group_id=dilemma.group_id,
            dilemma_id=dilemma_id,
            signed=dilemma.signed if by is not None and by.id == dilemma.author_id else Signed.NAME,
            seq=0,
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma_id}", Op.DROP),
        )
    )
    db.delete(dilemma)
    db.flush()
    return Counter(dilemma=1, comment=len(comments))


def destroy_own(actor: Actor, dilemma_id: Id) -> Counter[str]:
    """Destroy one's own dilemma at once, withdrawn before or not; return how much of what went.

    Raises Missing for everybody but its author, NotAllowed where it is held.
    """
    with transaction():
        dilemma = own_dilemma_for(actor, dilemma_id)
        member = seat_for(actor, dilemma.group_id).member
        require(policy.may_withdraw(member, dilemma))
        steady(dilemma.group_id)
        require(may_be_destroyed(holds_over(dilemma)))
        return destroy_thread(dilemma, member, events.DilemmaErased)


def own_dilemma_for(actor: Actor, dilemma_id: str) -> Dilemma:
    """Return a dilemma that the actor wrote, also when it is withdrawn; raises Missing otherwise."""
    found = session().scalar(select(Dilemma).options(joinedload(Dilemma.group)).where(Dilemma.id == dilemma_id))
    if found is None or seat_for(actor, found.group_id).member.id != found.author_id:
        raise Missing
    return found


def withdrawn_by(actor: Actor) -> Sequence[tuple[Dilemma, Withdrawal]]:
    """Return the actor's own withdrawn dilemmas with their groups, the next to be destroyed first."""
    mine = (
        select(Dilemma, Withdrawal)
        .join(Withdrawal, Withdrawal.dilemma_id == Dilemma.id)
        .join(Member, Member.id == Dilemma.author_id)
        .options(joinedload(Dilemma.group))
        .where(Member.account_id == actor.account_id, Member.left_at.is_(None))
        .order_by(Withdrawal.destroy_at, Dilemma.id)
    )
    return [(dilemma, withdrawal) for dilemma, withdrawal in session().execute(mine)]


def destroy_some_words_of(members: Collection[Id]) -> Counter[str]:
    """Destroy a part of what some members wrote, a tombstone left in others' threads; nothing counted: all is gone.

    To be called in a transaction of its own again and again, so that nobody waits long for the end of one.
    """
    db = session()
    own = db.scalar(select(Dilemma).where(Dilemma.author_id.in_(members)).limit(1))
    if own is not None:
        return destroy_thread(own, kind=events.DilemmaErased)
    said = select(Comment).where(Comment.author_id.in_(members), Comment.removed_at.is_(None)).limit(AT_ONCE)
    if comments := db.scalars(said).all():
        return _bury(comments)
    db.execute(delete(Acknowledgement).where(Acknowledgement.member_id.in_(members)))
    lines = select(Text).where(Text.author_id.in_(members), Text.kind.in_(CLOSING), texts.has_words())
    return Counter(sum((_blank(text) for text in db.scalars(lines.limit(AT_ONCE)).all()), Counter[str]()))


def count_words_of(members: Collection[Id]) -> Counter[str]:
    """Return how many dilemmas and comments some members wrote that still stand."""
    db = session()
    own = select(func.count()).select_from(Dilemma).where(Dilemma.author_id.in_(members))
    said = select(func.count()).select_from(Comment)
    standing = said.where(Comment.author_id.in_(members), Comment.removed_at.is_(None))
    return Counter(dilemma=db.scalar(own) or 0, comment=db.scalar(standing) or 0)


@comes_round("rooms of nothing", timedelta(hours=24))
def forget_empty_rooms() -> None:
    """Forget the rooms of dilemmas that are gone."""
    there = select("dilemma:" + Dilemma.id)
    with transaction() as db:
        for column, table in ((Room.name, Room), (Change.room, Change)):
            db.execute(delete(table).where(column.startswith("dilemma:"), not_(column.in_(there))))


def _bury(comments: Sequence[Comment]) -> Counter[str]:
    """Take the words of some comments and leave a tombstone for each."""
    ids = [comment.id for comment in comments]
    texts.empty(ids)
    session().execute(delete(Acknowledgement).where(Acknowledgement.comment_id.in_(ids)))
    for comment in comments:
        comment.removed_at = clock.now()
        _say(events.CommentErased, comment.dilemma_id, f"comment-{comment.id}", comment_id=comment.id)
    return Counter(comment=len(ids))


def _blank(text: Text) -> Counter[str]:
    """Take the words of a text that stands with somebody else's dilemma: how it was closed."""
    texts.empty_text(text)
    _say(events.LinesErased, text.thing_id, f"dilemma-{text.thing_id}")
    return Counter({"closing line": 1})


def _say(kind: type[events.ThreadEvent], dilemma_id: Id, element: str, **more: Id) -> None:
    group_id = session().scalars(select(Dilemma.group_id).where(Dilemma.id == dilemma_id)).one()
    seq = touch(room_of(dilemma_id), element)
    publish(
        kind(
            actor_id=None,
            group_id=group_id,
            dilemma_id=dilemma_id,
            signed=Signed.NAME,
            seq=seq,
            row_seq=touch(group_room(group_id), f"row-{dilemma_id}"),
            **more,
        )
    )


def _forget(dilemma_id: Id) -> None:
    session().execute(delete(Change).where(Change.room == room_of(dilemma_id)))


def _parts(ids: Sequence[Id]) -> list[Sequence[Id]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
