"""What each rule finds and destroys. Every select leaves out what is held; each destroys inside a transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    delete,
    exists,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from supervise.core import clock
from supervise.core.compacting import compact_soon
from supervise.core.db import publish, session
from supervise.core.ids import Id
from supervise.core.rooms import touch
from supervise.dilemmas.destroying import destroy_thread
from supervise.dilemmas.events import CommentExpired
from supervise.dilemmas.holds.queries import group_is_held, is_held
from supervise.dilemmas.models import (
    Acknowledgement,
    Closure,
    Comment,
    Dilemma,
    ReadersAsked,
    Reading,
    Signed,
    Withdrawal,
)
from supervise.dilemmas.queries import room_of
from supervise.governance.models import Act
from supervise.groups.models import Member
from supervise.meetings.models import Meeting
from supervise.meetings.room.afterwards import empty_notes
from supervise.texts import actions as texts
from supervise.texts.models import Draft, Text, TextKind
from supervise.writeups import destroying as write_ups
from supervise.writeups import shared
from supervise.writeups.models import Decision, Outcome, Version, WriteUp

COMMENTS_AT_ONCE = 50

Found = Select[Any, Any] | CompoundSelect[Any, Any]
Groups = Collection[Id | None]


def dilemmas_closed_before(groups: Groups, moment: datetime) -> Select[Any, Any]:
    """Select the dilemmas that were closed at or before a moment; what is withdrawn goes by its own date."""
    withdrawn = exists().where(Withdrawal.dilemma_id == Dilemma.id)
    return (
        select(Dilemma.id.label("thing_id"), Dilemma.group_id.label("group_id"))
        .join(Closure, Closure.dilemma_id == Dilemma.id)
        .where(Closure.at <= moment, Dilemma.group_id.in_(groups), ~withdrawn)
        .where(~is_held(Dilemma.group_id, Dilemma.id))
    )


def destroy_dilemmas(ids: Collection[Id]) -> int:
    """Destroy dilemmas with their threads, as a withdrawn one is destroyed."""
    found = session().scalars(select(Dilemma).where(Dilemma.id.in_(ids))).all()
    for dilemma in found:
        destroy_thread(dilemma)
    return len(found)


def threads_closed_before(groups: Groups, moment: datetime) -> Found:
    """Select the dilemmas that were closed at or before a moment and in which comments still stand."""
    standing = exists().where(Comment.dilemma_id == Dilemma.id, Comment.removed_at.is_(None))
    return dilemmas_closed_before(groups, moment).where(standing)


def destroy_comments_in(ids: Collection[Id]) -> int:
    """Destroy the words of comments in some dilemmas, a part at a time; a tombstone stays for each."""
    db = session()
    standing = select(Comment).where(Comment.dilemma_id.in_(ids), Comment.removed_at.is_(None))
    found = db.scalars(standing.order_by(Comment.number).limit(COMMENTS_AT_ONCE)).all()
    texts.empty([comment.id for comment in found])
    db.execute(delete(Acknowledgement).where(Acknowledgement.comment_id.in_([comment.id for comment in found])))
    groups = {dilemma.id: dilemma.group_id for dilemma in db.scalars(select(Dilemma).where(Dilemma.id.in_(ids)))}
    for comment in found:
        comment.removed_at = clock.now()
        _say_expired(comment, groups[comment.dilemma_id])
    return len(found)


def write_ups_verified_before(groups: Groups, moment: datetime) -> Found:
    """Select the write-ups whose shared version was verified, or its marks released, at or before a moment."""
    signed = (Version.write_up_id == WriteUp.id) & (Version.number == WriteUp.shared_version)
    return (
        select(WriteUp.id.label("thing_id"), WriteUp.group_id.label("group_id"))
        .join(Version, signed)
        .join(Decision, Decision.version_id == Version.id)
        .where(Decision.outcome == Outcome.VERIFIED, shared.kept_from() <= moment, WriteUp.group_id.in_(groups))
        .where(~shared.in_marking(), ~write_ups.is_held())
    )


def destroy_write_ups(ids: Collection[Id]) -> int:
    """Destroy write-ups with their versions, as their author would."""
    found = session().scalars(select(WriteUp).where(WriteUp.id.in_(ids))).all()
    for write_up in found:
        write_ups.destroy(write_up)
    return len(found)


def meeting_notes_before(groups: Groups, moment: datetime) -> Found:
    """Select the meetings that ended at or before a moment and whose notes still stand."""
    written = exists().where(Text.thing_id == Meeting.id, Text.kind == TextKind.NOTES, texts.has_words())
    return (
        select(Meeting.id.label("thing_id"), Meeting.group_id.label("group_id"))
        .where(Meeting.ended_at <= moment, Meeting.group_id.in_(groups), written)
        .where(~group_is_held(Meeting.group_id))
    )


def destroy_meeting_notes(ids: Collection[Id]) -> int:
    """Destroy the notes of some meetings."""
    empty_notes(ids)
    return len(ids)


def drafts_saved_before(groups: Groups, moment: datetime) -> Found:
    """Select the drafts that were last changed at or before a moment."""
    return (
        select(Draft.id.label("thing_id"), Member.group_id.label("group_id"))
        .join(Member, Member.id == Draft.author_id)
        .where(Draft.saved_at <= moment, Member.group_id.in_(groups))
    )


def destroy_drafts(ids: Collection[Id]) -> int:
    """Throw drafts away."""
    compact_soon()
    return _delete(Draft.id, ids)


def readings_before(groups: Groups, moment: datetime) -> Found:
    """Select who had a thread open, and who asked about that, at or before a moment; of what is held it stays."""
    parts = [
        select(table.id.label("thing_id"), Dilemma.group_id.label("group_id"))
        .join(Dilemma, Dilemma.id == table.dilemma_id)
        .where(at <= moment, Dilemma.group_id.in_(groups), ~is_held(Dilemma.group_id, Dilemma.id))
        for table, at in ((Reading, Reading.last_at), (ReadersAsked, ReadersAsked.at))
    ]
    return union_all(*parts)


def destroy_readings(ids: Collection[Id]) -> int:
    """Forget who had which thread open, and who asked."""
    return _delete(Reading.id, ids) + _delete(ReadersAsked.id, ids)


def acts_before(groups: Groups, moment: datetime) -> Found:
    """Select the acts of groups that are not held, and (None) of the installation, at or before a moment."""
    within: ColumnElement[bool] = Act.group_id.in_([one for one in groups if one is not None])
    if None in groups:
        within = or_(within, Act.group_id.is_(None))
    held = group_is_held(Act.group_id)
    return select(Act.id.label("thing_id"), Act.group_id.label("group_id")).where(Act.at <= moment, within, ~held)


def destroy_acts(ids: Collection[Id]) -> int:
    """Take acts off the trail."""
    return _delete(Act.id, ids)


def _delete(column: InstrumentedAttribute[Id], ids: Collection[Id]) -> int:
    gone = session().execute(delete(column.class_).where(column.in_(ids)))
    return int(getattr(gone, "rowcount", 0))


def _say_expired(comment: Comment, group_id: Id) -> None:
    publish(
        CommentExpired(
            actor_id=None,
            group_id=group_id,
            dilemma_id=comment.dilemma_id,
            signed=Signed.NAME,
            seq=touch(room_of(comment.dilemma_id), f"comment-{comment.id}"),
            row_seq=0,
            comment_id=comment.id,
        )
    )
