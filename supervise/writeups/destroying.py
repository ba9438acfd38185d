"""Destroying write-ups for good: words, versions, place. Called inside a transaction, but for one's own."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, or_, select

from supervise.accounts.events import AccountErased
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas.holds.models import Hold
from supervise.dilemmas.holds.policy import may_be_destroyed
from supervise.dilemmas.holds.queries import STANDS, steady
from supervise.groups.events import GroupErased
from supervise.groups.models import Member
from supervise.texts import actions as texts
from supervise.texts.models import Text, TextKind
from supervise.writeups import policy
from supervise.writeups.actions import to_write
from supervise.writeups.covering.queries import things_of
from supervise.writeups.events import DraftDestroyed, WriteUpDestroyed
from supervise.writeups.models import Aside, Fact, Mark, Note, WriteUp

BESIDE = (TextKind.NOTE, TextKind.WORDING, TextKind.ASIDE, TextKind.VERDICT, TextKind.REASON)
"""What is written beside a write-up."""


def destroy_own(actor: Actor, write_up_id: Id) -> None:
    """Destroy one's own write-up; raise Missing for everybody else, NotAllowed where it is held."""
    with transaction():
        seen = to_write(actor, write_up_id)
        require(policy.may_destroy(seen.member, seen.write_up))
        steady(seen.write_up.group_id)
        require(may_be_destroyed(holds_over(WriteUp.id == write_up_id)))
        destroy(seen.write_up, seen.member)


def destroy(write_up: WriteUp, by: Member | None = None) -> Counter[str]:
    """Destroy a write-up with its versions; return how much of what went."""
    db = session()
    texts.destroy(things_of(write_up.id))
    kind = WriteUpDestroyed if write_up.shared_version is not None else DraftDestroyed
    publish(kind(by.id if by else None, write_up.group_id, write_up.id))
    db.delete(write_up)
    db.flush()
    return Counter({"write-up": 1})


@within(AccountErased)
def destroy_with_account(event: AccountErased) -> None:
    """Destroy what somebody wrote whose account goes with their words; else what nobody but they ever could read."""
    seats = select(Member.id).where(Member.account_id == event.account_id)
    theirs = select(WriteUp).where(WriteUp.author_id.in_(seats))
    if not event.words:
        theirs = theirs.where(WriteUp.shared_version.is_(None), ~is_held())
    for write_up in session().scalars(theirs).all():
        destroy(write_up)
    _forget_facts(seats)
    if event.words:
        said = select(Text.thing_id).where(Text.author_id.in_(seats), Text.kind.in_(BESIDE), texts.has_words())
        texts.empty(session().scalars(said).all())


def _forget_facts(authors: Select[Id]) -> None:
    """Destroy the facts that authors marked for themselves, in write-ups that stay and are not held."""
    db = session()
    whose = select(WriteUp.id).where(WriteUp.author_id.in_(authors), ~is_held())
    found = db.scalars(select(Fact).where(Fact.write_up_id.in_(whose))).all()
    texts.destroy([one.id for one in found])
    for one in found:
        db.delete(one)


@within(GroupErased)
def destroy_with_group(event: GroupErased) -> None:
    """Destroy the write-ups of a group that is erased."""
    for write_up in session().scalars(select(WriteUp).where(WriteUp.group_id == event.group_id)).all():
        destroy(write_up)


def holds_over(*which: ColumnElement[bool]) -> Sequence[Hold]:
    """Return the holds that keep some write-ups from being destroyed: on a group, or on texts of who wrote there."""
    over = exists().where(*which, WriteUp.group_id == Hold.group_id, _whose())
    return session().scalars(select(Hold).where(STANDS, Hold.dilemma_id.is_(None), over)).all()


def is_held() -> ColumnElement[bool]:
    """Return the condition that a write-up is held, for a select of write-ups."""
    return exists().where(STANDS, Hold.dilemma_id.is_(None), Hold.group_id == WriteUp.group_id, _whose())


def _whose() -> ColumnElement[bool]:
    beside = [exists().where(one.write_up_id == WriteUp.id, one.author_id == Hold.member_id) for one in (Note, Aside)]
    marked = exists().where(Mark.write_up_id == WriteUp.id, Mark.member_id == Hold.member_id)
    return or_(Hold.member_id.is_(None), Hold.member_id == WriteUp.author_id, *beside, marked)
