"""Reading dilemmas and threads: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas import policy
from supervise.dilemmas.errors import AskedFirst
from supervise.dilemmas.models import (
    Acknowledgement,
    Audience,
    Closure,
    ComeBack,
    Comment,
    Dilemma,
    DilemmaTheme,
    Kind,
    Signed,
    Withdrawal,
)
from supervise.dilemmas.passing import answer_of, has_passed
from supervise.dilemmas.showing import is_shown_to, shown
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Member, Role
from supervise.groups.queries import Seat, place_for

T = TypeVarTuple("T")


@dataclass(frozen=True, slots=True)
class Thread:
    """A dilemma that is open to the actor, and their seat in its group."""

    dilemma: Dilemma
    closure: Closure | None
    seat: Seat

    @property
    def member(self) -> Member:
        """The actor's membership."""
        return self.seat.member

    @property
    def room(self) -> str:
        """The thread's live room."""
        return room_of(self.dilemma.id)


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """A comment that is open to the actor, with its thread."""

    comment: Comment
    thread: Thread


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of dilemmas is narrowed to."""

    theme: str | None = None
    kind: Kind | None = None
    person: Id | None = None
    state: str | None = None


def room_of(dilemma_id: Id) -> str:
    """Return the name of a thread's live room."""
    return f"dilemma:{dilemma_id}"


def group_room(group_id: Id) -> str:
    """Return the name of a group's live room."""
    return f"group:{group_id}"


def thread_for(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma that the actor may read; raise Missing for everybody else, AskedFirst who is to answer first."""
    found = (
        session()
        .execute(
            standing(select(Dilemma, Closure).outerjoin(Closure, Closure.dilemma_id == Dilemma.id))
            .options(joinedload(Dilemma.author).joinedload(Member.account))
            .where(Dilemma.id == dilemma_id)
        )
        .first()
    )
    if found is None:
        raise Missing
    seat = place_for(actor, found.Dilemma.group_id)
    if not policy.may_know_of(seat.member, found.Dilemma):
        raise Missing  # before the agreement is asked for, which would tell that it is there
    if not seat.accepted:
        raise AgreementFirst(seat.group.id)
    answer = answer_of(seat.member, found.Dilemma)
    if not policy.may_read(seat.member, found.Dilemma, answer):
        raise Missing if answer else AskedFirst(found.Dilemma.id)
    return Thread(found.Dilemma, found.Closure, seat)


def own_thread_for(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma that the actor wrote; raise Missing otherwise."""
    thread = thread_for(actor, dilemma_id)
    if thread.dilemma.author_id != thread.member.id:
        raise Missing
    return thread


def comment_for(actor: Actor, comment_id: str) -> CommentSeen:
    """Return a comment in a thread that the actor may read; raise Missing otherwise."""
    comment = session().scalar(_with_author(select(Comment)).where(Comment.id == comment_id))
    if comment is None:
        raise Missing
    thread = thread_for(actor, comment.dilemma_id)
    return CommentSeen(shown(comment, thread.member.id), thread)


def thread_to_close(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma that the actor may close or reopen; raises Missing, or NotAllowed with the reason."""
    thread = thread_for(actor, dilemma_id)
    require(policy.may_close(thread.member, thread.dilemma))
    return thread


def thread_to_theme(actor: Actor, dilemma_id: str) -> Thread:
    """Return a dilemma whose themes the actor may change; raises Missing, or NotAllowed with the reason."""
    thread = thread_for(actor, dilemma_id)
    require(policy.may_change_themes(thread.member, thread.dilemma))
    return thread


def own_comment_for(actor: Actor, comment_id: str) -> CommentSeen:
    """Return a comment that the actor wrote and has not removed; raises Missing, or NotAllowed with the reason."""
    seen = comment_for(actor, comment_id)
    require(policy.may_edit_comment(seen.thread.member, seen.comment))
    return seen


def newest_comments(thread: Thread, before: int | None = None) -> Sequence[Comment]:
    """Return the newest comments of a thread (before a number), oldest first, with the parents of its replies."""
    here = _with_author(select(Comment)).where(Comment.dilemma_id == thread.dilemma.id)
    newest = here.where(is_shown_to(thread.member))
    if before is not None:
        newest = newest.where(Comment.number < before)
    window = list(session().scalars(newest.order_by(Comment.number.desc()).limit(limits.THREAD_WINDOW)))
    ids = {c.id for c in window}
    away = {c.parent_id for c in window if c.parent_id and c.parent_id not in ids}
    if away:
        window += session().scalars(here.where(Comment.id.in_(away), is_shown_to(thread.member)))
    return sorted(window, key=lambda c: c.number)


def comments_by_id(thread: Thread, ids: Collection[str]) -> dict[str, Comment]:
    """Return some comments of a thread by their ids."""
    here = _with_author(select(Comment)).where(Comment.dilemma_id == thread.dilemma.id, Comment.id.in_(ids))
    return {c.id: c for c in session().scalars(here.where(is_shown_to(thread.member)))} if ids else {}


def acknowledgements_of(comments: Collection[Id]) -> list[tuple[Acknowledgement, Member]]:
    """Return who acknowledged some comments, and how."""
    if not comments:
        return []
    rows = session().execute(
        select(Acknowledgement, Member)
        .join(Member, Member.id == Acknowledgement.member_id)
        .options(joinedload(Member.account))
        .where(Acknowledgement.comment_id.in_(comments))
        .order_by(Acknowledgement.at)
    )
    return [(ack, member) for ack, member in rows]


def themes_of(dilemmas: Collection[Id]) -> list[tuple[DilemmaTheme, Member]]:
    """Return the themes of some dilemmas in their order, with who added each."""
    if not dilemmas:
        return []
    rows = session().execute(
        select(DilemmaTheme, Member)
        .join(Member, Member.id == DilemmaTheme.added_by_id)
        .options(joinedload(Member.account))
        .where(DilemmaTheme.dilemma_id.in_(dilemmas))
        .order_by(DilemmaTheme.dilemma_id, DilemmaTheme.position)
    )
    return [(theme, member) for theme, member in rows]


def come_back_of(thread: Thread) -> ComeBack | None:
    """Return the day on which the author wants to meet the dilemma again."""
    return session().get(ComeBack, thread.dilemma.id)


def dilemmas_in(
    seat: Seat, narrowed: Filter, after: tuple[datetime, str] | None = None
) -> list[tuple[Dilemma, Closure | None]]:
    """Return a page (and one more) of the group's dilemmas that the actor may read, the latest moved first."""
    page = listed(seat)
    if narrowed.theme:
        page = page.where(exists().where(DilemmaTheme.dilemma_id == Dilemma.id, DilemmaTheme.slug == narrowed.theme))
    if narrowed.kind:
        said = (Comment.dilemma_id == Dilemma.id, Comment.kind == narrowed.kind, Comment.removed_at.is_(None))
        page = page.where(exists().where(*said, is_shown_to(seat.member)))
    if narrowed.person:
        page = page.where(Dilemma.author_id == narrowed.person, _signer_shown(seat.member))
    page = _in_state(page, narrowed.state)
    if after is not None:
        page = page.where(tuple_(Dilemma.moved_at, Dilemma.id) < after)
    newest = page.order_by(Dilemma.moved_at.desc(), Dilemma.id.desc()).limit(limits.GROUP_PAGE + 1)
    return [(d, c) for d, c in session().execute(newest)]


def waiting_in(seat: Seat) -> list[tuple[Dilemma, Closure | None]]:
    """Return the group's open dilemmas that nobody has answered yet, the longest waiting first."""
    waiting = _in_state(listed(seat), "waiting").order_by(Dilemma.posted_at).limit(limits.GROUP_PAGE)
    return [(d, c) for d, c in session().execute(waiting)]


def dilemmas_by_id(seat: Seat, ids: Collection[str]) -> dict[str, tuple[Dilemma, Closure | None]]:
    """Return some of the group's dilemmas that the actor may read, by their ids."""
    if not ids:
        return {}
    return {d.id: (d, c) for d, c in session().execute(listed(seat).where(Dilemma.id.in_(ids)))}


def may_still_read(member: Member, dilemma: Dilemma) -> bool:
    """Tell whether a dilemma is open to a member of its group at this moment, as the policy and their answer say."""
    return bool(policy.may_read(member, dilemma, answer_of(member, dilemma)))


def unlisted(ids: Collection[str]) -> frozenset[str]:
    """Return which of some dilemmas are for the supervisors only, withdrawn ones too: others do not know of them."""
    found = select(Dilemma.id).where(Dilemma.id.in_(ids), Dilemma.audience == Audience.SUPERVISORS)
    return frozenset(session().scalars(found)) if ids else frozenset()


def listed(seat: Seat) -> Select[Dilemma, Closure | None]:
    """Return the selection of the group's dilemmas that the actor may read, to be narrowed further."""
    return (
        standing(select(Dilemma, Closure))
        .outerjoin(Closure, Closure.dilemma_id == Dilemma.id)
        .options(joinedload(Dilemma.author).joinedload(Member.account))
        .where(open_to(seat))
    )


def open_to(seat: Seat) -> ColumnElement[bool]:
    """Return the condition under which a dilemma that is not withdrawn is one of the group that the actor may read."""
    return and_(addressed_to(seat), has_passed(seat.member))


def addressed_to(seat: Seat) -> ColumnElement[bool]:
    """Return the condition under which the actor may know of a dilemma of the group, asked first or not."""
    here = Dilemma.group_id == seat.group.id
    if seat.member.role == Role.SUPERVISOR:
        return here
    return and_(here, or_(Dilemma.audience == Audience.GROUP, Dilemma.author_id == seat.member.id))


def _in_state(listed: Select[Dilemma, Closure | None], state: str | None) -> Select[Dilemma, Closure | None]:
    if state == "waiting":
        return listed.where(Dilemma.answered_at.is_(None), Closure.dilemma_id.is_(None))
    if state == "answered":
        return listed.where(or_(Dilemma.answered_at.is_not(None), Closure.dilemma_id.is_not(None)))
    if state == "open":
        return listed.where(Closure.dilemma_id.is_(None))
    if state == "closed":
        return listed.where(Closure.dilemma_id.is_not(None))
    return listed


def _signer_shown(member: Member) -> ColumnElement[bool]:
    if policy.may_see_signer(member):
        return true()
    return or_(Dilemma.signed == Signed.NAME, Dilemma.author_id == member.id)


def standing(rows: Select[*T]) -> Select[*T]:
    """Leave withdrawn dilemmas out of a selection: they are gone for everybody at once."""
    return rows.where(~exists().where(Withdrawal.dilemma_id == Dilemma.id))


def _with_author(rows: Select[Comment]) -> Select[Comment]:
    return rows.join(Member, Member.id == Comment.author_id).options(
        contains_eager(Comment.author).joinedload(Member.account)
    )
