"""Writing comments: post, edit, remove, acknowledge. Every verb checks the right again inside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.dilemmas import events, floor, fresh, policy
from supervise.dilemmas.covering.actions import note_rewritten
from supervise.dilemmas.covering.queries import TextSeen
from supervise.dilemmas.fresh import Fresh
from supervise.dilemmas.mentions.actions import keep_named
from supervise.dilemmas.models import Acknowledgement, Comment, Dilemma, Kind, Reaction, Signed
from supervise.dilemmas.queries import Thread, comment_for, group_room, room_of, thread_for
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.references.marks import Mark
from supervise.dilemmas.showing import is_held_back
from supervise.groups.models import Member, Role
from supervise.groups.queries import take_turn
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.drafts import forget_draft
from supervise.texts.models import Text, TextKind
from supervise.texts.queries import Words, passage_exists, text_as_read

STIR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text as it stood at a revision, in code points."""

    text_id: Id
    revision: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote as a comment, already checked."""

    body: Checked
    kind: Kind = Kind.RESPONSE
    parent_id: Id | None = None
    signed: Signed = Signed.NAME
    quote: Passage | None = None
    reference: Mark | None = None
    posted_at: datetime | None = None


def post_comment(actor: Actor, dilemma_id: Id, said: Said, key: str) -> Comment:
    """Post a comment; the same writer's same key in this thread again returns what was posted the first time.

    Raises Missing for a stranger, NotAllowed with the reason, Invalid for a parent or passage that is not there.
    """
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        member, dilemma = thread.member, thread.dilemma
        take_turn(member)
        if again := _posted_before(member, dilemma, key):
            return again
        require(floor.may_write_now(dilemma.id))
        require(policy.may_comment(member, dilemma, closed=thread.closure is not None))
        given = floor.given_to(dilemma, member)
        kind = floor.taken_as(given, said.kind, said.body.body)
        require(policy.may_use_kind(member, dilemma, kind, said.signed))
        comment = Comment(
            id=new_id(),
            dilemma_id=dilemma.id,
            author=member,
            author_role=member.role,
            signed=policy.signature(member, dilemma, said.signed),
            kind=kind,
            parent_id=_parent(thread, said.parent_id),
            key=key,
            posted_at=said.posted_at or clock.now(),
            shown_from=given.shown_from if given and kind is not Kind.INFORMATION else None,
        )
        seq = touch(room_of(dilemma.id), f"comment-{comment.id}")
        comment.number = seq
        db.add(comment)
        db.flush()
        text = texts.write(member, comment.id, TextKind.COMMENT, said.body)
        _quote(thread, text, said.quote)
        keep_named(thread, comment, text.id, said.body.body)
        if said.reference is not None:
            references.file(member.account_id, comment.id, dilemma.id, said.reference)
        row_moved = _moved(member, dilemma, comment)
        forget_draft(member, f"thread:{dilemma.id}", *([f"reply:{comment.parent_id}"] if comment.parent_id else []))
        words = Words(text.id, text.revision, said.body.body, None)
        fresh.keep(Fresh(thread, comment, words, quotes=said.quote is not None))
        _announce(events.CommentPosted, member, dilemma, comment, seq, row_moved=row_moved)
    return comment


def edit_comment(actor: Actor, comment_id: Id, body: Checked, *, revision: int, protect: bool) -> Comment:
    """Change the words of one's own comment; raise Stale when they were changed since `revision`."""
    with transaction():
        seen = comment_for(actor, comment_id)
        member, dilemma, comment = seen.thread.member, seen.thread.dilemma, seen.comment
        require(floor.may_write_now(dilemma.id))
        require(policy.may_edit_comment(member, comment))
        if not protect:  # what protects somebody is never kept waiting
            floor.taken_as(floor.given_to(dilemma, member), comment.kind, body.body)
        text = text_as_read(comment.id, TextKind.COMMENT, revision)
        note_rewritten(TextSeen(text, seen.thread, comment), texts.revise(text, body, destroy_earlier=protect))
        keep_named(seen.thread, comment, text.id, body.body)
        seq = touch(room_of(dilemma.id), f"comment-{comment.id}")
        _announce(events.CommentEdited, member, dilemma, comment, seq)
    return comment


def remove_comment(actor: Actor, comment_id: Id) -> Comment:
    """Remove one's own comment: its words are destroyed, a tombstone stays; removing twice is removing once."""
    with transaction():
        seen = comment_for(actor, comment_id)
        member, comment = seen.thread.member, seen.comment
        if comment.removed_at is not None and comment.author_id == member.id:
            return comment
        require(policy.may_edit_comment(member, comment))
        take_out(member, seen.thread.dilemma, comment)
    return comment


def take_out(author: Member, dilemma: Dilemma, comment: Comment) -> None:
    """Destroy the words of its author's comment, inside the transaction of who may; a tombstone stays."""
    comment.removed_at = clock.now()
    texts.empty([comment.id])
    session().execute(delete(Acknowledgement).where(Acknowledgement.comment_id == comment.id))
    seq = touch(room_of(dilemma.id), f"comment-{comment.id}")
    _announce(events.CommentRemoved, author, dilemma, comment, seq)


def react(actor: Actor, comment_id: Id, reaction: Reaction, *, on: bool) -> Comment:
    """Acknowledge a comment, or take the acknowledgement back."""
    with transaction() as db:
        seen = comment_for(actor, comment_id)
        member, dilemma, comment = seen.thread.member, seen.thread.dilemma, seen.comment
        require(policy.may_react(member, dilemma, comment))
        given = db.get(Acknowledgement, (comment.id, member.id, reaction))
        if (given is not None) == on:
            return comment
        if given is not None:
            db.delete(given)
        else:
            db.add(Acknowledgement(comment_id=comment.id, member_id=member.id, reaction=reaction, at=clock.now()))
        db.flush()
        seq = touch(room_of(dilemma.id), f"comment-{comment.id}")
        _announce(events.CommentAcknowledged, member, dilemma, comment, seq)
    return comment


def _posted_before(member: Member, dilemma: Dilemma, key: str) -> Comment | None:
    return session().scalar(
        select(Comment).where(
            Comment.author_id == member.id, Comment.dilemma_id == dilemma.id, func.lower(Comment.key) == key.lower()
        )
    )


def _parent(thread: Thread, parent_id: Id | None) -> Id | None:
    """Return the comment that a reply hangs on: replies go one level deep, so an answer to a reply joins it."""
    if parent_id is None:
        return None
    parent = session().get(Comment, parent_id)
    if parent is None or not _is_here(thread, parent):
        raise Invalid(fields={"parent": ["The comment that this answers is not in this thread."]})
    return parent.parent_id or parent.id


def _quote(thread: Thread, text: Text, passage: Passage | None) -> None:
    if passage is None:
        return
    source = session().get(Text, passage.text_id)
    own = source is not None and source.group_id == thread.dilemma.group_id and _in_thread(thread, source)
    if not own or not passage_exists(passage.text_id, passage.revision, passage.start, passage.end):
        raise Invalid(fields={"quote": ["The passage is no longer there. Please mark it again."]})
    texts.quote(text, passage.text_id, passage.revision, passage.start, passage.end)


def _in_thread(thread: Thread, source: Text) -> bool:
    if source.thing_id == thread.dilemma.id:
        return True
    comment = session().get(Comment, source.thing_id)
    return comment is not None and _is_here(thread, comment)


def _is_here(thread: Thread, comment: Comment) -> bool:
    """Tell whether a comment stands in the thread and is shown to the actor, so that theirs may point to it."""
    own = comment.author_id == thread.member.id
    return comment.dilemma_id == thread.dilemma.id and (own or not is_held_back(comment))


def _moved(member: Member, dilemma: Dilemma, comment: Comment) -> bool:
    """Bring the dilemma's own state up to a new comment; tell whether its row in the list shows anything new.

    In a lively minute the row stays as it is: the list tells when a thread moved to the minute.
    """
    before = (dilemma.answered_at, dilemma.supervisor_answered_at)
    if comment.signed is Signed.COLLEAGUE:
        dilemma.colleague_present = True
    # else what still waits would tell that this colleague is the author
    if member.id != dilemma.author_id or comment.signed is not dilemma.signed:
        dilemma.answered_at = dilemma.answered_at or comment.posted_at
        if member.role is Role.SUPERVISOR and member.id != dilemma.author_id:
            dilemma.supervisor_answered_at = dilemma.supervisor_answered_at or comment.posted_at
    if before == (dilemma.answered_at, dilemma.supervisor_answered_at) and comment.posted_at - dilemma.moved_at < STIR:
        return False
    dilemma.moved_at = comment.posted_at
    return True


def _announce(
    kind: type[events.CommentEvent],
    member: Member,
    dilemma: Dilemma,
    comment: Comment,
    seq: int,
    *,
    row_moved: bool = False,
) -> None:
    publish(
        kind(
            actor_id=member.id,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=comment.signed if comment.author_id == member.id else Signed.NAME,
            seq=seq,
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma.id}") if row_moved else 0,
            comment_id=comment.id,
        )
    )
