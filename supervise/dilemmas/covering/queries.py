"""Reading what is covered: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas import policy
from supervise.dilemmas.models import Comment, Dilemma, Signed
from supervise.dilemmas.passing import answers_to
from supervise.dilemmas.queries import Thread, comment_for, dilemmas_by_id, thread_for
from supervise.dilemmas.showing import is_held_back
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat, members_of, seat_for
from supervise.texts.models import Cover, Quote, Revision, Text

T = TypeVar("T", Text, Comment)

SHOWN = 100
"""Cases that one page shows."""


@dataclass(frozen=True, slots=True)
class TextSeen:
    """A text in a thread that is open to the actor; `comment` is the one it belongs to, None for the dilemma's own."""

    text: Text
    thread: Thread
    comment: Comment | None

    @property
    def own(self) -> bool:
        """Whether the actor wrote it."""
        return self.text.author_id == self.thread.member.id

    @property
    def element(self) -> str:
        """The element of the thread's page that shows it."""
        return f"comment-{self.comment.id}" if self.comment else f"dilemma-{self.thread.dilemma.id}"


@dataclass(frozen=True, slots=True)
class Case:
    """All that one press covered and that is covered still."""

    id: Id
    text_id: Id
    at: datetime
    by: Member
    covers: Sequence[Cover]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a decision, and where."""

    case: Case
    text: Text
    dilemma: Dilemma
    comment: Comment | None


def text_for(actor: Actor, text_id: str) -> TextSeen:
    """Return a text in a thread that the actor may read; raise Missing otherwise, and where it was removed."""
    text = session().get(Text, text_id)
    if text is None:
        raise Missing
    comment = session().get(Comment, text.thing_id)
    if comment is None:
        return TextSeen(text, thread_for(actor, text.thing_id), None)
    seen = comment_for(actor, comment.id)
    if seen.comment.removed_at is not None:
        raise Missing
    return TextSeen(text, seen.thread, seen.comment)


def text_to_uncover(actor: Actor, text_id: str) -> TextSeen:
    """Return a text whose covered words the actor may look at; raises Missing, or NotAllowed with the reason."""
    seen = text_for(actor, text_id)
    require(policy.may_uncover(seen.thread.member))
    return seen


def text_to_redact(actor: Actor, text_id: str) -> TextSeen:
    """Return a text whose covered words the actor may destroy; raises Missing, or NotAllowed with the reason."""
    seen = text_for(actor, text_id)
    require(policy.may_redact(seen.thread.member, seen.text.author_id))
    return seen


def seat_to_decide(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who decides about covered words; Missing for other members."""
    seat = seat_for(actor, group_id)
    if not policy.may_uncover(seat.member):
        raise Missing
    return seat


def cases_in(thing_ids: Collection[Id]) -> list[Case]:
    """Return what is covered now in the texts of some things, the oldest first."""
    return _cases(Text.thing_id.in_(thing_ids)) if thing_ids else []


def waiting_in(seat: Seat) -> list[Waiting]:
    """Return what is covered now in the group's dilemmas that the actor may read, the oldest first."""
    return _open_to(seat, _cases(Text.group_id == seat.group.id))


def own_waiting_in(seat: Seat) -> list[Waiting]:
    """Return what is covered now of the actor's own words in the group, the oldest first."""
    return _open_to(seat, _cases(and_(Text.group_id == seat.group.id, Text.author_id == seat.member.id)))


def author_of(text_id: Id) -> Member | None:
    """Return who wrote a text, account loaded; nobody where they have left."""
    found = select(Member).join(Text, Text.author_id == Member.id).options(joinedload(Member.account))
    return session().scalar(found.where(Text.id == text_id, Member.left_at.is_(None)))


def told_since(author: Member, moment: datetime, but: Id) -> bool:
    """Tell whether words of an author were covered since a moment, one case left aside."""
    own = select(Cover.id).join(Text, Text.id == Cover.text_id).where(Text.author_id == author.id)
    return session().scalar(own.where(Cover.at > moment, Cover.case_id != but).limit(1)) is not None


def deciders_of_old(longest: datetime, shortest: datetime) -> list[tuple[Id, Id]]:
    """Return whom to remind of what was covered between two moments and waits still: pairs of group and account."""
    groups = select(Text.group_id).join(Cover, Cover.text_id == Text.id)
    between = (_standing(), Cover.at > longest, Cover.at <= shortest)
    found: list[tuple[Id, Id]] = []
    for group in session().scalars(select(Group).where(Group.id.in_(groups.where(*between)))).all():
        members = session().scalars(select(Member).where(Member.group_id == group.id, Member.left_at.is_(None))).all()
        seats = [Seat(member, group) for member in members if policy.may_uncover(member)]
        old = {seat: [one for one in waiting_in(seat) if longest < one.case.at <= shortest] for seat in seats}
        found += [(group.id, seat.member.account_id) for seat, cases in old.items() if cases]
    return found


def was_covered(thing_id: Id) -> bool:
    """Tell whether anything in the texts of a thing is covered, or ever was."""
    found = select(Cover.id).join(Text, Text.id == Cover.text_id).where(Text.thing_id == thing_id).limit(1)
    return session().scalar(found) is not None


def readers_of(thread: Thread) -> list[Member]:
    """Return the present members who may read a thread, accounts loaded."""
    answers = answers_to(thread.dilemma)
    return [one for one in members_of(thread.seat) if policy.may_read(one, thread.dilemma, answers.get(one.id))]


def addressed_by(thread: Thread) -> list[Member]:
    """Return the present members whom a thread is addressed to, whatever they answered where they are asked first."""
    return [member for member in members_of(thread.seat) if policy.may_know_of(member, thread.dilemma)]


def counted_for(member_id: Id) -> int:
    """Return how many of a member's own texts hold covered words."""
    own = select(func.count(Text.id.distinct())).join(Cover, Cover.text_id == Text.id)
    return session().scalar(own.where(Text.author_id == member_id, _standing())) or 0


def bodies_of(texts: Collection[Id]) -> dict[tuple[Id, int], str]:
    """Return the words of some texts by text and revision, covered ones too: for whoever decides about them."""
    rows = select(Revision.text_id, Revision.number, Revision.body)
    found = session().execute(rows.where(Revision.text_id.in_(texts), Revision.body.is_not(None)))
    return {(row.text_id, row.number): row.body for row in found}


def quoting(texts: Collection[Id], dilemma_id: Id) -> Sequence[Id]:
    """Return the comments of a thread that show a passage of some texts."""
    found = (
        select(Comment.id)
        .join(Text, Text.thing_id == Comment.id)
        .join(Quote, Quote.text_id == Text.id)
        .where(Quote.source_id.in_(texts), Comment.dilemma_id == dilemma_id, Comment.removed_at.is_(None))
    )
    return session().scalars(found.order_by(Comment.number)).all()


def wrote_unnamed(member: Member, dilemma: Dilemma) -> bool:
    """Tell whether somebody wrote in a thread as 'a colleague', so that nothing they do there may bear their name."""
    said = select(Comment.id).where(
        Comment.dilemma_id == dilemma.id, Comment.author_id == member.id, Comment.signed == Signed.COLLEAGUE
    )
    return policy.is_colleague(member, dilemma) or session().scalar(said.limit(1)) is not None


def _cases(which: ColumnElement[bool]) -> list[Case]:
    rows = session().execute(
        select(Cover, Member)
        .join(Text, Text.id == Cover.text_id)
        .join(Member, Member.id == Cover.by_id)
        .join(Revision, and_(Revision.text_id == Cover.text_id, Revision.number == Cover.revision))
        .options(joinedload(Member.account))
        .where(which, _standing(), Revision.body.is_not(None))
        .order_by(Cover.at, Cover.case_id, Cover.revision.desc(), Cover.start)
    )
    found: dict[Id, Case] = {}
    for cover, by in rows:
        case = found.setdefault(cover.case_id, Case(cover.case_id, cover.text_id, cover.at, by, []))
        found[cover.case_id] = Case(case.id, case.text_id, case.at, by, [*case.covers, cover])
    return list(found.values())


def _open_to(seat: Seat, cases: Sequence[Case]) -> list[Waiting]:
    shown = cases[:SHOWN]
    texts = {text.id: text for text in _all(Text, {case.text_id for case in shown})}
    things = {text.thing_id for text in texts.values()}
    comments = {comment.id: comment for comment in _all(Comment, things)}
    alone = {one.id for one in comments.values() if is_held_back(one) and one.author_id != seat.member.id}
    where = {thing: comments[thing].dilemma_id if thing in comments else thing for thing in things}
    dilemmas = dilemmas_by_id(seat, set(where.values()))
    found = [(case, texts[case.text_id]) for case in shown]
    return [
        Waiting(case, text, dilemmas[where[text.thing_id]][0], comments.get(text.thing_id))
        for case, text in found
        if where[text.thing_id] in dilemmas and text.thing_id not in alone
    ]


def _all(table: type[T], ids: Collection[Id]) -> Sequence[T]:
    return session().scalars(select(table).where(table.id.in_(ids))).all()


def _standing() -> ColumnElement[bool]:
    return Cover.lifted_at.is_(None)
